/** The normal distribution of a full covariance, `N(mean, factor · factorᵀ)`, by the Cholesky factor of the covariance. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { bind } from '../tensors/native.js'
import { diagonalOf, multiplyLower, nameSquare, solveLower, solveLowerMatrix } from '../tensors/triangular.js'
import { alone } from './alone.js'
import * as DiagonalNormal from './diagonalNormal.js'
import { type Likelihood, type Of, valued } from './family.js'
import * as Noise from './noise.js'
import type { SamplesWithLogProb } from './sampled.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One distribution a row. The factor is lower triangular in the row-major order of the event, its diagonal above 0. */
export interface FullNormal<Row extends Dim, Event extends AnyShape> extends Of<'FullNormal'> {
  readonly mean: T.Tensor<readonly [Row, ...Event]>
  readonly factor: T.Tensor<readonly [Row, ...Event, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly FullNormal: FullNormal<Row, Event>
  }
  interface DistributionFacts {
    readonly FullNormal: {
      readonly over: 'real'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: 'FullNormal' | 'StandardNormal'
      readonly likelihood: true
      readonly head: never
    }
  }
}

/**
 * A normal distribution from its mean and the Cholesky factor of its covariance.
 *
 * That the factor is lower triangular with a diagonal above 0 is the caller's word: `Layer.fullNormalHead` keeps it.
 *
 * Shapes: `[Row, ...Event]` and `[Row, ...Event, ...Event]`.
 */
export const make = <Row extends Dim, Event extends AnyShape>(
  mean: T.Tensor<readonly [Row, ...Event]>,
  factor: T.Tensor<readonly [Row, ...Event, ...Event]>,
): FullNormal<Row, Readonly<Event>> => {
  if (!same(factor.shape, [...mean.shape, ...mean.shape.slice(1)]))
    refuse(`FullNormal.make: the factor is ${show(factor.shape)} but the mean is ${show(mean.shape)}`)
  bind('FullNormal.make', [mean, factor])
  return valued(family)<Row, Event>({ mean, factor })
}

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>): FullNormal<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.flattenEvent(name)(q.mean), nameSquare(name)<Row, Event>(q.factor))

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

const LOG_TWO_PI = Math.log(2 * Math.PI)

/** The logarithm of the diagonal of the factor: half the log-determinant of the covariance is its sum. */
export const logDiagonal = <Row extends Dim, Event extends AnyShape>(
  q: FullNormal<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => T.log(diagonalOf<Row, Event>(q.factor))

/** The log-density of what the factor makes of `noise`: `-½ Σ noise² + ln 2π + 2 logDiagonal`. */
const logProbOfNoise =
  <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>) =>
  <Lead extends AnyShape>(noise: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      T.square(noise),
      T.trailing.add(T.mulScalar(2)(logDiagonal(q)))<Lead>,
      T.addScalar(LOG_TWO_PI),
      T.sumEvent(T.eventShape(q.mean))<readonly [...Lead, Row]>,
      T.mulScalar(-0.5),
    )

/**
 * The log-density of `x`, by forward substitution.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning", appendices A.2 and A.4.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(x, T.trailing.sub(q.mean)<Lead>, solveLower<Row, Event>(q.factor)<Lead>, logProbOfNoise(q)<Lead>)

/**
 * The differential entropy `½ Σ (1 + ln 2π) + logDiagonal`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: any number.
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, theorem 8.4.1.
 */
export const entropy = <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>): T.Tensor<readonly [Row]> =>
  pipe(logDiagonal(q), T.addScalar(0.5 * (1 + LOG_TWO_PI)), T.sumEvent(T.eventShape(q.mean))<readonly [Row]>)

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

const standardNoise =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> =>
    Random.normal(key)(Noise.forSamples(samples, count)(q.mean))

const placed =
  <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>) =>
  <Lead extends AnyShape>(noise: T.Tensor<readonly [...Lead, Row, ...Event]>) =>
    pipe(noise, multiplyLower<Row, Event>(q.factor)<Lead>, T.trailing.add(q.mean)<Lead>)

