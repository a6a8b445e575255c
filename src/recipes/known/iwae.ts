/** The importance weighted autoencoder: a bound that gets tighter with every sample. */

import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { choice } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** The bound of `--samples` samples while training; at the end the ELBO is measured, to compare with other recipes. */
export const iwae = make({
  name: 'iwae',
  paper:
    'Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519; its doubly reparameterized gradient: Tucker et al., arXiv:1810.04152',
  about: 'an importance weighted autoencoder, trained on the bound of several samples',
  options: {
    gradient: choice(['pathwise', 'doubly-reparameterized'], {
      default: 'pathwise',
      about: 'the estimator of the gradient of the bound: doubly reparameterized, its noise does not outgrow it',
    }),
    ...bitOptions({ hidden: 200, latent: 20 }),
  },
  settings: { samples: 5 },
  ...bits,
  build: withBits((options, data, notes) => {
    const common = bernoulliExperiment(options, data, notes)
    return options.gradient === 'pathwise'
      ? experiment({ ...common, objective: Elbo.iwae(Elbo.logWeight) })
      : experiment({ ...common, objective: Elbo.doublyReparameterized })
  }),
})
