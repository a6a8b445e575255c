/** DIP-VAE: the covariance of the latents over a batch is drawn to that of the prior. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { choice, real } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** The ELBO less the squared covariances of the latents and the squared distances of their variances from 1. */
export const dipVae = make({
  name: 'dip-vae',
  paper:
    'Kumar, Sattigeri and Balakrishnan, "Variational Inference of Disentangled Latent Concepts from Unlabeled Observations", arXiv:1711.00848',
  about: 'a variational autoencoder whose latents are kept from being correlated',
  options: {
    of: choice(['means', 'samples'], {
      default: 'samples',
      about: 'whose covariance: of means (DIP-VAE-I) or of samples (DIP-VAE-II)',
    }),
    offDiagonal: real({ default: 10, from: 0, about: 'weight of the covariances of different latents' }),
    diagonal: real({ default: 10, from: 0, about: 'weight of the distance of variances from 1' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
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
