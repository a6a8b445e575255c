/** A hyperspherical VAE: codes are directions, drawn around one on a sphere, and all directions are as probable a priori. */

import * as PowerSpherical from '../../distributions/powerSpherical.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliDecoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The posterior is power spherical in the place of von Mises-Fisher: the bound and its gradient need no rejection. */
export const hypersphericalVae = make({
  name: 'hyperspherical-vae',
  paper:
    'Davidson, Falorsi, De Cao, Kipf and Tomczak, "Hyperspherical Variational Auto-Encoders", arXiv:1804.00891, with the posterior of De Cao and Aziz, arXiv:2006.04437',
  about: 'a variational autoencoder whose codes are directions, all of which are as probable in the prior',
  options: {
    ...bitOptions({ hidden: 400, latent: 10 }),
    latent: whole({ default: 10, from: 2, about: 'numbers of a direction: one more than the sphere has dimensions' }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden, latent } = sizes
    const model = Vae.make({
      encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.powerSphericalHead(hidden, latent)),
      decoder: bernoulliDecoder(sizes),
      prior: PowerSpherical.uniform(latent),
    })
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elbo, looks: ofVae(model) } })
  }),
})
