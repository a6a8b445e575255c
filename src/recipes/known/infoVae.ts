/** InfoVAE: a weaker KL, and the codes together drawn to the prior by their maximum mean discrepancy. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { real } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** `E_q[log p(x|z)] - (1 - α) KL - (α + λ - 1) MMD(q(z), p(z))`. */
export const infoVae = make({
  name: 'info-vae',
  paper:
    'Zhao, Song and Ermon, "InfoVAE: Balancing Learning and Inference in Variational Autoencoders", arXiv:1706.02262',
  about: 'a variational autoencoder whose codes tell more of x, and together are distributed as the prior',
  options: {
    alpha: real({ default: 0, to: 1, about: 'how much of the KL is left out: 1 - alpha is its weight' }),
    lambda: real({ default: 1000, from: 1, about: 'with alpha, weight of the discrepancy: alpha + lambda - 1' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const discrepancy = pipe(Elbo.maximumMeanDiscrepancy(Elbo.radialBasis()), Elbo.average('samples'))
    const objective = pipe(
      Elbo.elboWithBeta(1 - options.alpha),
      Elbo.average('batch'),
      Elbo.minus(pipe(discrepancy, Elbo.scale(options.alpha + options.lambda - 1))),
    )
    return experiment({ ...bernoulliExperiment(options, data, notes), objective })
  }),
})
