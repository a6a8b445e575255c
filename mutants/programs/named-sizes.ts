/** A variational autoencoder whose sizes are known only when the program runs. */

import { DiagonalNormal, Dim, Key, Layer, type T, Vae } from 'shapebound'

declare const images: T.Tensor<readonly ['batch', 'pixels']>

const pixels = Dim.named('pixels', 50)
const hidden = Dim.named('hidden', 20)
const latent = Dim.named('latent', 4)

const encoder = Layer.sequence(Layer.dense(pixels, hidden), Layer.tanh, Layer.normalHead(hidden, latent))
const decoder = Layer.sequence(Layer.dense(latent, hidden), Layer.tanh, Layer.bernoulliHead(hidden, pixels))

export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(latent) })

export const posterior = encoder.apply(encoder.init(Key.from(1)))(images)
export const means: T.Tensor<readonly ['batch', 'latent']> = posterior.mean
export const logVariances: T.Tensor<readonly ['batch', 'latent']> = posterior.logVariance
