/** A variational autoencoder for MNIST, as the README tells it: networks, an objective, and a program that trains. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, type Engine, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const encoder = Layer.sequence(
  Layer.dense(784, 500),
  Layer.tanh,
  Layer.normalHead(500, 20), // the μ and log σ² heads: [Row, 500] -> DiagonalNormal<Row, [20]>
)

const decoder = Layer.sequence(
  Layer.input([20]),
  Layer.dense(500), // an input size may come from the layer before
  Layer.tanh,
  Layer.bernoulliHead(784), // logits: Bernoulli<Row, [784]>
)

export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(20) })

// E_q[log p(x|z)] - 4 KL(q(z|x) || p(z)), the expectation over L = 5 samples
export const objective = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.kl, Elbo.scale(4))))

/** The program: it runs when it is called, and gives the trained parameters or a tagged error. */
export const program = (data: Data.Dataset<readonly [784], 'binary'>, engine: Engine.Engine, epochs = 20) =>
  Train.fit({
    model,
    objective,
    data,
    samples: 5,
    optimizer: Optimizer.adam({ learningRate: 1e-3 }),
    epochs,
    key: Key.from(7),
    engine,
  })
