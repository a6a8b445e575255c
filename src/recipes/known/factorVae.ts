/** FactorVAE: a discriminator beside the model, and two players. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { player } from '../../training/index.js'
import { game } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real, whole } from '../option.js'
import { binarizationConflict, halvesOf, NAMES, picturesNamed, pixelsOf } from '../pixels.js'
import { make } from '../recipe.js'
import { bernoulliVae } from './network.js'
import { withBits } from './pictured.js'
import { binarizeOption, optimizerOf, optimizerOptions } from './vae.js'

/** The bound less the total correlation of the latents, which a discriminator tells: algorithm 2 of the paper. */
export const factorVae = make({
  name: 'factor-vae',
  paper: 'Kim and Mnih, "Disentangling by Factorising", arXiv:1802.05983',
  about: 'a variational autoencoder and a discriminator, which keeps its latents independent',
  options: {
    hidden: whole({ default: 200, from: 1, about: 'units of the hidden layer on each side, and of the discriminator' }),
    latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }),
    gamma: real({ default: 6.4, from: 0, about: 'weight of the total correlation' }),
    binarize: binarizeOption,
    ...optimizerOptions,
  },
  data: picturesNamed(...NAMES),
  conflict: ({ binarize }, data) => binarizationConflict(binarize, data),
  build: withBits((options, data, notes) => {
    const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
    const autoencoder = bernoulliVae(pixelsOf(data.train), options)
    const model = pipe(
      autoencoder,
      Vae.beside({ discriminator: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.dense(hidden, 1)) }),
    )
    const { optimizer, facts } = optimizerOf(options)
    const correlation = pipe(Elbo.totalCorrelation('discriminator'), Elbo.average('samples'), Elbo.scale(options.gamma))
    const players = [
      player({
        ...{ name: 'autoencoder', moves: ['encoder', 'decoder'], optimizer },
        objective: pipe(Elbo.elbo, Elbo.minus(correlation)),
      }),
      player({
        ...{ name: 'discriminator', moves: ['discriminator'], optimizer },
        objective: pipe(Elbo.discrimination('discriminator'), Elbo.average('samples')),
      }),
    ] as const
    return game({
      ...{
        model,
        players,
        measure: Elbo.elbo,
        ...halvesOf(data),
        notes,
        facts,
      },
      looks: ofVae(autoencoder),
    })
  }),
})
