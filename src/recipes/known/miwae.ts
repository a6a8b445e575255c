/** MIWAE: the mean of several importance weighted bounds, each of as many samples. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** The mean over `--outer` bounds of `--samples` divided by `--outer` samples each. */
export const miwae = make({
  name: 'miwae',
  paper: 'Rainforth et al., "Tighter Variational Bounds are Not Necessarily Better", arXiv:1802.04537, section 4',
  about: 'an autoencoder trained on the mean of several importance weighted bounds, whose gradient has less noise',
  options: {
    outer: whole({ default: 2, from: 1, about: 'how many bounds the samples are divided into' }),
    ...bitOptions({ hidden: 200, latent: 20 }),
  },
  settings: { samples: 8 },
  ...bits,
  build: withBits((options, data, notes) =>
    experiment({ ...bernoulliExperiment(options, data, notes), objective: Elbo.miwae(options.outer)(Elbo.logWeight) }),
  ),
})
