/**
 * M2: pictures of which some have a label. The class of the others is summed out, or moves q by its score.
 *
 * Source: Kingma, Rezende, Mohamed and Welling, "Semi-supervised Learning with Deep Generative Models", arXiv:1406.5298.
 */

import { pipe } from 'fp-ts/lib/function.js'
import {
  Categorical,
  type Data,
  DiagonalNormal,
  Elbo,
  type Engine,
  Joint,
  Key,
  Layer,
  Optimizer,
  Train,
  Vae,
} from 'shapebound'

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer

// -----------------------------------------------------------------------------
// one p, and q of a picture with its label and of a picture alone
// -----------------------------------------------------------------------------

const decoder = sequence(inputs({ z: [5], label: [3] }), concat('z', 'label'), dense(64), tanh, bernoulliHead(256))
const encoder = sequence(inputs({ x: [256], label: [3] }), concat('x', 'label'), dense(64), tanh, normalHead(5))
const classifier = sequence(dense(256, 64), tanh, categoricalHead(3))

const p = Joint.of(
  Joint.variable('label', Categorical.standard(3)),
  Joint.variable('z', DiagonalNormal.standard(5)),
  Joint.variable('x', decoder),
)
const x = Joint.given('x', [256])
const z = Joint.variable('z', encoder)

export const model = Vae.together({
  labelled: Vae.of({ p, q: Joint.of(x, Joint.given('label', [3], 'oneHot'), z) }),
  unlabelled: Vae.of({ p, q: Joint.of(x, Joint.variable('label', classifier, 'x'), z) }),
})

// -----------------------------------------------------------------------------
// the objectives
// -----------------------------------------------------------------------------

/** The bound of a picture with its label, and what `q(label|x)` says of the label, which that bound does not move. */
const withLabel = pipe(
  Elbo.within('labelled')(Elbo.elbo),
  Elbo.plus(pipe(Elbo.logPosteriorAtData('label'), Elbo.within('unlabelled'), Elbo.scale(10))),
)

/** The expectation over the classes, exactly. */
const overClasses = pipe(
  Elbo.logLikelihood,
  Elbo.minus(Elbo.klPerSampleOf('z')),
  Elbo.minus(Elbo.klPerSampleOf('label')),
  Elbo.expectOver('label'),
)

export const summedOut = Elbo.whereObserved('label')(withLabel, Elbo.within('unlabelled')(overClasses))
export const byScore = Elbo.whereObserved('label')(
  withLabel,
  Elbo.within('unlabelled')(Elbo.scoreFunction('other samples')),
)

/** Pictures, some of which have a label. */
type PartlyLabelled = Data.Records<{
  readonly x: Data.Dataset<readonly [256], 'binary'>
  readonly label: Data.PartialDataset<readonly [3], 'oneHot'>
}>

const common = { model, optimizer: Optimizer.adam(), batch: 64, key: Key.from(7) } as const

export const program = (data: PartlyLabelled, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, objective: summedOut, data, epochs, engine })

/** The second way: four draws of the class for each picture. */
export const programByScore = (data: PartlyLabelled, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, objective: byScore, samples: 4, data, epochs, engine })
