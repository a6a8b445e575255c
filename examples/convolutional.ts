/** A convolutional variational autoencoder: images get smaller on the way in and larger on the way out, in the types too. */

import { type Data, DiagonalNormal, Elbo, type Engine, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const halving = { kernel: 4, stride: 2 } as const

const encoder = Layer.sequence(
  Layer.input([784]),
  Layer.reshape([28, 28, 1]),
  Layer.conv2d(32, halving), // [28, 28, 1] -> [14, 14, 32]
  Layer.relu,
  Layer.conv2d(64, halving), // [14, 14, 32] -> [7, 7, 64]
  Layer.relu,
  Layer.flatten, // [3136]
  Layer.dense(256),
  Layer.relu,
  Layer.normalHead(20),
)

const decoder = Layer.sequence(
  Layer.input([20]),
  Layer.dense(256),
  Layer.relu,
  Layer.dense(3136),
  Layer.relu,
  Layer.reshape([7, 7, 64]),
  Layer.conv2dTranspose(32, halving), // [7, 7, 64] -> [14, 14, 32]
  Layer.relu,
  Layer.conv2dTranspose(1, halving), // [14, 14, 32] -> [28, 28, 1]
  Layer.flatten,
  Layer.bernoulliLogits,
)

export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(20) })

export const program = (data: Data.Dataset<readonly [784], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ model, objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine })
