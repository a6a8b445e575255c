import { expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { affine, some } from './reference.js'

const net = Layer.sequence(Layer.weightNorm(3, 2))

/** Each column as long as is said. */
const weightOf = (direction: readonly number[], length: readonly number[]) =>
  direction.map((each, index) => {
    const column = direction.filter((_, other) => other % 2 === index % 2)
    return (each * (length[index % 2] as number)) / Math.hypot(...column)
  })

onEach(() => {
  conforms('weightNorm', {
    inputs: [
      hostOf(['batch', 3], [2, 3], some(6, 1)),
      hostOf([3, 2], [3, 2], some(6, 2)),
      hostOf([2], [2], [0.5, -2]),
      hostOf([2], [2], some(2, 3)),
    ],
    operation: (x, direction, length, bias) => net.apply([{ direction, length, bias }])(x),
    gives: [
      ['batch', 2],
      [2, 2],
    ],
    reference: (x = [], direction = [], length = [], bias = []) =>
      affine(2, 3, 2)(x, weightOf(direction, length), bias),
  })

  it('begins as the dense layer of the same key', () =>
    scoped(() => {
      const x = tensorOf(['batch', 3], [2, 3], some(6, 1))
      const dense = Layer.sequence(Layer.dense(3, 2))
      const expected = valuesOf(dense.apply(dense.init(from(1)))(x))
      valuesOf(net.apply(net.init(from(1)))(x)).forEach((each, at) => {
        expect(each).toBeCloseTo(expected[at] as number, 6)
      })
    }))

  it('a direction of 0 is a weight of 0', () =>
    scoped(() => {
      const [direction, length] = [tensorOf([3, 2], [3, 2], [0, 1, 0, 2, 0, 2]), tensorOf([2], [2], [3, 3])]
      const own = { direction, length, bias: tensorOf([2], [2], [0, 0]) }
      const [none, some = 0] = valuesOf(net.apply([own])(tensorOf(['batch', 3], [1, 3], [1, 1, 1])))
      expect(none).toBe(0)
      expect(some).toBeCloseTo(5, 5)
    }))
})
