/** β-TC-VAE: only the total correlation weighs more than in the bound, so that latents come apart and still tell of x. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { real, whole } from '../option.js'
import { binarizationConflict, NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, withBits } from './pictured.js'
import { binarizeOption, optimizerOptions } from './vae.js'

/** The ELBO less (β - 1) times the total correlation, estimated by batches; the test ELBO has none of it. */
export const betaTcVae = make({
  name: 'beta-tc-vae',
  paper: 'Chen et al., "Isolating Sources of Disentanglement in VAEs", arXiv:1802.04942',
  about: 'a variational autoencoder whose latents are kept independent by their total correlation over each batch',
  options: {
    hidden: whole({ default: 400, from: 1, about: 'units of the hidden layer on each side' }),
    latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }),
    beta: real({ default: 6, from: 1, about: 'weight of the total correlation while training; 1 is the ELBO' }),
    binarize: binarizeOption,
    ...optimizerOptions,
  },
  data: picturesNamed(...NAMES),
  conflict: ({ binarize }, data) => binarizationConflict(binarize, data),
  build: withBits((options, data, notes) => {
    const correlation = Elbo.totalCorrelationOfBatch({ examples: data.train.count })
    const more = pipe(correlation, Elbo.average('samples'), Elbo.scale(options.beta - 1))
    const objective = pipe(Elbo.elbo, Elbo.minus(more))
    return experiment({ ...bernoulliExperiment(options, data, notes), objective })
  }),
})
