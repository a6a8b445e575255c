/** A convolutional variational autoencoder: convolutions and a pool down, transposed convolutions up. */

import { DiagonalNormal, Key, Layer, type T, Vae } from 'shapebound'

declare const images: T.Tensor<readonly ['batch', 8, 8, 3]>

const encoder = Layer.sequence(
  Layer.input([8, 8, 3]),
  Layer.conv2d(3, 4, { kernel: 3, padding: 'valid' }),
  Layer.relu,
  Layer.conv2d(4, 5, { kernel: 4, padding: 'same' }),
  Layer.maxPool({ kernel: 2 }),
  Layer.flatten,
  Layer.normalHead(45, 7),
)

const decoder = Layer.sequence(
  Layer.dense(7, 45),
  Layer.reshape([3, 3, 5]),
  Layer.conv2dTranspose(5, 4, { kernel: 4, stride: 2 }),
  Layer.relu,
  Layer.conv2dTranspose(4, 3, { kernel: 3, padding: 'valid' }),
  Layer.bernoulliLogits,
)

export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(7) })
export const means: T.Tensor<readonly ['batch', 7]> = encoder.apply(encoder.init(Key.from(1)))(images).mean
