/**
 * A ladder: q computes its way up from x once, and draws its way down in the order of p.
 *
 * The two layers are warmed up one after the other. Source: Sønderby et al., "Ladder Variational Autoencoders",
 * arXiv:1602.02282, sections 2.1 and 2.2, without the sum of precisions by which its q takes up what p says of z1.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const { bernoulliHead, concat, dense, inputs, normalHead, relu, sequence } = Layer

const p = Joint.of(
  Joint.variable('z2', DiagonalNormal.standard(3)),
  Joint.variable('z1', sequence(dense(3, 16), relu, normalHead(8)), 'z2'),
  Joint.variable('x', sequence(dense(8, 64), relu, bernoulliHead(256)), 'z1'),
)

/** `h1` and `h2` are computed: networks of their own, used by whatever is given them. */
const q = Joint.of(
  Joint.given('x', [256]),
  Joint.value('h1', sequence(dense(256, 64), relu), 'x'),
  Joint.value('h2', sequence(dense(64, 16), relu), 'h1'),
  Joint.variable('z2', sequence(normalHead(16, 3)), 'h2'),
  Joint.variable('z1', sequence(inputs({ h1: [64], z2: [3] }), concat('h1', 'z2'), dense(32), relu, normalHead(8))),
)

export const model = Vae.of({ p, q })

const klWarmedUp = <const Name extends 'z1' | 'z2'>(name: Name, steps: number) =>
  pipe(Elbo.klOf(name), Elbo.scale(Elbo.linearWarmUp({ steps })))

/** The ELBO with a weight for each layer: no bound while one is below 1. */
export const warmedUp = (steps: number) =>
  pipe(
    Elbo.logLikelihood,
    Elbo.average('samples'),
    Elbo.minus(klWarmedUp('z1', steps)),
    Elbo.minus(klWarmedUp('z2', 2 * steps)),
  )

export const program = (
  data: Data.Dataset<readonly [256], 'binary'>,
  engine: Engine.Engine,
  epochs = 10,
  steps = 200,
) =>
  Train.fit({ model, objective: warmedUp(steps), data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine })
