import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../../src/distributions/diagonalNormal.js'
import * as Layer from '../../../src/layers/index.js'
import { elbo, logWeight } from '../../../src/losses/estimators.js'
import { make } from '../../../src/models/vae/vae.js'
import { from } from '../../../src/random/key.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { named } from '../../../src/shapes/named.js'
import * as T from '../../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, tensorsAlive, valuesOf } from '../../support/engine.js'
import { distance, estimate } from '../../support/near.js'
import { recording, reused } from '../../support/recording.js'

onCpu()

const encoder = Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2))
const decoder = Layer.sequence(Layer.input([2]), Layer.dense(5), Layer.tanh, Layer.bernoulliHead(6))
const prior = DiagonalNormal.standard(2)
const model = make({ encoder, decoder, prior })

const PIXELS = [1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0]
const x = () => tensorOf(['batch', 6], [3, 6], PIXELS)

describe('make', () => {
  it('is a model of the shapes, the support and the names of its parts', () => {
    expect(model.name).toBe('vae')
    expect(model.event).toEqual([{ dim: 6, size: 6 }])
    expect(model.over).toBe('binary')
    const always = ['x', 'posterior', 'prior', 'logLikelihoodAt', 'meanAt', 'draws']
    expect(model.supplies).toEqual([...always, 'z', 'logLikelihood'])
    const gaussian = make({ encoder, decoder: Layer.sequence(Layer.normalHead(2, 6)), prior })
    expect(gaussian.over).toBe('real')
  })

  it('has 815,824 parameters as 784-500-20 and 20-500-784', () => {
    const large = make({
      encoder: Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20)),
      decoder: Layer.sequence(Layer.input([20]), Layer.dense(500), Layer.tanh, Layer.bernoulliHead(784)),
      prior: DiagonalNormal.standard(20),
    })
    const byHand = 784 * 500 + 500 + 2 * (500 * 20 + 20) + 20 * 500 + 500 + 500 * 784 + 784
    expect(byHand).toBe(815_824)
    expect(scoped(() => T.Tree.count(large.init(from(1))))).toBe(byHand)
  })

  const wideDecoder = Layer.sequence(Layer.dense(3, 5), Layer.bernoulliHead(6))
  it.each<readonly [string, object]>([
    ['vae: encoder gives a latent [2] but the decoder takes [3]', { encoder, decoder: wideDecoder, prior }],
    [
      'vae: the encoder takes [6] but the decoder gives [7]',
      { encoder, decoder: Layer.sequence(Layer.dense(2, 5), Layer.bernoulliHead(7)), prior },
    ],
    [
      'vae: encoder gives a latent [2] but the prior is over [3]',
      { encoder, decoder, prior: DiagonalNormal.standard(3) },
    ],
    [
      'vae: encoder gives a latent [2] but the prior is over [latent]',
      { encoder, decoder, prior: DiagonalNormal.standard(named('latent', 2)) },
    ],
    [
      'vae: encoder gives a latent [2] but the prior is over [2, 1]',
      { encoder, decoder, prior: DiagonalNormal.standard(2, 1) },
    ],
    [
      'vae: the encoder gives a Tensor but must end in a head such as Layer.normalHead',
      { encoder: Layer.sequence(Layer.dense(6, 2)), decoder, prior },
    ],
    [
      'vae: the posterior Bernoulli is over binary numbers but the prior StandardNormal is over real',
      { encoder: Layer.sequence(Layer.bernoulliHead(6, 2)), decoder, prior },
    ],
    [
      'vae: the decoder gives a RelaxedBernoulli but must end in a head such as Layer.bernoulliHead',
      { encoder, decoder: Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 1 })(2, 6)), prior },
    ],
    ['vae: the prior is not a prior over the latent', { encoder, decoder, prior: { _tag: 'StandardUniform' } }],
    [
      'vae: the decoder gives a Tensor but must end in a head such as Layer.bernoulliHead',
      { encoder, decoder: Layer.sequence(Layer.dense(2, 6)), prior },
    ],
    ['vae: the encoder is not a network', { encoder: Layer.tanh, decoder, prior }],
    ['vae: the encoder is not a network', { encoder: undefined, decoder, prior }],
    ['vae: the decoder is not a network', { encoder, decoder: { kind: 'Bernoulli' }, prior }],
    ['vae: the prior is not a prior over the latent', { encoder, decoder, prior: null }],
  ])('refuses, past a cast: %s', (words, parts) => {
    expect(() => make(parts as never)).toThrow(new ShapeError(words))
  })
})

describe('init', () => {
  it('is the same for the same key, and other for another and for each network', () => {
    const numbers = (seed: number) =>
      scoped(() => {
        const params = model.init(from(seed))
        return [params.encoder[0], params.encoder[2], params.decoder[1], params.decoder[3]].map((each) =>
          T.Tree.leaves(each).flatMap(({ value }) => [...valuesOf(value)]),
        )
      })
    expect(numbers(1)).toEqual(numbers(1))
    expect(numbers(1)).not.toEqual(numbers(2))
    const square = make({
      encoder: Layer.sequence(Layer.normalHead(4, 4)),
      decoder: Layer.sequence(Layer.normalHead(4, 4)),
      prior: DiagonalNormal.standard(4),
    })
    scoped(() => {
      const {
        encoder: [one],
        decoder: [other],
      } = square.init(from(1))
      expect(valuesOf(one.mean.weight)).not.toEqual(valuesOf(other.mean.weight))
      expect(valuesOf(one.mean.weight)).not.toEqual(valuesOf(one.logVariance.weight))
    })
  })
})

