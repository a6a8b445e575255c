import { expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { affine, some } from './reference.js'

const net = Layer.sequence(Layer.spectralNorm(3, 2))
const key = from(1)

/** Of a matrix of two columns: the root of the larger eigenvalue of its square, by the quadratic formula. */
const largest = (weight: readonly number[]) => {
  const along = (i: number, j: number) =>
    [0, 1, 2].reduce((sum, row) => sum + (weight[2 * row + i] as number) * (weight[2 * row + j] as number), 0)
  const [a, b, c] = [along(0, 0), along(0, 1), along(1, 1)]
  return Math.sqrt((a + c + Math.sqrt((a - c) ** 2 + 4 * b * b)) / 2)
}

const weight = [1.2, -0.3, 0.4, 0.8, -0.6, 0.5]

onEach(() => {
  /** The state after so many steps of training. */
  const after = (steps: number, own = { weight: tensorOf([3, 2], [3, 2], weight), bias: tensorOf([2], [2], [0, 0]) }) =>
    Array.from({ length: steps }).reduce(
      (state: ReturnType<typeof net.begin>) =>
        net.run([own], { key, mode: 'training', state })(tensorOf(['batch', 3], [1, 3], [1, 1, 1]))[1],
      net.begin(),
    )

  conforms('spectralNorm in evaluation, after many steps: the gradient goes through the norm', {
    inputs: [hostOf(['batch', 3], [2, 3], some(6, 1)), hostOf([3, 2], [3, 2], weight), hostOf([2], [2], some(2, 3))],
    operation: (x, given, bias) =>
      net.run([{ weight: given, bias }], { key, mode: 'evaluation', state: after(20) })(x)[0],
    gives: [
      ['batch', 2],
      [2, 2],
    ],
    reference: (x = [], given = [], bias = []) =>
      affine(2, 3, 2)(
        x,
        given.map((each) => each / largest(given)),
        bias,
      ),
  })

  it('a step in training is a step of the power iteration, and evaluation leaves the vector', () =>
    scoped(() => {
      const [u = 0, other = 0] = valuesOf(net.begin()[0].u)
      expect([u, other]).toEqual([Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2)])
      const v = [0, 2, 4].map((row) => (weight[row] as number) * u + (weight[row + 1] as number) * other)
      const back = [0, 1].map((column) =>
        v.reduce((sum, each, row) => sum + each * (weight[2 * row + column] as number), 0),
      )
      const moved = valuesOf(after(1)[0].u)
      moved.forEach((each, at) => {
        expect(each).toBeCloseTo((back[at] as number) / Math.hypot(...back), 6)
      })
      const own = net.init(key)
      const [, kept] = net.run(own, { key, mode: 'evaluation', state: after(1) })(
        tensorOf(['batch', 3], [1, 3], [1, 1, 1]),
      )
      expect(valuesOf(kept[0].u)).toEqual(moved)
    }))

  it('training and evaluation give the same after the same step, and a weight of 0 gives the bias', () =>
    scoped(() => {
      const x = tensorOf(['batch', 3], [1, 3], [0.3, -1, 2])
      const own = net.init(key)
      const [value, state] = net.run(own, { key, mode: 'training', state: net.begin() })(x)
      expect(valuesOf(net.run(own, { key, mode: 'evaluation', state })(x)[0])).toEqual(valuesOf(value))
      const none = { weight: tensorOf([3, 2], [3, 2], [0, 0, 0, 0, 0, 0]), bias: tensorOf([2], [2], [1, 2]) }
      expect(valuesOf(net.run([none], { key, mode: 'training', state: net.begin() })(x)[0])).toEqual([1, 2])
    }))
})
