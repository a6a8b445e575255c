/** A VQ-VAE: images as four codes, each one of 32, with the two losses that move the codes and hold the encoder near them. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, Elbo, type Engine, Key, Layer, Optimizer, Train, VqVae } from 'shapebound'

const networks = {
  // four vectors of eight numbers, from -1 to 1: so what is encoded does not run away from its codes
  encoder: Layer.sequence(Layer.dense(256, 64), Layer.relu, Layer.dense(32), Layer.tanh, Layer.reshape([4, 8])),
  decoder: Layer.sequence(Layer.input([4, 8]), Layer.flatten, Layer.dense(64), Layer.relu, Layer.bernoulliHead(256)),
}
const common = { optimizer: Optimizer.adam({ learningRate: 3e-3 }), batch: 32, key: Key.from(7) } as const

type Binary = Data.Dataset<readonly [256], 'binary'>

// -----------------------------------------------------------------------------
// codes that the optimizer moves
// -----------------------------------------------------------------------------

const model = VqVae.make({ ...networks, codes: 32 })

/** van den Oord, Vinyals and Kavukcuoglu, arXiv:1711.00937, equation 3, with its β of 0.25. */
export const objective = pipe(
  Elbo.logLikelihood,
  Elbo.average('samples'),
  Elbo.minus(Elbo.codebook),
  Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25))),
)

export const program = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model, objective, data, epochs, engine })

// -----------------------------------------------------------------------------
// codes that are averages of what they stand for: the state of a layer, `state.codes` in the parameters
// -----------------------------------------------------------------------------

const averaged = VqVae.make({ ...networks, codes: Layer.quantizeByAverage(32, { decay: 0.95 }) })

/** Appendix A.1 of the paper: no term moves the codes. */
export const byAverage = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.fit({
    ...common,
    model: averaged,
    objective: pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25)))),
    data,
    epochs,
    engine,
  })
