/**
 * MVAE: two views of one thing, a picture and its class, whose posterior is a product of experts, one of each view.
 *
 * Source: Wu and Goodman, "Multimodal Generative Models for Scalable Weakly-Supervised Learning", arXiv:1802.05335.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const { bernoulliHead, categoricalHead, dense, normalHead, sequence, tanh } = Layer

const z = Joint.variable('z', DiagonalNormal.standard(5))
const picture = Joint.variable('x', sequence(dense(5, 64), tanh, bernoulliHead(256)), 'z')
const label = Joint.variable('label', sequence(dense(5, 16), tanh, categoricalHead(3)), 'z')

const [x, shape] = [Joint.given('x', [256]), Joint.given('label', [3], 'oneHot')]
const ofX = sequence(dense(256, 64), tanh, normalHead(5))
const ofLabel = sequence(dense(3, 16), tanh, normalHead(5))

/** Each subset of the views has the product of its experts: one expert stands in several products. */
export const model = Vae.together({
  both: Vae.of({
    p: Joint.of(z, picture, label),
    q: Joint.of(x, shape, Joint.variable('z', Layer.product({ x: ofX, label: ofLabel }))),
  }),
  image: Vae.of({ p: Joint.of(z, picture), q: Joint.of(x, Joint.variable('z', Layer.product({ x: ofX }))) }),
  word: Vae.of({ p: Joint.of(z, label), q: Joint.of(shape, Joint.variable('z', Layer.product({ label: ofLabel }))) }),
})

/** The bounds of all subsets: an objective, since what they share counts more than once. */
export const objective = pipe(
  Elbo.within('both')(Elbo.elbo),
  Elbo.plus(Elbo.within('image')(Elbo.elbo)),
  Elbo.plus(Elbo.within('word')(Elbo.elbo)),
)

/** Pictures, each with the class that it is of. */
type Labelled = Data.Records<{
  readonly x: Data.Dataset<readonly [256], 'binary'>
  readonly label: Data.Dataset<readonly [3], 'oneHot'>
}>

export const program = (data: Labelled, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ model, objective, optimizer: Optimizer.adam(), key: Key.from(7), data, epochs, engine })
