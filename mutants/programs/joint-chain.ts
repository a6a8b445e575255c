/** Two layers of latents, of which q computes its way up from x and draws its way down in the order of p. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

declare const pictures: Data.Dataset<readonly [36], 'binary'>

const z1Of = Layer.sequence(Layer.dense(3, 12), Layer.tanh, Layer.normalHead(12, 8))
const decoder = Layer.sequence(Layer.dense(8, 20), Layer.tanh, Layer.bernoulliHead(20, 36))
const up = Layer.sequence(Layer.dense(36, 20), Layer.relu)
const top = Layer.sequence(Layer.normalHead(20, 3))
const down = Layer.sequence(
  Layer.inputs({ h: [20], z2: [3] }),
  Layer.concat('h', 'z2'),
  Layer.dense(23, 12),
  Layer.normalHead(12, 8),
)

const p = Joint.of(
  Joint.variable('z2', DiagonalNormal.standard(3)),
  Joint.variable('z1', z1Of, 'z2'),
  Joint.variable('x', decoder, 'z1'),
)

const q = Joint.of(
  Joint.given('x', [36]),
  Joint.value('h', up, 'x'),
  Joint.variable('z2', top, 'h'),
  Joint.variable('z1', down),
)

const model = Vae.of({ p, q })
const objective = pipe(
  Elbo.logLikelihood,
  Elbo.average('samples'),
  Elbo.minus(Elbo.klOf('z1')),
  Elbo.minus(Elbo.klOf('z2')),
)

const common = { optimizer: Optimizer.adam({ learningRate: 1e-3 }), epochs: 1, key: Key.from(1) } as const
export const program = Train.fit({ ...common, model: model, objective: objective, data: pictures })