/**
 * Reparameterized samples `mean + factor · ε`, with `ε` standard normal.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`.
 * Source: Kingma and Welling, "An Introduction to Variational Autoencoders", arXiv:1906.02691, section 2.5.1.
 */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> =>
    placed(q)<readonly [Samples]>(standardNoise(key, samples, count)(q))

/** The same samples with their log-densities, which need no substitution: the noise is known. */
export const sampleWithLogProb =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>): SamplesWithLogProb<Samples, Row, Event> => {
    const noise = standardNoise(key, samples, count)(q)
    return { z: placed(q)<readonly [Samples]>(noise), logProb: logProbOfNoise(q)<readonly [Samples]>(noise) }
  }

// -----------------------------------------------------------------------------
// divergences
// -----------------------------------------------------------------------------

/** `½ (Σ factor² + Σ mean² - N) - Σ logDiagonal`, the diagonal by `expm1` as for diagonal distributions. */
const toStandard = <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>): T.Tensor<readonly [Row]> => {
  const event = T.eventShape(q.mean)
  const logVariance = pipe(logDiagonal(q), T.mulScalar(2))
  const ofDiagonal = pipe(
    T.expm1(logVariance),
    T.same.sub(logVariance),
    T.same.sub(T.square(diagonalOf<Row, Event>(q.factor))),
    T.same.add(T.square(q.mean)),
    T.sumEvent(event)<readonly [Row]>,
  )
  const squares = pipe(
    T.square(q.factor),
    T.sumEvent<readonly [...Event, ...Event]>([...event, ...event])<readonly [Row]>,
  )
  return pipe(ofDiagonal, T.same.add(squares), T.mulScalar(0.5))
}

/** That of q to `N(0, I)` in the coordinates in which p is it. Source: Rasmussen and Williams, equation A.23. */
const divergence = <Row extends Dim, Event extends AnyShape>(
  q: FullNormal<Row, Event>,
  p: FullNormal<Row, Event>,
): T.Tensor<readonly [Row]> =>
  toStandard(
    make<Row, Event>(
      pipe(q.mean, T.same.sub(p.mean), solveLower<Row, Event>(p.factor)<readonly []>),
      solveLowerMatrix<Row, Event>(p.factor)(q.factor),
    ),
  )

// -----------------------------------------------------------------------------
// each number alone
// -----------------------------------------------------------------------------

/** The variances of a normal distribution are the squares of the rows of the factor, summed. */
const eachAlone = (
  q: FullNormal<'batch', readonly ['latent']>,
): DiagonalNormal.DiagonalNormal<'batch', readonly ['latent']> => {
  const variance = pipe(T.square(q.factor), T.sum(2))
  return DiagonalNormal.make<'batch', readonly ['latent']>(
    alone<readonly []>(q.mean),
    alone<readonly []>(T.log(variance)),
  )
}

// -----------------------------------------------------------------------------
// its record
// -----------------------------------------------------------------------------

/** What it can do, whatever its parameters: over real data. Its mode is its mean. */
export const family: Likelihood<'FullNormal'> = {
  kind: 'FullNormal',
  over: 'real',
  gradient: 'pathwise',
  axes: ['latent'],
  parameters: ['mean', 'factor'],
  coordinate: null,
  alone: { family: DiagonalNormal.family, of: eachAlone },
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean: (p) => p.mean,
  sample: (key) => (p) => placed(p)<readonly []>(Random.normal(key)(p.mean)),
  named: flattenEvent('latent'),
  logProbAt: (q) => logProb(q)<readonly ['samples']>,
  draw: (key, count) => sampleWithLogProb(key, 'samples', count),
  center: (q) => q.mean,
  head: {},
  kl: { FullNormal: (p) => (q) => divergence(q, p), StandardNormal: () => toStandard },
}
