/** A capacity that is asked of the latent, and grows: the KL is held near it. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { real, whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** `E_q[log p(x|z)] - γ |KL - C|`, where C grows from 0 to `--capacity` within `--steps` steps; the test ELBO has none of it. */
export const capacityVae = make({
  name: 'capacity-vae',
  paper: 'Burgess et al., "Understanding Disentangling in beta-VAE", arXiv:1804.03599, equation 8',
  about: 'a variational autoencoder whose KL is held near a capacity that grows while it trains',
  options: {
    gamma: real({ default: 30, above: 0, about: 'weight of the distance of the KL from the capacity' }),
    capacity: real({ default: 20, above: 0, about: 'the capacity at the end, in nats' }),
    steps: whole({ default: 500, from: 1, about: 'within how many steps the capacity grows' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits(({ gamma, capacity, steps, ...options }, data, notes) => {
    const grown = Elbo.linearWarmUp({ to: capacity, steps, name: 'C' })
    return experiment({
      ...bernoulliExperiment(options, data, notes),
      objective: Elbo.elboWithCapacity({ gamma, capacity: grown }),
    })
  }),
})
