/** A deeper variational autoencoder over events of two axes, its blocks sequences of their own. */

import { DiagonalNormal, Layer, Vae } from 'shapebound'

const block = Layer.sequence(Layer.dense(96, 64), Layer.silu, Layer.dense(64, 48), Layer.silu)

const encoder = Layer.sequence(
  Layer.input([12, 8]),
  Layer.flatten,
  block,
  Layer.dense(48, 32),
  Layer.elu,
  Layer.normalHead(32, 6),
)

const decoder = Layer.sequence(
  Layer.dense(6, 32),
  Layer.elu,
  Layer.dense(48),
  Layer.relu,
  Layer.dense(48, 96),
  Layer.reshape([12, 8]),
  Layer.bernoulliLogits,
)

export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(6) })
