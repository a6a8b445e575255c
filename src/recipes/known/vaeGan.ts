/** VAE-GAN: examples are compared by the features of a discriminator, which the decoder is to mislead. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { player } from '../../training/index.js'
import { game } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real, whole } from '../option.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { type Sizes, unitMeansVae } from './network.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'
import { optimizerOf } from './vae.js'

/** The features of the first layer, and the rest of the discriminator. */
const discriminatorOf = ({ pixels, hidden }: Sizes, features: number) => {
  const similarity = named('similarity', features)
  const leaky = Layer.leakyRelu(0.2)
  return {
    similarity: Layer.sequence(Layer.dense(pixels, similarity), leaky),
    discriminator: Layer.sequence(Layer.dense(similarity, hidden), leaky, Layer.dense(1)),
  }
}

/** The encoder maximizes `-λ |D(x) - D(x̃)|²/2 - KL`, the decoder `-γ λ |D(x) - D(x̃)|²/2` and what it has against the discriminator. */
export const vaeGan = make({
  name: 'vae-gan',
  paper:
    'Larsen, Sønderby, Larochelle and Winther, "Autoencoding beyond pixels using a learned similarity metric", arXiv:1512.09300, algorithm 1',
  about:
    'a variational autoencoder of pictures that are compared by the features of a discriminator, which it misleads',
  options: {
    features: whole({ default: 200, from: 1, about: 'features of the discriminator by which pictures are compared' }),
    precision: real({
      default: 100,
      above: 0,
      about: 'one over the variance of a feature: the paper has 1, of more features',
    }),
    gamma: real({
      default: 0.1,
      from: 0,
      about: 'weight of the features for the decoder, beside that of the discriminator',
    }),
    discriminatorLr: real({ default: 1e-4, above: 0, about: 'learning rate of the discriminator' }),
    ...pixelOptions({ hidden: 200, latent: 8 }),
  },
  settings: { epochs: 20 },
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const sizes = sizesFor(options, data)
    const autoencoder = unitMeansVae(sizes)
    const { optimizer, ...rest } = around(options, data)
    const unlike = pipe(Elbo.learnedError('similarity'), Elbo.average('samples'), Elbo.scale(options.precision))
    const penalty = pipe(Elbo.examplePenalty('similarity', 'discriminator'), Elbo.average('samples'))
    const players = [
      player({
        ...{ name: 'encoder', moves: ['encoder'], optimizer },
        objective: pipe(Elbo.minimize(unlike), Elbo.minus(Elbo.kl)),
      }),
      player({
        ...{ name: 'decoder', moves: ['decoder'], optimizer },
        objective: pipe(Elbo.minimize(pipe(unlike, Elbo.scale(options.gamma))), Elbo.minus(penalty)),
      }),
      player({
        ...{ name: 'discriminator', moves: ['similarity', 'discriminator'] },
        ...{ optimizer: optimizerOf({ ...options, lr: options.discriminatorLr }).optimizer },
        objective: pipe(Elbo.exampleDiscrimination('similarity', 'discriminator'), Elbo.average('samples')),
      }),
    ] as const
    const model = pipe(autoencoder, Vae.beside(discriminatorOf(sizes, options.features)))
    return game({ ...rest, ...{ model, players, order: 'at once', looks: ofVae(autoencoder) } })
  }),
})
