/** σ-VAE: a normal likelihood whose one variance is learned, so that the KL needs no weight. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { normalEncoder } from './network.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'

/** One variance for all pixels of all examples, a parameter. */
export const sigmaVae = make({
  name: 'sigma-vae',
  paper:
    'Rybkin, Daniilidis and Levine, "Simple and Effective VAE Training with Calibrated Decoders", arXiv:2006.13202, section 3',
  about: 'a variational autoencoder of pixels under normal distributions with one learned variance',
  options: pixelOptions({ hidden: 400, latent: 10 }),
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden, latent } = sizes
    const model = Vae.make({
      encoder: normalEncoder(sizes),
      decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.sharedNormalHead(hidden, pixels)),
      prior: DiagonalNormal.standard(latent),
    })
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofVae(model) } })
  }),
})
