import { describe, expect, it } from 'vitest'
import { runLayer } from '../../src/layers/held.js'
import * as Layer from '../../src/layers/index.js'
import { NO_CONTEXT } from '../../src/layers/running.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf } from '../support/engine.js'

onCpu()

/** A sequence that the compiler has been kept from checking. */
const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

const block = Layer.sequence(Layer.dense(2, 2), Layer.tanh)
const words = (layer: string, name: string) =>
  new ShapeError(
    `layer 2 (${layer}) has another ${name} than its build gives: make a layer of your own with Layer.custom`,
  )

describe('a layer that is a copy of another', () => {
  it.each([
    ['init', { ...block, init: () => [null, null] }],
    ['apply', { ...block, apply: block.apply.bind(null) }],
  ])('with another %s is refused, for what runs is what it builds', (name, copy) => {
    expect(() => sequence(Layer.input([2]), copy)).toThrow(words('sequence', name))
  })

  it.each(['init', 'apply'])('with an %s that a layer has not is refused', (name) => {
    expect(() => sequence(Layer.input([2]), { ...Layer.dense(3), [name]: () => null })).toThrow(words('dense', name))
  })

  it('with the same parts is the same layer', () => {
    expect(sequence(Layer.input([2]), { ...block })).toMatchObject({ name: 'sequence', kind: 'Tensor' })
  })

  it('with another build is what that builds', () => {
    const first = Layer.dense(3)
    const copy = { ...first, build: () => 'does not fit here' }
    expect(() => sequence(Layer.input([2]), copy)).toThrow(new ShapeError('layer 2 (dense) does not fit here'))
    expect(Layer.sequence(Layer.input([2]), first).init(from(1))[1].weight.sizes).toEqual([2, 3])
  })
})

describe('what a layer gives', () => {
  const rows = (count: number, width: number) =>
    tensorOf(['batch', width], [count, width], Array(count * width).fill(1))
  /** A layer of two numbers a row, with one parameter. */
  const given = (apply: (parameters: never, x: never) => unknown, x: unknown) =>
    scoped(
      () =>
        runLayer(
          'layer 1',
          {
            kind: 'Tensor',
            out: [{ dim: 2, size: 2 }],
            apply: (parameters: never) => (x: never) => apply(parameters, x),
          } as never,
          { weight: 1 },
          NO_CONTEXT,
          x,
        )[0],
    )

  it('is what it says, of rows and of what is no tensor', () => {
    expect(given(() => rows(4, 2), rows(4, 3))).toMatchObject({ sizes: [4, 2] })
    expect(given(() => rows(4, 2), { left: 1 })).toMatchObject({ sizes: [4, 2] })
  })

  it.each([
    ['must give a tensor of [2] for each row but gives none', () => null],
    ['must give [batch, 2] but gives [batch, 3]', () => rows(4, 3)],
    ['must give sizes [4, 2] but gives [5, 2]', () => rows(5, 2)],
    [
      'reads the parameter bias, which its init does not give: it gives [weight]',
      ({ bias }: { readonly bias: { readonly at: number } }) => bias.at,
    ],
  ])('is refused: it %s', (fault, apply) => {
    expect(() => given(apply as never, rows(4, 3))).toThrow(new ShapeError(`layer 1 ${fault}`))
  })

  it('is what it throws, where it has read what is there', () => {
    const cause = new RangeError('too far')
    const fails = () => {
      throw cause
    }
    expect(() => given(fails, rows(4, 3))).toThrow(expect.objectContaining({ _tag: 'PartFailed', cause }))
  })
})
