/** The networks of the recipes of pictures: one hidden layer on each side, with sizes known only when the program runs. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Vae from '../../models/vae/index.js'
import type { Size } from '../../shapes/dim.js'
import { named } from '../../shapes/named.js'

/** What the options of such a recipe say of sizes. */
export interface GivenSizes {
  readonly hidden: number
  readonly latent: number
}

/** The sizes of such a model. */
export interface Sizes {
  readonly pixels: Size<'pixels'>
  readonly hidden: Size<'hidden'>
  readonly latent: Size<'latent'>
}

/** The sizes of a model of pictures. */
export const sizesOf = (pixels: Size<'pixels'>, { hidden, latent }: GivenSizes): Sizes => ({
  pixels,
  hidden: named('hidden', hidden),
  latent: named('latent', latent),
})

/** `q(z|x)`, a normal distribution. */
export const normalEncoder = ({ pixels, hidden, latent }: Sizes) =>
  Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.normalHead(hidden, latent))

/** `p(x|z)` of bits. */
export const bernoulliDecoder = ({ pixels, hidden, latent }: Sizes) =>
  Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.bernoulliHead(hidden, pixels))

/** A variational autoencoder whose decoder gives Bernoulli distributions. */
export const bernoulliVae = (pixels: Size<'pixels'>, options: GivenSizes) => {
  const sizes = sizesOf(pixels, options)
  return Vae.make({
    encoder: normalEncoder(sizes),
    decoder: bernoulliDecoder(sizes),
    prior: DiagonalNormal.standard(sizes.latent),
  })
}

/**
 * A variational autoencoder whose decoder gives normal distributions, mean and variance both from the network.
 *
 * Source: Kingma and Welling, arXiv:1312.6114, appendix C.2.
 */
export const gaussianVae = (pixels: Size<'pixels'>, options: GivenSizes) => {
  const sizes = sizesOf(pixels, options)
  const { hidden, latent } = sizes
  return Vae.make({
    encoder: normalEncoder(sizes),
    decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.normalHead(hidden, pixels)),
    prior: DiagonalNormal.standard(latent),
  })
}

/**
 * A variational autoencoder under whose normal likelihood of variance a half the log-likelihood is minus the squared error, and a constant:
 * what Wasserstein autoencoders fit.
 */
export const squaredErrorVae = (sizes: Sizes) => {
  const { pixels, hidden, latent } = sizes
  const half = Layer.fixedNormalHead({ variance: 0.5 })
  return Vae.make({
    encoder: normalEncoder(sizes),
    decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, half(hidden, pixels)),
    prior: DiagonalNormal.standard(latent),
  })
}

/** The same, whose means are from 0 to 1: of pixels that terms look at themselves. */
export const unitMeansVae = (sizes: Sizes) => {
  const { pixels, hidden, latent } = sizes
  return Vae.make({
    encoder: normalEncoder(sizes),
    decoder: Layer.sequence(
      Layer.dense(latent, hidden),
      Layer.relu,
      Layer.dense(pixels),
      Layer.sigmoid,
      Layer.fixedNormalMean({ variance: 0.5 }),
    ),
    prior: DiagonalNormal.standard(latent),
  })
}

/** A discriminator of codes: of each the logit that it is one, and not what it is told from. */
export const codeDiscriminator = ({ hidden, latent }: Pick<Sizes, 'hidden' | 'latent'>) =>
  Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.dense(hidden, 1))
