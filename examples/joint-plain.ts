/** The plain variational autoencoder as two joint distributions: p of everything, q of what is not observed. */

import { type Data, DiagonalNormal, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const decoder = Layer.sequence(Layer.dense(5, 64), Layer.tanh, Layer.bernoulliHead(64, 256))
const encoder = Layer.sequence(Layer.dense(256, 64), Layer.tanh, Layer.normalHead(64, 5))

/** `p(z) p(x|z)`: each variable is defined before another is given it. */
const p = Joint.of(Joint.variable('z', DiagonalNormal.standard(5)), Joint.variable('x', decoder, 'z'))

/** `q(z|x)`: what it draws is latent, and what p draws besides is observed. */
const q = Joint.of(Joint.given('x', [256]), Joint.variable('z', encoder, 'x'))

/** The model of `Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(5) })`. */
export const model = Vae.of({ p, q })

export const program = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ model, objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine })
