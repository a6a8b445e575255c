/** DIP-VAE: the covariance of the latents over a batch is drawn to that of the prior. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { choice, real, whole } from '../option.js'
import { binarizationConflict, NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, withBits } from './pictured.js'
import { binarizeOption, optimizerOptions } from './vae.js'

/** The ELBO less the squared covariances of the latents and the squared distances of their variances from 1. */
export const dipVae = make({
  name: 'dip-vae',
  paper:
    'Kumar, Sattigeri and Balakrishnan, "Variational Inference of Disentangled Latent Concepts from Unlabeled Observations", arXiv:1711.00848',
  about: 'a variational autoencoder whose latents are kept from being correlated',
  options: {
    hidden: whole({ default: 400, from: 1, about: 'units of the hidden layer on each side' }),
    latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }),
    of: choice(['means', 'samples'], {
      default: 'samples',
      about: 'whose covariance: of means (DIP-VAE-I) or of samples (DIP-VAE-II)',
    }),
    offDiagonal: real({ default: 10, from: 0, about: 'weight of the covariances of different latents' }),
    diagonal: real({ default: 10, from: 0, about: 'weight of the distance of variances from 1' }),
    binarize: binarizeOption,
    ...optimizerOptions,
  },
  data: picturesNamed(...NAMES),
  conflict: ({ binarize }, data) => binarizationConflict(binarize, data),
  build: withBits((options, data, notes) => {
    const objective = pipe(
      Elbo.elbo,
      Elbo.average('batch'),
      Elbo.minus(pipe(Elbo.offDiagonalCovariance, Elbo.scale(options.offDiagonal))),
      Elbo.minus(pipe(Elbo.diagonalCovariance(options.of), Elbo.scale(options.diagonal))),
    )
    return experiment({ ...bernoulliExperiment(options, data, notes), objective })
  }),
})
