/** The importance weighted autoencoder: a bound that gets tighter with every sample. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { whole } from '../option.js'
import { binarizationConflict, NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, withBits } from './pictured.js'
import { binarizeOption, optimizerOptions } from './vae.js'

/** The bound of `--samples` samples while training; at the end the ELBO is measured, to compare with other recipes. */
export const iwae = make({
  name: 'iwae',
  paper: 'Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519',
  about: 'an importance weighted autoencoder, trained on the bound of several samples',
  options: {
    hidden: whole({ default: 200, from: 1, about: 'units of the hidden layer on each side' }),
    latent: whole({ default: 20, from: 1, about: 'dimensions of the latent' }),
    binarize: binarizeOption,
    ...optimizerOptions,
  },
  settings: { samples: 5 },
  data: picturesNamed(...NAMES),
  conflict: ({ binarize }, data) => binarizationConflict(binarize, data),
  build: withBits((options, data, notes) =>
    experiment({ ...bernoulliExperiment(options, data, notes), objective: Elbo.iwae(Elbo.logWeight) }),
  ),
})
