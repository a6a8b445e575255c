/**
 * A conditional variational autoencoder: `p(z) p(x|z, label)`, whose bound is on `log p(x | label)`.
 *
 * Source: Sohn, Lee and Yan, "Learning Structured Output Representation using Deep Conditional Generative Models", NIPS 2015,
 * with a prior that does not depend on the label.
 */

import { type Data, DiagonalNormal, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const label = Joint.given('label', [3], 'oneHot')

/** `p(x|z, label)`: a network of several inputs takes the variables of their names. */
const decoder = Layer.sequence(
  Layer.inputs({ z: [5], label: [3] }),
  Layer.concat('z', 'label'),
  Layer.dense(64),
  Layer.tanh,
  Layer.bernoulliHead(256),
)

/** `q(z|x, label)`. */
const encoder = Layer.sequence(
  Layer.inputs({ x: [256], label: [3] }),
  Layer.concat('x', 'label'),
  Layer.dense(64),
  Layer.tanh,
  Layer.normalHead(5),
)

export const model = Vae.of({
  p: Joint.of(label, Joint.variable('z', DiagonalNormal.standard(5)), Joint.variable('x', decoder)),
  q: Joint.of(Joint.given('x', [256]), label, Joint.variable('z', encoder)),
})

/** Pictures, each with the class that it is of. */
type Labelled = Data.Records<{
  readonly x: Data.Dataset<readonly [256], 'binary'>
  readonly label: Data.Dataset<readonly [3], 'oneHot'>
}>

const common = { model, optimizer: Optimizer.adam(), key: Key.from(7) } as const

export const program = (data: Labelled, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, objective: Elbo.elbo, data, epochs, engine })

/** By importance weights: a tighter bound on the same `log p(x | label)`. */
export const byImportance = (data: Labelled, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, objective: Elbo.iwae(Elbo.logWeight), samples: 5, data, epochs, engine })
