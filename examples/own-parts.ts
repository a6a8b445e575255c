/** A user's own activation and a user's own term, checked as those of the library are. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, type Engine, Key, Layer, Optimizer, T, Train, Vae } from 'shapebound'

/** `x · tanh(softplus(x))`. Source: Misra, "Mish", arXiv:1908.08681. */
const mish = Layer.activation('mish', (x) => pipe(x, T.same.mul(T.tanh(T.softplus(x)))))

/** The squared length of the posterior's mean: a cost that any model with a posterior supplies. */
const farMeans = Elbo.term({
  name: '||μ||²',
  axes: ['batch'],
  sense: 'cost',
  needs: ['posterior'],
  nats: ({ posterior }: Elbo.HasPosterior) => pipe(posterior.mean, T.square, T.sum('latent')),
})

/** It can be trained on; as it is no bound, `Evaluate.bound` would refuse it. */
const objective = pipe(Elbo.elbo, Elbo.minus(pipe(farMeans, Elbo.scale(0.01))))

const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 64), mish, Layer.normalHead(5)),
  decoder: Layer.sequence(Layer.dense(5, 64), mish, Layer.bernoulliHead(256)),
  prior: DiagonalNormal.standard(5),
})

export const program = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ model, objective, data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine })
