import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { some } from './reference.js'

const epsilon = 1e-5
const net = Layer.sequence(Layer.input([3]), Layer.batchNorm())
const images = Layer.sequence(Layer.input([2, 2, 3]), Layer.batchNorm({ momentum: 0.5 }))
const key = from(1)

/** Channels of rows, normalized by hand: of `values` row by row, the last axis 3 long. */
const byHand = (
  values: readonly number[],
  scale: readonly number[],
  shift: readonly number[],
): { readonly out: readonly number[]; readonly mean: readonly number[]; readonly variance: readonly number[] } => {
  const channel = (c: number) => values.filter((_, index) => index % 3 === c)
  const mean = [0, 1, 2].map((c) => channel(c).reduce((sum, each) => sum + each, 0) / channel(c).length)
  const variance = [0, 1, 2].map(
    (c) => channel(c).reduce((sum, each) => sum + (each - (mean[c] as number)) ** 2, 0) / channel(c).length,
  )
  const at = (all: readonly number[], index: number) => all[index % 3] as number
  const out = values.map(
    (each, index) =>
      ((each - at(mean, index)) / Math.sqrt(at(variance, index) + epsilon)) * at(scale, index) + at(shift, index),
  )
  return { out, mean, variance }
}

onEach(() => {
  conforms('batchNorm in training', {
    inputs: [hostOf(['batch', 3], [4, 3], some(12, 1)), hostOf([3], [3], [1, 2, 3]), hostOf([3], [3], [-1, 0, 1])],
    operation: (x, scale, shift) =>
      net.run([null, { scale, shift }], { key, mode: 'training', state: net.begin() })(x)[0],
    gives: [
      ['batch', 3],
      [4, 3],
    ],
    reference: (x, scale, shift) => byHand(x ?? [], scale ?? [], shift ?? []).out,
  })

  conforms('batchNorm of images in training, over rows and pixels', {
    inputs: [
      hostOf(['batch', 2, 2, 3], [2, 2, 2, 3], some(24, 4)),
      hostOf([3], [3], [1, 2, 3]),
      hostOf([3], [3], [-1, 0, 1]),
    ],
    operation: (x, scale, shift) =>
      images.run([null, { scale, shift }], { key, mode: 'training', state: images.begin() })(x)[0],
    gives: [
      ['batch', 2, 2, 3],
      [2, 2, 2, 3],
    ],
    reference: (x, scale, shift) => byHand(x ?? [], scale ?? [], shift ?? []).out,
  })

  conforms('batchNorm in evaluation, by its state', {
    inputs: [hostOf(['batch', 3], [2, 3], some(6, 1)), hostOf([3], [3], [0.5, -1, 2]), hostOf([3], [3], [4, 1, 0.25])],
    operation: (x, mean, variance) =>
      net.run(net.init(key), { key, mode: 'evaluation', state: [null, { mean, variance }] })(x)[0],
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (x, mean, variance) =>
      (x ?? []).map(
        (each, index) => (each - (mean?.[index % 3] ?? 0)) / Math.sqrt((variance?.[index % 3] ?? 0) + epsilon),
      ),
  })

  it('training moves the state, by the momentum; evaluation leaves it', () =>
    scoped(() => {
      const values = some(24, 4)
      const x = tensorOf(['batch', 2, 2, 3], [2, 2, 2, 3], values)
      const { mean, variance } = byHand(values, [1, 1, 1], [0, 0, 0])
      const begun = images.begin()
      expect([valuesOf(begun[1].mean), valuesOf(begun[1].variance)]).toEqual([
        [0, 0, 0],
        [1, 1, 1],
      ])
      const own = images.init(key)
      const [, state] = images.run(own, { key, mode: 'training', state: begun })(x)
      valuesOf(state[1].mean).forEach((each, c) => {
        expect(each).toBeCloseTo(0.5 * (mean[c] as number), 6)
      })
      valuesOf(state[1].variance).forEach((each, c) => {
        expect(each).toBeCloseTo(0.5 + 0.5 * (variance[c] as number), 6)
      })
      const [, kept] = images.run(own, { key, mode: 'evaluation', state })(x)
      expect(valuesOf(kept[1].mean)).toEqual(valuesOf(state[1].mean))
    }))

  it('no gradient is taken of the state', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((x: T.Tensor<readonly ['batch', 3]>) => {
        const [, state] = net.run(net.init(key), { key, mode: 'training', state: net.begin() })(x)
        return [T.same.add(T.sum(0)(state[1].mean))(T.mulScalar(0)(T.sum(0, 1)(x))), null] as const
      })(tensorOf(['batch', 3], [2, 3], some(6, 1)))
      expect(valuesOf(gradient).map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0])
    }))
})

describe('refusals', () => {
  onCpu()

  it('of an event without channels, and of options out of their range', () => {
    expect(() => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([]), Layer.batchNorm())).toThrow(
      new ShapeError('layer 2 (batchNorm) takes channels on the last axis but is given []'),
    )
    expect(() => Layer.batchNorm({ momentum: 1 })).toThrow(
      new ShapeError('batchNorm: the momentum must be from 0 to below 1, not 1'),
    )
    expect(() => Layer.batchNorm({ epsilon: 0 })).toThrow(new ShapeError('batchNorm: epsilon must be above 0, not 0'))
  })
})
