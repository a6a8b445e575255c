/** A latent of bits: no gradient goes through them, and the encoder moves by their score. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Bernoulli from '../../distributions/bernoulli.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { choice } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliDecoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The other samples are the baseline of each: `--samples` must be 2 or more. */
export const discreteVae = make({
  name: 'discrete-vae',
  paper:
    'Mnih and Rezende, "Variational Inference for Monte Carlo Objectives", arXiv:1602.06725; of the ELBO: Kool, van Hoof and Welling, "Buy 4 REINFORCE Samples, Get a Baseline for Free!", ICLR 2019 workshop',
  about: 'an autoencoder of bits, whose encoder moves by their score',
  options: {
    bound: choice(['elbo', 'vimco'], {
      default: 'elbo',
      about: 'what is trained: the ELBO, or the importance weighted bound of all samples (VIMCO)',
    }),
    ...bitOptions({ hidden: 400, latent: 20 }),
  },
  settings: { samples: 4 },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden, latent } = sizes
    const model = Vae.make({
      encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.bernoulliHead(hidden, latent)),
      decoder: bernoulliDecoder(sizes),
      prior: Bernoulli.standard(latent),
    })
    const elbo = pipe(Elbo.logLikelihoodByScore('other samples'), Elbo.minus(Elbo.kl))
    const common = { ...around(options, data, notes), ...{ model, measure: elbo, looks: ofVae(model) } }
    return options.bound === 'vimco'
      ? experiment({ ...common, objective: Elbo.vimco })
      : experiment({ ...common, objective: elbo })
  }),
})
