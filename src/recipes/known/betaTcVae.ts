/** β-TC-VAE: only the total correlation weighs more than in the bound, so that latents come apart and still tell of x. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { real } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** The ELBO less (β - 1) times the total correlation, estimated by batches; the test ELBO has none of it. */
export const betaTcVae = make({
  name: 'beta-tc-vae',
  paper: 'Chen et al., "Isolating Sources of Disentanglement in VAEs", arXiv:1802.04942',
  about: 'a variational autoencoder whose latents are kept independent by their total correlation over each batch',
  options: {
    beta: real({ default: 6, from: 1, about: 'weight of the total correlation while training; 1 is the ELBO' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const correlation = Elbo.totalCorrelationOfBatch({ examples: data.train.count })
    const more = pipe(correlation, Elbo.average('samples'), Elbo.scale(options.beta - 1))
    const objective = pipe(Elbo.elbo, Elbo.minus(more))
    return experiment({ ...bernoulliExperiment(options, data, notes), objective })
  }),
})
