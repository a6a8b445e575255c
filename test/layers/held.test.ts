import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/refusal.js'
import { onCpu } from '../support/engine.js'

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
