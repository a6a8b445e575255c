/** One trained model under three bounds: in closed form, by Monte Carlo, and importance-weighted. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type Data,
  DiagonalNormal,
  Dim,
  Elbo,
  type Engine,
  Evaluate,
  Key,
  Layer,
  Optimizer,
  type Shape,
  Train,
  Vae,
} from 'shapebound'

/** A model of any event of one axis and any latent: sizes are arguments, and still checked against each other. */
const modelOf = <Event extends Shape.Dim, Latent extends Shape.Dim>(
  event: Shape.Size<Event>,
  latent: Shape.Size<Latent>,
  hidden = Dim.named('hidden', 64),
) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(event, hidden), Layer.tanh, Layer.normalHead(hidden, latent)),
    decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.tanh, Layer.bernoulliHead(hidden, event)),
    prior: DiagonalNormal.standard(latent),
  })

const model = modelOf(Dim.literal(256), Dim.literal(5))

/** Trains on the bound in closed form, then measures all three on the same data. */
export const program = (
  data: Data.Dataset<readonly [256], 'binary'>,
  engine: Engine.Engine,
  epochs = 10,
  samples = 50,
) =>
  pipe(
    Train.fit({ model, objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine }),
    TE.flatMap(({ params }) => {
      const common = { model, params, data, samples, key: Key.from(8), engine } as const
      return TE.sequenceSeqArray([
        Evaluate.bound({ ...common, bound: Elbo.elbo }),
        Evaluate.bound({ ...common, bound: Elbo.elboByMonteCarlo }),
        Evaluate.bound({ ...common, bound: Elbo.iwae(Elbo.logWeight) }),
      ])
    }),
    TE.map((bounds) => bounds.map(({ objective }) => objective)),
  )
