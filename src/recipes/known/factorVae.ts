/** FactorVAE: a discriminator beside the model, and two players. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { player } from '../../training/index.js'
import { game } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliVae, codeDiscriminator } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The bound less the total correlation of the latents, which a discriminator tells: algorithm 2 of the paper. */
export const factorVae = make({
  name: 'factor-vae',
  paper: 'Kim and Mnih, "Disentangling by Factorising", arXiv:1802.05983',
  about: 'a variational autoencoder and a discriminator, which keeps its latents independent',
  options: {
    gamma: real({ default: 6.4, from: 0, about: 'weight of the total correlation' }),
    ...bitOptions({ hidden: 200, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const autoencoder = bernoulliVae(sizes.pixels, options)
    const discriminator = codeDiscriminator(sizes)
    const { optimizer, ...rest } = around(options, data, notes)
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
    const model = pipe(autoencoder, Vae.beside({ discriminator }))
    return game({ ...rest, ...{ model, players, measure: Elbo.elbo, looks: ofVae(autoencoder) } })
  }),
})
