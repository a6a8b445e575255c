/** A prior of several bumps: a mixture of normal distributions, learned with the decoder. */

import * as MixturePrior from '../../distributions/mixturePrior.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliDecoder, normalEncoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The KL has no closed form: it is estimated from the samples. */
export const mixtureVae = make({
  name: 'mixture-vae',
  paper:
    'Dilokthanakul et al., "Deep Unsupervised Clustering with Gaussian Mixture Variational Autoencoders", arXiv:1611.02648',
  about: 'a variational autoencoder whose prior is a learned mixture of normal distributions',
  options: {
    components: whole({ default: 10, from: 1, about: 'how many normal distributions the prior is of' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const model = Vae.make({
      encoder: normalEncoder(sizes),
      decoder: bernoulliDecoder(sizes),
      prior: MixturePrior.learned({ components: options.components })(sizes.latent),
    })
    const looks = ofVae(model)
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elboByMonteCarlo, looks } })
  }),
})
