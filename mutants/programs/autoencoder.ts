/** A plain autoencoder and a classifier on its code. */

import { Autoencoder, Key, Layer, type T } from 'shapebound'

declare const images: T.Tensor<readonly ['batch', 10, 10]>

const encoder = Layer.sequence(
  Layer.input([10, 10]),
  Layer.reshape([20, 5]),
  Layer.flatten,
  Layer.dense(100, 40),
  Layer.relu,
  Layer.dense(40, 9),
)
const decoder = Layer.sequence(
  Layer.dense(9, 40),
  Layer.relu,
  Layer.dense(40, 100),
  Layer.sigmoid,
  Layer.reshape([10, 10]),
)
const classifier = Layer.sequence(Layer.dense(9, 16), Layer.softplus, Layer.dense(16, 3))

export const model = Autoencoder.make({ encoder, decoder })

const codes = encoder.apply(encoder.init(Key.from(1)))(images)
export const classes: T.Tensor<readonly ['batch', 3]> = classifier.apply(classifier.init(Key.from(2)))(codes)
export const restored: T.Tensor<readonly ['batch', 10, 10]> = decoder.apply(decoder.init(Key.from(3)))(codes)
