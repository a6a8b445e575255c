import { describe, expect, it } from 'vitest'
import * as Standard from '../../src/distributions/standardNormal.js'
import * as Layer from '../../src/layers/index.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import { isNetwork, type LikelihoodOver, type Likely, numbersApart, overDataFault } from '../../src/models/network.js'
import * as Vae from '../../src/models/vae/vae.js'
import * as VqVae from '../../src/models/vqVae.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'

describe('isNetwork', () => {
  it('tells a network from a layer, from a record written by hand and from anything else', () => {
    const network = Layer.sequence(Layer.dense(2, 3))
    const { input, output, init, apply, build } = network
    expect(isNetwork(network)).toBe(true)
    expect(isNetwork({ ...network })).toBe(true)
    for (const other of [Layer.tanh, { input, output, init, apply, build }, {}, null, undefined, 3, 'input'])
      expect(isNetwork(other)).toBe(false)
  })
})

describe('numbersApart', () => {
  const [four, five] = [named('latent', 4), named('latent', 5)]

  it('is null where each name means one number', () =>
    expect(
      numbersApart('vae', [
        ['the encoder', [four, { dim: 3, size: 3 }]],
        ['the decoder', [four]],
      ]),
    ).toBeNull())

  it('says where each of two numbers came from', () =>
    expect(
      numbersApart('vae', [
        ['the encoder', [four]],
        ['the decoder', [five]],
      ]),
    ).toBe('vae: latent is 5 in the decoder [latent] and 4 in the encoder [latent]'))

  it('is asked by the models, whose types see one name', () => {
    const encoder = Layer.sequence(Layer.dense(6, 5), Layer.normalHead(5, four))
    const decoder = Layer.sequence(Layer.dense(five, 5), Layer.bernoulliHead(5, 6))
    const right = Layer.sequence(Layer.dense(four, 5), Layer.bernoulliHead(5, 6))
    expect(() => Vae.make({ encoder, decoder, prior: Standard.standard(four) })).toThrow(
      new ShapeError('vae: latent is 5 in the decoder [latent] and 4 in the encoder [latent]'),
    )
    expect(() => Vae.make({ encoder, decoder: right, prior: Standard.standard(five) })).toThrow(
      new ShapeError('vae: latent is 5 in the prior [latent] and 4 in the encoder [latent]'),
    )
    expect(() =>
      Autoencoder.make({
        encoder: Layer.sequence(Layer.dense(6, four)),
        decoder: Layer.sequence(Layer.dense(five, 6)),
      }),
    ).toThrow(new ShapeError('autoencoder: latent is 5 in the decoder [latent] and 4 in the encoder [latent]'))
  })
})

describe('overDataFault', () => {
  const encoder = Layer.sequence(Layer.normalHead(6, 2))
  const decoder = Layer.sequence(Layer.bernoulliHead(2, 6))
  /** As one of a user's own, over numbers that no data is. */
  const positive = { ...decoder, kind: 'Gamma', family: { ...decoder.family, over: 'positive' } }

  it('is null of a likelihood of data', () => {
    const [bits, mixture]: [Likely<'Bernoulli'>, LikelihoodOver<'RelaxedBernoulli'>] = [true, null]
    expect([bits, mixture]).toEqual([true, null])
    expect(overDataFault('vae', decoder)).toBeNull()
  })

  it('is asked by the models', () => {
    const words = 'Gamma is over positive numbers, which no data is: it cannot be a likelihood'
    expect(() => Vae.make({ encoder, decoder: positive as never, prior: Standard.standard(2) })).toThrow(
      new ShapeError(`vae: ${words}`),
    )
    const codes = Layer.sequence(Layer.dense(6, 2))
    expect(() => VqVae.make({ encoder: codes, codes: 3, decoder: positive as never })).toThrow(
      new ShapeError(`vqVae: ${words}`),
    )
  })
})
