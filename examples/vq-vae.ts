/** A VQ-VAE: images as four codes, each one of 32, with the two losses that move the codes and hold the encoder near them. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, Elbo, type Engine, Key, Layer, Optimizer, Train, VqVae } from 'shapebound'

const model = VqVae.make({
  // four vectors of eight numbers, from -1 to 1: so what is encoded does not run away from its codes
  encoder: Layer.sequence(Layer.dense(256, 64), Layer.relu, Layer.dense(32), Layer.tanh, Layer.reshape([4, 8])),
  codes: 32,
  decoder: Layer.sequence(Layer.input([4, 8]), Layer.flatten, Layer.dense(64), Layer.relu, Layer.bernoulliHead(256)),
})

/** van den Oord, Vinyals and Kavukcuoglu, arXiv:1711.00937, equation 3, with its β of 0.25. */
export const objective = pipe(
  Elbo.logLikelihood,
  Elbo.average('samples'),
  Elbo.minus(Elbo.codebook),
  Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25))),
)

export const program = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({
    model,
    objective,
    data,
    optimizer: Optimizer.adam({ learningRate: 3e-3 }),
    epochs,
    batch: 32,
    key: Key.from(7),
    engine,
  })
