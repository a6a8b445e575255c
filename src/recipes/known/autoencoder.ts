/** The plain autoencoder, to compare with: a code of fewer numbers, and no distribution. */

import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Autoencoder from '../../models/autoencoder.js'
import { experiment } from '../experiment.js'
import { real } from '../option.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { ofAutoencoder } from '../plainLooks.js'
import { make } from '../recipe.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'

/** The squared error of what is decoded; with `--noise`, of pixels that were left out before they were encoded. */
export const autoencoder = make({
  name: 'autoencoder',
  paper:
    'Hinton and Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", Science, 2006; with noise: Vincent et al., "Extracting and Composing Robust Features with Denoising Autoencoders", ICML 2008',
  about: 'a plain autoencoder, and with --noise one that fills in the pixels that it was not shown',
  options: {
    noise: real({ default: 0, from: 0, to: 0.9, about: 'how many of the pixels are left out while training' }),
    ...pixelOptions({ hidden: 400, latent: 10 }),
  },
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const { pixels, hidden, latent } = sizesFor(options, data)
    const encoder = [Layer.dense(hidden), Layer.relu, Layer.dense(latent)] as const
    const model = Autoencoder.make({
      encoder: Layer.sequence(Layer.input([pixels]), Layer.dropout(options.noise), ...encoder),
      decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.dense(pixels), Layer.sigmoid),
    })
    const objective = Elbo.minimize(Elbo.squaredError)
    return experiment({ ...around(options, data), ...{ model, objective, looks: ofAutoencoder(model) } })
  }),
})
