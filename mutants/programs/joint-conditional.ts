/** A conditional model: both of its joint distributions are given a label, and data of two fields trains it. */

import { Data, DiagonalNormal, Elbo, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

declare const pictures: Data.Dataset<readonly [36], 'binary'>
declare const labels: Data.Dataset<readonly [4], 'oneHot'>

const decoder = Layer.sequence(
  Layer.inputs({ z: [6], label: [4] }),
  Layer.concat('z', 'label'),
  Layer.dense(10, 20),
  Layer.tanh,
  Layer.bernoulliHead(20, 36),
)

const encoder = Layer.sequence(
  Layer.inputs({ picture: [36], label: [4] }),
  Layer.concat('label', 'picture'),
  Layer.dense(20),
  Layer.tanh,
  Layer.normalHead(20, 6),
)

const label = Joint.given('label', [4], 'oneHot')
const x = Joint.given('x', [36])
const p = Joint.of(label, Joint.variable('z', DiagonalNormal.standard(6)), Joint.variable('x', decoder))
const q = Joint.of(x, label, Joint.variable('z', encoder, { picture: 'x' }))

const model = Vae.of({ p: p, q: q })
const data = Data.records('labelled', { x: pictures, label: labels })

const common = { optimizer: Optimizer.adam({ learningRate: 1e-3 }), epochs: 1, key: Key.from(1) } as const
export const program = Train.fit({ ...common, model: model, objective: Elbo.elbo, data: data })
