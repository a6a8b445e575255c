import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { squaredError } from '../../src/losses/atoms.js'
import { describe as describeModel, make } from '../../src/models/autoencoder.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'

onCpu()

const encoder = Layer.sequence(Layer.dense(3, 2))
const decoder = Layer.sequence(Layer.dense(2, 3))
const model = make({ encoder, decoder })

const X = [1, 2, 3, -1, 0.5, 0]
const x = () => tensorOf(['batch', 3], [2, 3], X)

describe('make', () => {
  it('is a model over real data that supplies the data, its reconstruction and its code', () => {
    expect(model).toMatchObject({ name: 'autoencoder', over: 'real', supplies: ['x', 'reconstruction', 'code'] })
    expect(model.event).toEqual([{ dim: 3, size: 3 }])
    expect(scoped(() => T.Tree.count(model.init(from(1))))).toBe(3 * 2 + 2 + 2 * 3 + 3)
  })

  it('begins with other weights in each network', () => {
    const square = make({
      encoder: Layer.sequence(Layer.dense(3, 3)),
      decoder: Layer.sequence(Layer.dense(3, 3)),
    })
    scoped(() => {
      const {
        encoder: [one],
        decoder: [other],
      } = square.init(from(1))
      expect(valuesOf(one.weight)).not.toEqual(valuesOf(other.weight))
    })
  })

  it.each<readonly [string, object]>([
    [
      'autoencoder: encoder gives a code [2] but the decoder takes [4]',
      { encoder, decoder: Layer.sequence(Layer.dense(4, 3)) },
    ],
    [
      'autoencoder: the encoder takes [3] but the decoder gives [4]',
      { encoder, decoder: Layer.sequence(Layer.dense(2, 4)) },
    ],
    [
      'autoencoder: the decoder gives a Bernoulli but must give a Tensor',
      { encoder, decoder: Layer.sequence(Layer.bernoulliHead(2, 3)) },
    ],
    [
      'autoencoder: the encoder gives a DiagonalNormal but must give a Tensor',
      { encoder: Layer.sequence(Layer.normalHead(3, 2)), decoder },
    ],
    ['autoencoder: the encoder is not a network', { encoder: Layer.tanh, decoder }],
    ['autoencoder: the decoder is not a network', { encoder, decoder: undefined }],
  ])('refuses, past a cast: %s', (words, parts) => {
    expect(() => make(parts as never)).toThrow(new ShapeError(words))
  })
})

/** `Σ (x - (x E + e) D - d)²` of one mean over the rows, in float64, from all parameters in their order. */
const reference = (all: readonly number[]): number => {
  const affine = (row: readonly number[], at: number, inner: number, outer: number) =>
    Array.from({ length: outer }, (_, to) =>
      row.reduce(
        (sum, value, index) => sum + value * (all[at + index * outer + to] ?? 0),
        all[at + inner * outer + to] ?? 0,
      ),
    )
  return [X.slice(0, 3), X.slice(3)].reduce((total, row) => {
    const back = affine(affine(row, 0, 3, 2), 8, 2, 3)
    return total + row.reduce((sum, value, at) => sum + (value - (back[at] ?? 0)) ** 2, 0) / 2
  }, 0)
}

describe('supply', () => {
  it('is the decoded code, and its squared error the one by hand, with its gradient', () => {
    scoped(() => {
      const params = model.init(from(1))
      const numbers = [
        params.encoder[0].weight,
        params.encoder[0].bias,
        params.decoder[0].weight,
        params.decoder[0].bias,
      ].flatMap((each) => [...valuesOf(each)])
      const { value, gradient } = T.valueAndGradient((at: typeof params) => {
        const supplied = model.supply(at)({ x: x(), key: from(2), samples: 3 })
        expect(supplied.reconstruction).toMatchObject({ shape: ['batch', 'features'], sizes: [2, 3] })
        expect(supplied.code).toMatchObject({ shape: ['batch', 'latent'], sizes: [2, 2] })
        return [T.meanOfAll(squaredError.evaluate(supplied).value), null] as const
      })(params)
      expect(valuesOf(value)[0]).toBeCloseTo(reference(numbers), 4)
      const {
        encoder: [e],
        decoder: [d],
      } = gradient
      const found = [e.weight, e.bias, d.weight, d.bias].flatMap((each) => [...valuesOf(each)])
      expect(distance(found, differencesOf(reference, numbers))).toBeLessThan(1e-5)
    })
  })
})

it('as text is its networks', () =>
  expect(describeModel(make({ encoder, decoder: Layer.sequence(Layer.dense(2, 3), Layer.sigmoid) }))).toEqual([
    'encoder: [3] → dense 2',
    'decoder: [2] → dense 3 → sigmoid',
  ]))
