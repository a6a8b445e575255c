import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { affine, some } from './reference.js'

const x = hostOf(['batch', 3], [4, 3], some(12, 1))
const weight = hostOf([3, 2], [3, 2], some(6, 2))
const bias = hostOf([2], [2], [0.5, -1])

const stated = Layer.sequence(Layer.dense(3, 2))
const inferred = Layer.sequence(Layer.input([3]), Layer.dense(2))
const twice = Layer.sequence(Layer.dense(3, 2), Layer.tanh, Layer.dense(2))

onEach(() => {
  conforms('dense, its size stated', {
    inputs: [x, weight, bias],
    operation: (rows, w, b) => stated.apply([{ weight: w, bias: b }])(rows),
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: affine(4, 3, 2) as never,
  })

  conforms('dense, its size from the layer before', {
    inputs: [x, weight, bias],
    operation: (rows, w, b) => inferred.apply([null, { weight: w, bias: b }])(rows),
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: affine(4, 3, 2) as never,
  })

  conforms('two of them', {
    inputs: [x, weight, bias, hostOf([2, 2], [2, 2], some(4, 5)), hostOf([2], [2], [0.1, 0.2])],
    operation: (rows, w, b, w2, b2) => twice.apply([{ weight: w, bias: b }, null, { weight: w2, bias: b2 }])(rows),
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: (rows, w, b, w2, b2) =>
      affine(4, 2, 2)(
        affine(4, 3, 2)(rows as readonly number[], w as readonly number[], b as readonly number[]).map(Math.tanh),
        w2 as readonly number[],
        b2 as readonly number[],
      ),
  })
})

describe('dense', () => {
  onCpu()

  it('takes sizes that have a name', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.dense(3, named('hidden', 5)), Layer.tanh, Layer.dense(named('latent', 2)))
      const parameters = net.init(from(7))
      expect([parameters[0].weight.shape, parameters[0].weight.sizes]).toEqual([[3, 'hidden'], [3, 5]]) // biome-ignore format: lists
      expect([parameters[2].weight.shape, parameters[2].weight.sizes]).toEqual([['hidden', 'latent'], [5, 2]]) // biome-ignore format: lists
      expect(net.output).toEqual([{ dim: 'latent', size: 2 }])
      const out = net.apply(parameters)(tensorOf(['batch', 3], [4, 3], some(12, 1)))
      expect([out.shape, out.sizes]).toEqual([['batch', 'latent'], [4, 2]]) // biome-ignore format: lists
    }))

  it('refuses a size that is not a whole number above 0, and says which', () => {
    const dense = Layer.dense as (...sizes: readonly unknown[]) => unknown
    for (const size of [0, -1, 2.5, Number.NaN]) {
      expect(() => dense(size, 5)).toThrow(
        new ShapeError(`dense: the input size must be a positive whole number, not ${size}`),
      )
      expect(() => dense(5, size)).toThrow(
        new ShapeError(`dense: the output size must be a positive whole number, not ${size}`),
      )
      expect(() => dense(size)).toThrow(
        new ShapeError(`dense: the output size must be a positive whole number, not ${size}`),
      )
    }
    expect(() => dense('latent')).toThrow(
      new ShapeError(
        "dense: the output size is the name 'latent', which has no number here: use Dim.named('latent', size)",
      ),
    )
    for (const none of [null, undefined]) {
      expect(() => dense(5, none)).toThrow(new ShapeError('dense: the output size is not a dimension'))
      expect(() => dense(none)).toThrow(new ShapeError('dense: the output size is not a dimension'))
    }
  })

  it('refuses rows of another width where a cast has let them through', () =>
    scoped(() => {
      const latent = Layer.sequence(Layer.dense(named('latent', 3), 2))
      const rows = tensorOf(['batch', 'latent'], [1, 4], [1, 2, 3, 4])
      expect(() => latent.apply(latent.init(from(7)))(rows)).toThrow(
        new ShapeError('sequence: latent is 4 in the rows [batch, latent] and 3 in its input [latent]'),
      )
    }))

  it('apply is pure: the same rows give the same numbers, and the parameters stay', () =>
    scoped(() => {
      const parameters = stated.init(from(7))
      const before = T.Tree.leaves(parameters).map(({ value }) => valuesOf(value))
      const rows = tensorOf(['batch', 3], [4, 3], some(12, 1))
      const [one, other] = [stated.apply(parameters)(rows), stated.apply(parameters)(rows)]
      expect(valuesOf(one)).toEqual(valuesOf(other))
      expect(T.Tree.leaves(parameters).map(({ value }) => valuesOf(value))).toEqual(before)
      // a row does not know of the others
      const alone = stated.apply(parameters)(tensorOf(['batch', 3], [1, 3], some(12, 1).slice(3, 6)))
      expect(valuesOf(alone)).toEqual(valuesOf(one).slice(2, 4))
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => stated.apply(stated.init(from(7)))(tensorOf(['batch', 3], [4, 3], some(12, 1))))
  })
})
