/** β-VAE: the KL weighs more than in the bound, so that latents come apart. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { real, whole } from '../option.js'
import { binarizationConflict, NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, withBits } from './pictured.js'
import { binarizeOption, optimizerOptions } from './vae.js'

/** The ELBO with a heavier KL while training; the test ELBO has weight 1. */
export const betaVae = make({
  name: 'beta-vae',
  paper:
    'Higgins et al., "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework", ICLR 2017',
  about: 'a variational autoencoder whose KL weighs 4 times as much, so that latents come apart',
  options: {
    hidden: whole({ default: 400, from: 1, about: 'units of the hidden layer on each side' }),
    latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }),
    beta: real({ default: 4, from: 0, about: 'weight of the KL while training; the test ELBO always has weight 1' }),
    binarize: binarizeOption,
    ...optimizerOptions,
  },
  data: picturesNamed(...NAMES),
  conflict: ({ binarize }, data) => binarizationConflict(binarize, data),
  build: withBits((options, data, notes) =>
    experiment({ ...bernoulliExperiment(options, data, notes), objective: Elbo.elboWithBeta(options.beta) }),
  ),
})
