/** WAE-GAN: a squared error, and a discriminator of codes in the place of a kernel. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { player } from '../../training/index.js'
import { game } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real } from '../option.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { codeDiscriminator, squaredErrorVae } from './network.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'

/** The first player maximizes `-|x - G(z)|² + λ log(1 - d(z))`, the second is right about which codes are draws of the prior. */
export const waeGan = make({
  name: 'wae-gan',
  paper: 'Tolstikhin, Bousquet, Gelly and Schölkopf, "Wasserstein Auto-Encoders", arXiv:1711.01558, algorithm 1',
  about: 'a Wasserstein autoencoder whose codes a discriminator cannot tell from draws of the prior',
  options: {
    lambda: real({
      default: 10,
      from: 0,
      about: 'weight of the penalty for codes that can be told from draws of the prior',
    }),
    ...pixelOptions({ hidden: 400, latent: 8 }),
  },
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const sizes = sizesFor(options, data)
    const autoencoder = squaredErrorVae(sizes)
    const { optimizer, ...rest } = around(options, data)
    const penalty = pipe(Elbo.adversarialPenalty('discriminator'), Elbo.scale(options.lambda))
    const players = [
      player({
        ...{ name: 'autoencoder', moves: ['encoder', 'decoder'], optimizer },
        objective: pipe(Elbo.logLikelihood, Elbo.minus(penalty), Elbo.average('samples')),
      }),
      player({
        ...{ name: 'discriminator', moves: ['discriminator'], optimizer },
        objective: pipe(Elbo.priorDiscrimination('discriminator'), Elbo.average('samples')),
      }),
    ] as const
    const model = pipe(autoencoder, Vae.beside({ discriminator: codeDiscriminator(sizes) }))
    return game({ ...rest, ...{ model, players, looks: ofVae(autoencoder) } })
  }),
})
