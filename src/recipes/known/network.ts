/** The networks of the default recipe: one hidden layer on each side, with sizes known only when the program runs. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Vae from '../../models/vae/index.js'
import type { Size } from '../../shapes/dim.js'
import { named } from '../../shapes/named.js'

const sizes = (options: { readonly hidden: number; readonly latent: number }) => ({
  hidden: named('hidden', options.hidden),
  latent: named('latent', options.latent),
})

const encoderOf = (pixels: Size<'pixels'>, hidden: Size<'hidden'>, latent: Size<'latent'>) =>
  Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.normalHead(hidden, latent))

/** A variational autoencoder whose decoder gives Bernoulli distributions. */
export const bernoulliVae = (pixels: Size<'pixels'>, options: { readonly hidden: number; readonly latent: number }) => {
  const { hidden, latent } = sizes(options)
  return Vae.make({
    encoder: encoderOf(pixels, hidden, latent),
    decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.bernoulliHead(hidden, pixels)),
    prior: DiagonalNormal.standard(latent),
  })
}

/**
 * A variational autoencoder whose decoder gives normal distributions, mean and variance both from the network.
 *
 * Source: Kingma and Welling, arXiv:1312.6114, appendix C.2.
 */
export const gaussianVae = (pixels: Size<'pixels'>, options: { readonly hidden: number; readonly latent: number }) => {
  const { hidden, latent } = sizes(options)
  return Vae.make({
    encoder: encoderOf(pixels, hidden, latent),
    decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.normalHead(hidden, pixels)),
    prior: DiagonalNormal.standard(latent),
  })
}
