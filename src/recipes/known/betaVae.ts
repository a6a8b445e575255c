/** β-VAE: the KL weighs more than in the bound, so that latents come apart. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { real } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** The ELBO with a heavier KL while training; the test ELBO has weight 1. */
export const betaVae = make({
  name: 'beta-vae',
  paper:
    'Higgins et al., "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework", ICLR 2017',
  about: 'a variational autoencoder whose KL weighs 4 times as much, so that latents come apart',
  options: {
    beta: real({ default: 4, from: 0, about: 'weight of the KL while training; the test ELBO always has weight 1' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) =>
    experiment({ ...bernoulliExperiment(options, data, notes), objective: Elbo.elboWithBeta(options.beta) }),
  ),
})
