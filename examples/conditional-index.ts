/**
 * A conditional variational autoencoder whose label is an index: a table of learned rows takes the place of one-hot labels, and the
 * prior of each class has a mean and a variance of its own.
 *
 * Source: Sohn, Lee and Yan, "Learning Structured Output Representation using Deep Conditional Generative Models", NIPS 2015.
 */

import { type Data, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const label = Joint.given('label', Layer.indices(3))

/** `p(z|label)`: a network of one input takes the index itself. */
const prior = Layer.sequence(Layer.indices(3), Layer.embedding(16), Layer.tanh, Layer.normalHead(5))

/** `p(x|z)`. */
const decoder = Layer.sequence(Layer.dense(5, 64), Layer.tanh, Layer.bernoulliHead(256))

/** `q(z|x, label)`: the index is looked up beside the picture. */
const encoder = Layer.sequence(
  Layer.inputs({ x: [256], label: Layer.indices(3) }),
  Layer.parallel({ x: Layer.dense(64), label: Layer.embedding(16) }),
  Layer.concat('x', 'label'),
  Layer.tanh,
  Layer.normalHead(5),
)

export const model = Vae.of({
  p: Joint.of(label, Joint.variable('z', prior, 'label'), Joint.variable('x', decoder, 'z')),
  q: Joint.of(Joint.given('x', [256]), label, Joint.variable('z', encoder)),
})

/** Pictures, each with the number of its class: `Data.indices(3, labels)`. */
type Labelled = Data.Records<{
  readonly x: Data.Dataset<readonly [256], 'binary'>
  readonly label: Data.IndexDataset<readonly [], 3>
}>

export const program = (data: Labelled, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ model, objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine })
