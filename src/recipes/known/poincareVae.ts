/** A Poincaré VAE: codes are points of hyperbolic space, which has room for trees, seen as a disk or a ball. */

import * as WrappedNormal from '../../distributions/wrappedNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliDecoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The KL has no closed form, and is estimated from the samples, at vectors that do not round to the border. */
export const poincareVae = make({
  name: 'poincare-vae',
  paper:
    'Mathieu, Le Lan, Maddison, Tomioka and Teh, "Continuous Hierarchical Representations with Poincaré Variational Auto-Encoders", arXiv:1901.06033, with the posterior of Nagano et al., arXiv:1902.02992',
  about: 'a variational autoencoder whose codes are points of hyperbolic space, of a disk where there are two numbers',
  options: {
    curvature: real({ default: 1, above: 0, about: 'c, where the curvature of the space is -c' }),
    ...bitOptions({ hidden: 400, latent: 5 }),
  },
  settings: { epochs: 40 },
  ...bits,
  build: withBits(({ curvature, ...options }, data, notes) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden, latent } = sizes
    const model = Vae.make({
      encoder: Layer.sequence(
        Layer.dense(pixels, hidden),
        Layer.relu,
        Layer.wrappedNormalHead({ curvature })(hidden, latent),
      ),
      decoder: bernoulliDecoder(sizes),
      prior: WrappedNormal.standard({ curvature })(latent),
    })
    const looks = ofVae(model)
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elboByMonteCarlo, looks } })
  }),
})
