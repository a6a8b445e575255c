import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Layer } from '../../src/index.js'
import { nameFault, variableFault } from '../../src/joints/variableCheck.js'

const { bernoulliHead, dense, normalHead, sequence } = Layer

describe('whether a variable can be made', () => {
  it('is asked of its name', () => {
    expect([nameFault('z'), nameFault(''), nameFault(undefined)]).toEqual([
      null,
      'joint: the name is empty',
      'joint: the name must be a string, not undefined',
    ])
  })

  it('is asked of its distribution, drawn or computed', () => {
    const decoder = sequence(bernoulliHead(2, 3))
    expect(variableFault('x', decoder, 'z', false)).toBe(null)
    expect(variableFault('h', sequence(dense(2, 3)), 'z', true)).toBe(null)
    expect(variableFault('z', DiagonalNormal.standard(2), undefined, false)).toBe(null)
    expect(variableFault('z', sequence(normalHead(2, 3)), 'x', true)).toBe(
      'joint: z is a DiagonalNormal: define it with Joint.variable',
    )
  })

  it('is asked of the events of its network', () => {
    const joined = sequence(Layer.inputs({ z: [2], label: [3] }), Layer.concat('z', 'label'), bernoulliHead(4))
    expect(variableFault('x', joined, undefined, false)).toBe(null)
    expect(variableFault('x', joined, { label: 'digit' }, false)).toBe(null)
    expect(variableFault('x', joined, 'z', false)).toBe(
      'joint: x takes several variables by their names, and not z alone',
    )
    expect(variableFault('x', joined, { y: 'label' }, false)).toBe('joint: x has no input y')
    const words = sequence(Layer.indices(10), Layer.embedding(10, 8), normalHead(8, 2))
    expect(variableFault('z', words, 'label', false)).toBe(null)
    expect(variableFault('z', words, undefined, false)).toBe(
      "joint: z takes indices below 10 of one variable: say of which, as in Joint.variable('z', network, 'z')",
    )
    const both = sequence(
      Layer.inputs({ x: [2], token: Layer.indices(10) }),
      Layer.parallel({ x: Layer.tanh, token: Layer.embedding(10, 8) }),
      Layer.concat('x', 'token'),
      normalHead(10, 2),
    )
    expect(variableFault('z', both, undefined, false)).toBe(null)
    expect(variableFault('z', both, 'token', false)).toBe(
      'joint: z takes several variables by their names, and not token alone',
    )
    const two = sequence(Layer.inputs({ z: [2], label: [3] }), Layer.parallel({ z: dense(5), label: dense(5) }))
    expect(variableFault('h', two, undefined, true)).toBe(
      'joint: h gives several events: join them with Layer.concat, or define a variable for each',
    )
  })
})
