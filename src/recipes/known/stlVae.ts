/** Sticking the landing: the gradient of the ELBO without the score of q, whose noise vanishes as q nears the true posterior. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** The ELBO by Monte Carlo, whose gradient by q goes through the samples alone. */
export const stlVae = make({
  name: 'stl-vae',
  paper:
    'Roeder, Wu and Duvenaud, "Sticking the Landing: Simple, Lower-Variance Gradient Estimators for Variational Inference", arXiv:1703.09194',
  about: 'a variational autoencoder whose gradient leaves out the score of q, which is noise alone',
  options: bitOptions({ hidden: 200, latent: 20 }),
  ...bits,
  build: withBits((options, data, notes) =>
    experiment({ ...bernoulliExperiment(options, data, notes), objective: Elbo.stickingTheLanding }),
  ),
})
