/**
 * A recurrent variational autoencoder: at every time a latent is drawn of what has been, and then the frame of both.
 *
 * Source: Chung et al., "A Recurrent Latent Variable Model for Sequential Data", arXiv:1506.02216, equations 5 to 9. There q reads
 * the recurrence of p; here it has one of its own.
 */

import { type Data, DiagonalNormal, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const { bernoulliHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer

/** Four frames of 64 numbers each. */
type Frames = Data.Records<{
  readonly [Time in 'x1' | 'x2' | 'x3' | 'x4']: Data.Dataset<readonly [64], 'binary'>
}>

/** What has been, h, of the frame and the latent of the time before, and of what had been then. */
const begin = () => sequence(inputs({ x1: [64], z1: [4] }), concat('x1', 'z1'), dense(32), tanh)
const next = () => sequence(inputs({ h2: [32], x2: [64], z2: [4] }), concat('h2', 'x2', 'z2'), dense(32), tanh)

// -----------------------------------------------------------------------------
// p: the first time is its own, and the networks of the second are those of all after it
// -----------------------------------------------------------------------------

const pz2 = Joint.variable('z2', sequence(dense(32, 16), tanh, normalHead(4)), 'h2')
const px2 = Joint.variable(
  'x2',
  sequence(inputs({ h2: [32], z2: [4] }), concat('h2', 'z2'), dense(32), tanh, bernoulliHead(64)),
)
const ph3 = Joint.value('h3', next())

const p = Joint.of(
  Joint.variable('z1', DiagonalNormal.standard(4)),
  Joint.variable('x1', sequence(dense(4, 32), tanh, bernoulliHead(64)), 'z1'),
  Joint.value('h2', begin()),
  pz2,
  px2,
  ph3,
  Joint.shared('z3', pz2, { h2: 'h3' }),
  Joint.shared('x3', px2, { h2: 'h3', z2: 'z3' }),
  Joint.shared('h4', ph3, { h2: 'h3', x2: 'x3', z2: 'z3' }),
  Joint.shared('z4', pz2, { h2: 'h4' }),
  Joint.shared('x4', px2, { h2: 'h4', z2: 'z4' }),
)

// -----------------------------------------------------------------------------
// q: the latent of a time, of its frame and of what has been
// -----------------------------------------------------------------------------

const qz2 = Joint.variable(
  'z2',
  sequence(inputs({ h2: [32], x2: [64] }), concat('h2', 'x2'), dense(32), tanh, normalHead(4)),
)
const qh3 = Joint.value('h3', next())

const q = Joint.of(
  ...([Joint.given('x1', [64]), Joint.given('x2', [64]), Joint.given('x3', [64]), Joint.given('x4', [64])] as const),
  Joint.variable('z1', sequence(dense(64, 32), tanh, normalHead(4)), 'x1'),
  Joint.value('h2', begin()),
  qz2,
  qh3,
  Joint.shared('z3', qz2, { h2: 'h3', x2: 'x3' }),
  Joint.shared('h4', qh3, { h2: 'h3', x2: 'x3', z2: 'z3' }),
  Joint.shared('z4', qz2, { h2: 'h4', x2: 'x4' }),
)

export const model = Vae.of({ p, q })

export const program = (data: Frames, engine: Engine.Engine, epochs = 10) =>
  Train.fit({
    model,
    objective: Elbo.elboByMonteCarlo,
    data,
    optimizer: Optimizer.adam({ learningRate: 3e-3 }),
    epochs,
    key: Key.from(7),
    engine,
  })
