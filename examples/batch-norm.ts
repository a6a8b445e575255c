/** Networks with a state and with noise: batch normalization and dropout, in training and in evaluation. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type Data,
  DiagonalNormal,
  Elbo,
  type Engine,
  Evaluate,
  Key,
  Layer,
  Onnx,
  Optimizer,
  Train,
  Vae,
} from 'shapebound'

const encoder = Layer.sequence(
  Layer.dense(256, 64),
  Layer.batchNorm(),
  Layer.relu,
  Layer.dropout(0.1),
  Layer.normalHead(4),
)
const decoder = Layer.sequence(Layer.dense(4, 64), Layer.batchNorm(), Layer.relu, Layer.bernoulliHead(256))

export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(4) })

/**
 * In training a batch is normalized by its own moments, and numbers are dropped. The running moments, `params.state`, move with
 * every step and by no optimizer: what is measured and exported is normalized by them, and drops nothing.
 */
export const program = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  pipe(
    Train.fit({ model, objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine }),
    TE.bindTo('trained'),
    TE.bindW('bound', ({ trained: { params } }) =>
      Evaluate.bound({ model, params, bound: Elbo.elbo, data, key: Key.from(8), engine }),
    ),
    TE.bindW('files', ({ trained: { params } }) => Onnx.exportVae(model)(params)),
  )
