/** The adversarial autoencoder: it reconstructs, and then its encoder misleads a discriminator of codes. */

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

/** The reconstruction phase moves both networks; in the regularization phase first the discriminator moves, then the encoder. */
export const adversarialAutoencoder = make({
  name: 'adversarial-autoencoder',
  paper: 'Makhzani, Shlens, Jaitly, Goodfellow and Frey, "Adversarial Autoencoders", arXiv:1511.05644, section 2',
  about:
    'an autoencoder in three moves: it reconstructs, a discriminator learns its codes, and its encoder misleads it',
  options: {
    penalty: real({ default: 10, from: 0, about: 'weight of what the discriminator tells in the last move' }),
    ...bitOptions({ hidden: 400, latent: 8 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const autoencoder = bernoulliVae(sizes.pixels, options)
    const { optimizer, ...rest } = around(options, data, notes)
    const penalty = pipe(Elbo.adversarialPenalty('discriminator'), Elbo.average('samples'))
    const players = [
      player({
        ...{ name: 'reconstruction', moves: ['encoder', 'decoder'], optimizer },
        objective: pipe(Elbo.logLikelihood, Elbo.average('samples')),
      }),
      player({
        ...{ name: 'discriminator', moves: ['discriminator'], optimizer },
        objective: pipe(Elbo.priorDiscrimination('discriminator'), Elbo.average('samples')),
      }),
      player({
        ...{ name: 'encoder', moves: ['encoder'], optimizer },
        objective: Elbo.minimize(pipe(penalty, Elbo.scale(options.penalty))),
      }),
    ] as const
    const model = pipe(autoencoder, Vae.beside({ discriminator: codeDiscriminator(sizes) }))
    return game({ ...rest, ...{ model, players, looks: ofVae(autoencoder) } })
  }),
})
