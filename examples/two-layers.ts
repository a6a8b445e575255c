/**
 * Two layers of latents, `p(z2) p(z1|z2) p(x|z1)`, under a q of either order.
 *
 * Source: Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, section 5, whose q is bottom-up.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const { bernoulliHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer

const x = Joint.given('x', [256])

const p = Joint.of(
  Joint.variable('z2', DiagonalNormal.standard(3)),
  Joint.variable('z1', sequence(dense(3, 16), tanh, normalHead(8)), 'z2'),
  Joint.variable('x', sequence(dense(8, 64), tanh, bernoulliHead(256)), 'z1'),
)

/** `q(z1|x) q(z2|z1)`. */
export const bottomUp = Vae.of({
  p,
  q: Joint.of(
    x,
    Joint.variable('z1', sequence(dense(256, 64), tanh, normalHead(8)), 'x'),
    Joint.variable('z2', sequence(dense(8, 16), tanh, normalHead(3)), 'z1'),
  ),
})

/** `q(z2|x) q(z1|x, z2)`: q draws in the order of p. */
export const topDown = Vae.of({
  p,
  q: Joint.of(
    x,
    Joint.variable('z2', sequence(dense(256, 64), tanh, normalHead(3)), 'x'),
    Joint.variable('z1', sequence(inputs({ x: [256], z2: [3] }), concat('x', 'z2'), dense(64), tanh, normalHead(8))),
  ),
})

/** p draws z1 from z2 and q draws z2 from z1, so that the KL divergence of z1 is estimated; that of z2 has a closed form. */
export const partlyClosed = pipe(
  Elbo.logLikelihood,
  Elbo.average('samples'),
  Elbo.minus(Elbo.klByMonteCarloOf('z1')),
  Elbo.minus(Elbo.klOf('z2')),
)

const common = { optimizer: Optimizer.adam({ learningRate: 3e-3 }), key: Key.from(7) } as const

export const ofBottomUp = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model: bottomUp, objective: partlyClosed, data, epochs, engine })

/** In the order of p both divergences have a closed form, and so the ELBO has. */
export const ofTopDown = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model: topDown, objective: Elbo.elbo, data, epochs, engine })
