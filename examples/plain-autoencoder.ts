/** The plain autoencoder beside the variational one: another model, and an objective that is no bound. */

import { Autoencoder, type Data, Elbo, type Engine, Key, Layer, Optimizer, Train } from 'shapebound'

const model = Autoencoder.make({
  encoder: Layer.sequence(Layer.dense(256, 64), Layer.relu, Layer.dense(5)),
  decoder: Layer.sequence(Layer.dense(5, 64), Layer.relu, Layer.dense(256), Layer.sigmoid),
})

export const program = (data: Data.Dataset<readonly [256], 'unitInterval'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({
    model,
    objective: Elbo.minimize(Elbo.squaredError),
    data,
    optimizer: Optimizer.adam(),
    epochs,
    key: Key.from(7),
    engine,
  })
