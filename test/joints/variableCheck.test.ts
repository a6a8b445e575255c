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
})
