/** A posterior whose latents may be correlated: a normal distribution with a full covariance. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { make } from '../recipe.js'
import { bernoulliDecoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The encoder gives the Cholesky factor of the covariance; its KL has a closed form. */
export const fullCovarianceVae = make({
  name: 'full-covariance-vae',
  paper: 'Kingma and Welling, "An Introduction to Variational Autoencoders", arXiv:1906.02691, section 2.5.1',
  about: 'a variational autoencoder whose posterior has a full covariance',
  options: bitOptions({ hidden: 400, latent: 10 }),
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden, latent } = sizes
    const model = Vae.make({
      encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.fullNormalHead(hidden, latent)),
      decoder: bernoulliDecoder(sizes),
      prior: DiagonalNormal.standard(latent),
    })
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elbo, looks: ofVae(model) } })
  }),
})
