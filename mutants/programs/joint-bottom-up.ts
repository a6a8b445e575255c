/** Two layers of latents that q draws from the bottom up: of one there is no closed form. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

declare const pictures: Data.Dataset<readonly [36], 'binary'>

const downwards = Layer.sequence(Layer.normalHead(3, 8))
const decoder = Layer.sequence(Layer.dense(8, 20), Layer.tanh, Layer.bernoulliHead(20, 36))
const encoder = Layer.sequence(Layer.dense(36, 20), Layer.tanh, Layer.normalHead(20, 8))
const upwards = Layer.sequence(Layer.normalHead(8, 3))

const x = Joint.given('x', [36])
const top = Joint.variable('z2', DiagonalNormal.standard(3))
const below = Joint.variable('z1', downwards, 'z2')
const picture = Joint.variable('x', decoder, 'z1')
const first = Joint.variable('z1', encoder, 'x')
const second = Joint.variable('z2', upwards, 'z1')

const p = Joint.of(top, below, picture)
const q = Joint.of(x, first, second)
const model = Vae.of({ p: p, q: q })

const partly = pipe(
  Elbo.logLikelihoodOf('x'),
  Elbo.average('samples'),
  Elbo.minus(Elbo.klByMonteCarloOf('z1')),
  Elbo.minus(Elbo.klOf('z2')),
)

const common = { optimizer: Optimizer.adam({ learningRate: 1e-3 }), epochs: 1, key: Key.from(1) } as const
export const byTerms = Train.fit({ ...common, model: model, objective: partly, data: pictures })
export const byWeights = Train.fit({ ...common, model: model, objective: Elbo.iwae(Elbo.logWeight), data: pictures })