describe('init and supply', () => {
  it('draw from no key that they split, and from none twice', () => {
    const [first, noise] = [recording(1), recording(2)]
    scoped(() => model.supply(model.init(first.key))({ x: x(), key: noise.key, samples: 3 }).z.sizes)
    expect(first.drawn.length).toBe(5)
    expect(reused(first.drawn)).toEqual([])
    expect(noise.drawn).toEqual([0, 1, 2].map((stream) => ({ path: [], from: 0, stream })))
  })
})

describe('supply', () => {
  it('names every axis that a term sees', () => {
    scoped(() => {
      const supplied = model.supply(model.init(from(1)))({ x: x(), key: from(2), samples: 4 })
      expect(supplied.x).toMatchObject({ shape: ['batch', 'features'], sizes: [3, 6] })
      expect(supplied.posterior.mean).toMatchObject({ shape: ['batch', 'latent'], sizes: [3, 2] })
      expect(supplied.posterior.logVariance).toMatchObject({ shape: ['batch', 'latent'], sizes: [3, 2] })
      expect(supplied.prior.event).toEqual([{ dim: 'latent', size: 2 }])
      expect(supplied.z).toMatchObject({ shape: ['samples', 'batch', 'latent'], sizes: [4, 3, 2] })
      expect(supplied.logLikelihood).toMatchObject({ shape: ['samples', 'batch'], sizes: [4, 3] })
    })
  })

  it('draws one latent after another: each sample of each example has a likelihood of its own', () => {
    scoped(() => {
      const params = model.init(from(1))
      const supplied = model.supply(params)({ x: x(), key: from(2), samples: 4 })
      const [z, found] = [valuesOf(supplied.z), valuesOf(supplied.logLikelihood)]
      const logits = (row: readonly number[]) =>
        valuesOf(decoder.apply(params.decoder)(tensorOf(['row', 2], [1, 2], row)).logits)
      // sample outermost, then example, then latent; by hand and one at a time
      const wanted = Array.from({ length: 12 }, (_, at) =>
        logits(z.slice(2 * at, 2 * at + 2)).reduce((sum, logit, pixel) => {
          const bit = PIXELS[(at % 3) * 6 + pixel] ?? Number.NaN
          return sum + bit * logit - Math.log1p(Math.exp(logit))
        }, 0),
      )
      expect(distance(found, wanted)).toBeLessThan(1e-6)
      expect(new Set(found).size).toBe(12)
    })
  })

  it('draws z from the posterior: mean and variance, and the noise of one example apart from another', () => {
    const COUNT = 8000
    scoped(() => {
      const { posterior, z } = model.supply(model.init(from(1)))({ x: x(), key: from(3), samples: COUNT })
      const [mean, logVariance, all] = [valuesOf(posterior.mean), valuesOf(posterior.logVariance), valuesOf(z)]
      const deviations = mean.map((center, at) => {
        const own = Array.from({ length: COUNT }, (_, sample) => (all[sample * 6 + at] ?? Number.NaN) - center)
        const variance = Math.exp(logVariance[at] ?? Number.NaN)
        const [first, second] = [estimate(own), estimate(own.map((each) => each * each))]
        expect(Math.abs(first.mean)).toBeLessThan(4 * first.error)
        expect(Math.abs(second.mean - variance)).toBeLessThan(4 * second.error)
        return own
      })
      const product = estimate((deviations[0] ?? []).map((each, at) => each * (deviations[2]?.[at] ?? Number.NaN)))
      expect(Math.abs(product.mean)).toBeLessThan(4 * product.error)
    })
  })

  it('is the same for the same key, and other for another', () => {
    const natsOf = (seed: number) =>
      scoped(() => {
        const supplied = model.supply(model.init(from(1)))({ x: x(), key: from(seed), samples: 2 })
        return [
          valuesOf(supplied.z),
          valuesOf(logWeight.evaluate(supplied).value),
          valuesOf(elbo.evaluate(supplied).value),
        ]
      })
    expect(natsOf(2)).toEqual(natsOf(2))
    expect(natsOf(2)).not.toEqual(natsOf(3))
  })

  it('gives a latent of several axes back to the decoder in its own shape', () => {
    const shaped = make({
      encoder: Layer.sequence(Layer.input([2, 3]), Layer.flatten, Layer.normalHead(6, 4)),
      decoder: Layer.sequence(Layer.input([4]), Layer.dense(6), Layer.reshape([2, 3]), Layer.bernoulliLogits),
      prior: DiagonalNormal.standard(4),
    })
    scoped(() => {
      const params = shaped.init(from(1))
      const pictures = tensorOf(['batch', 2, 3], [3, 2, 3], PIXELS)
      const supplied = shaped.supply(params)({ x: pictures, key: from(2), samples: 2 })
      expect(supplied.x).toMatchObject({ shape: ['batch', 'features'], sizes: [3, 6] })
      expect(supplied.logLikelihood.sizes).toEqual([2, 3])
      const logits = valuesOf(
        pipe(tensorOf(['row', 4], [1, 4], valuesOf(supplied.z).slice(0, 4)), shaped.decoder.apply(params.decoder))
          .logits,
      )
      const wanted = logits.reduce((sum, logit, at) => sum + (PIXELS[at] ?? 0) * logit - Math.log1p(Math.exp(logit)), 0)
      expect(valuesOf(supplied.logLikelihood)[0]).toBeCloseTo(wanted, 5)
    })
  })

  it('leaves no tensor behind in a scope', () => {
    const before = tensorsAlive()
    scoped(() => model.supply(model.init(from(1)))({ x: x(), key: from(2), samples: 2 }).z.sizes)
    expect(tensorsAlive()).toBe(before)
  })
})
