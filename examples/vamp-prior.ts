/** A VampPrior: the prior is a mixture of what the encoder gives for inputs that are learned with it. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Data, Elbo, type Engine, Evaluate, Key, Layer, Optimizer, Train, Vae, VampPrior } from 'shapebound'

type Binary = Data.Dataset<readonly [256], 'binary'>

const encoder = Layer.sequence(Layer.dense(256, 64), Layer.tanh, Layer.normalHead(4))
const decoder = Layer.sequence(Layer.dense(4, 64), Layer.tanh, Layer.bernoulliHead(256))
const common = { optimizer: Optimizer.adam({ learningRate: 3e-3 }), batch: 64, key: Key.from(7) } as const

/** Twenty inputs, which begin with numbers between 0 and 1: `prior.pseudoInputs` in the parameters, `[20, 256]`. */
export const model = Vae.make({ encoder, decoder, prior: VampPrior.through(encoder, { pseudoInputs: 20 }) })

/** The KL has no closed form: `Elbo.elbo` would not compile here. Ten samples under the logarithm say how good the model is. */
export const program = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  pipe(
    Train.fit({ ...common, model, objective: Elbo.elboByMonteCarlo, data, epochs, engine }),
    TE.bindTo('trained'),
    TE.bindW('bound', ({ trained: { params } }) =>
      Evaluate.bound({ model, params, bound: Elbo.iwae(Elbo.logWeight), samples: 10, data, key: Key.from(8), engine }),
    ),
  )

/** The same, where the inputs begin as pictures of the data. */
export const fromData = (data: Binary, engine: Engine.Engine, epochs = 10) => {
  const prior = VampPrior.through(encoder, { pseudoInputs: 20, from: data })
  return Train.fit({
    ...common,
    model: Vae.make({ encoder, decoder, prior }),
    objective: Elbo.stickingTheLanding,
    data,
    epochs,
    engine,
  })
}
