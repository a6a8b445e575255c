/** VAE-GAN: pictures are compared by what a discriminator sees in them. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { player } from '../../training/index.js'
import { game } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real } from '../option.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { unitMeansVae } from './network.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'

/** Three players at once, as in algorithm 1 of the paper. */
export const vaeGan = make({
  name: 'vae-gan',
  paper:
    'Larsen, Sønderby, Larochelle and Winther, "Autoencoding beyond pixels using a learned similarity metric", arXiv:1512.09300, algorithm 1',
  about: 'a variational autoencoder whose pictures are compared by the features of a discriminator, and mislead it',
  options: {
    gamma: real({ default: 10, from: 0, about: 'weight of the learned error where the decoder moves' }),
    ...pixelOptions({ hidden: 400, latent: 10 }),
  },
  settings: { epochs: 30 },
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden } = sizes
    const features = named('similarity', hidden.size)
    const autoencoder = unitMeansVae(sizes)
    const similarity = Layer.sequence(Layer.dense(pixels, features), Layer.leakyRelu(0.2))
    const discriminator = Layer.sequence(Layer.dense(features, 1))
    const { optimizer, ...rest } = around(options, data)
    const error = pipe(Elbo.learnedError('similarity'), Elbo.average('samples'))
    const penalty = pipe(Elbo.examplePenalty('similarity', 'discriminator'), Elbo.average('samples'))
    const players = [
      player({
        ...{ name: 'encoder', moves: ['encoder'], optimizer },
        objective: pipe(Elbo.minimize(error), Elbo.minus(Elbo.kl)),
      }),
      player({
        ...{ name: 'decoder', moves: ['decoder'], optimizer },
        objective: pipe(Elbo.minimize(penalty), Elbo.minus(pipe(error, Elbo.scale(options.gamma)))),
      }),
      player({
        ...{ name: 'discriminator', moves: ['similarity', 'discriminator'], optimizer },
        objective: pipe(Elbo.exampleDiscrimination('similarity', 'discriminator'), Elbo.average('samples')),
      }),
    ] as const
    const model = pipe(autoencoder, Vae.beside({ similarity, discriminator }))
    return game({ ...rest, ...{ model, players, order: 'at once', measure: Elbo.elbo, looks: ofVae(autoencoder) } })
  }),
})
