/** M2 of pictures without a label: the class is a latent, and is summed over. */

import { pipe } from 'fp-ts/lib/function.js'
import { Categorical, type Data, DiagonalNormal, Elbo, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

declare const pictures: Data.Dataset<readonly [36], 'binary'>

const decoder = Layer.sequence(
  Layer.inputs({ z: [6], label: [4] }),
  Layer.concat('z', 'label'),
  Layer.bernoulliHead(10, 36),
)
const encoder = Layer.sequence(
  Layer.inputs({ x: [36], label: [4] }),
  Layer.concat('x', 'label'),
  Layer.normalHead(40, 6),
)
const classifier = Layer.sequence(Layer.dense(36, 20), Layer.tanh, Layer.categoricalHead(20, 4))

const p = Joint.of(
  Joint.variable('label', Categorical.standard(4)),
  Joint.variable('z', DiagonalNormal.standard(6)),
  Joint.variable('x', decoder),
)
const q = Joint.of(Joint.given('x', [36]), Joint.variable('label', classifier, 'x'), Joint.variable('z', encoder))
const model = Vae.of({ p: p, q: q })

const overClasses = pipe(
  Elbo.logLikelihood,
  Elbo.minus(Elbo.klPerSampleOf('z')),
  Elbo.minus(Elbo.klPerSampleOf('label')),
  Elbo.expectOver('label'),
)
const summedOut = pipe(Elbo.logWeight, Elbo.sumOver('label'), Elbo.average('samples'))

const common = { optimizer: Optimizer.adam({ learningRate: 1e-3 }), epochs: 1, key: Key.from(1) } as const
export const expected = Train.fit({ ...common, model: model, objective: overClasses, data: pictures })
export const summed = Train.fit({ ...common, model: model, objective: summedOut, data: pictures })
