/** CIWAE: some of the ELBO, and the rest of the importance weighted bound. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { real } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** `β` times the ELBO, and `1 - β` times the bound of all samples: each a bound, and so their mean. */
export const ciwae = make({
  name: 'ciwae',
  paper: 'Rainforth et al., "Tighter Variational Bounds are Not Necessarily Better", arXiv:1802.04537, section 4',
  about: 'an autoencoder trained on a mean of the ELBO and the importance weighted bound',
  options: {
    beta: real({ default: 0.5, from: 0, to: 1, about: 'weight of the ELBO; that of the other bound is the rest' }),
    ...bitOptions({ hidden: 200, latent: 20 }),
  },
  settings: { samples: 5 },
  ...bits,
  build: withBits((options, data, notes) =>
    experiment({ ...bernoulliExperiment(options, data, notes), objective: Elbo.ciwae(options.beta)(Elbo.logWeight) }),
  ),
})
