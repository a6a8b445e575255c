/** A VampPrior: the prior is a mixture of what the encoder gives for inputs that are learned with it. */

import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import * as VampPrior from '../../models/vae/vampPrior.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliDecoder, normalEncoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The KL has no closed form: it is estimated from the samples. */
export const vampVae = make({
  name: 'vamp-vae',
  paper: 'Tomczak and Welling, "VAE with a VampPrior", arXiv:1705.07120',
  about: 'a variational autoencoder whose prior is a mixture of posteriors of learned inputs',
  options: {
    components: whole({ default: 50, from: 1, about: 'how many inputs are learned, one for each component' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const encoder = normalEncoder(sizes)
    const pseudoInputs = named('components', options.components)
    const prior = VampPrior.through(encoder, { pseudoInputs })
    const model = Vae.make({ encoder, decoder: bernoulliDecoder(sizes), prior })
    const looks = ofVae(model)
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elboByMonteCarlo, looks } })
  }),
})
