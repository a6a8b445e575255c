/** The diagonal normal law `N(mean, diag(exp(logVariance)))`: posterior, prior or Gaussian likelihood. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { bindSame } from '../tensors/lift.js'
import type { Family } from './kinds.js'
import * as Noise from './noise.js'
import type { Sampled } from './sampled.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One normal law a row, with a mean and a log-variance for every number of the event. */
export interface DiagonalNormal<Row extends Dim, Event extends AnyShape> {
  readonly _tag: 'DiagonalNormal'
  readonly mean: T.Tensor<readonly [Row, ...Event]>
  readonly logVariance: T.Tensor<readonly [Row, ...Event]>
}

/** A normal law from its mean and log-variance. Shapes: two of `[Row, ...Event]`, others are refused. */
export const make = <Row extends Dim, Event extends AnyShape>(
  mean: T.Tensor<readonly [Row, ...Event]>,
  logVariance: T.Tensor<readonly [Row, ...Event]>,
): DiagonalNormal<Row, Readonly<Event>> => {
  bindSame('DiagonalNormal.make', mean, logVariance)
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  return { _tag: 'DiagonalNormal', mean, logVariance } as never
}

/**
 * The same law with all axes of its event as one, under a name.
 *
 * Shapes: `[Row, ...Event] -> [Row, Name]`.
 */
export const nameEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(q: DiagonalNormal<Row, Event>): DiagonalNormal<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.nameEvent(name)(q.mean), T.nameEvent(name)(q.logVariance))

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

const LOG_TWO_PI = Math.log(2 * Math.PI)

/**
 * The log-density of `x`, summed over the event.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix C.2.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(q: DiagonalNormal<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> => {
    const precision = pipe(q.logVariance, T.negate, T.exp)
    return pipe(
      x,
      T.trailing.sub(q.mean)<Lead>,
      T.square,
      T.trailing.mul(precision)<Lead>,
      T.trailing.add(q.logVariance)<Lead>,
      T.shiftBy(LOG_TWO_PI),
      T.sumEvent(T.eventShape(q.mean))<readonly [...Lead, Row]>,
      T.scaleBy(-0.5),
    )
  }

/**
 * The differential entropy `½ Σ (1 + ln 2π + logVariance)`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: any number, for a density can be above 1.
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, theorem 8.4.1.
 */
export const entropy = <Row extends Dim, Event extends AnyShape>(
  q: DiagonalNormal<Row, Event>,
): T.Tensor<readonly [Row]> =>
  pipe(
    q.logVariance,
    T.shiftBy(1 + LOG_TWO_PI),
    T.sumEvent(T.eventShape(q.logVariance))<readonly [Row]>,
    T.scaleBy(0.5),
  )

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

/** `exp(logVariance / 2)`. Shapes: `[Row, ...Event]`. */
export const standardDeviation = <Row extends Dim, Event extends AnyShape>(
  q: DiagonalNormal<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => pipe(q.logVariance, T.scaleBy(0.5), T.exp)

const standardNoise =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: DiagonalNormal<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    Random.normal(key)(Noise.forSamples(samples, count)(q.mean))

const placed =
  <Row extends Dim, Event extends AnyShape>(q: DiagonalNormal<Row, Event>) =>
  <Lead extends AnyShape>(noise: T.Tensor<readonly [...Lead, Row, ...Event]>) =>
    pipe(noise, T.trailing.mul(standardDeviation(q))<Lead>, T.trailing.add(q.mean)<Lead>)

/**
 * Reparameterized samples `mean + σ ε`, with `ε` standard normal: differentiable in the mean and the log-variance.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`.
 * Source: Kingma and Welling, arXiv:1312.6114, section 2.4.
 */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: DiagonalNormal<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    placed(q)<readonly [Samples]>(standardNoise(key, samples, count)(q))

/** The same samples with their log-densities `-½ Σ (ε² + logVariance + ln 2π)`, by the noise that they are made of. */
export const sampleWithLogProb =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: DiagonalNormal<Row, Event>): Sampled<Samples, Row, Event> => {
    const noise = standardNoise(key, samples, count)(q)
    const logProb = pipe(
      T.square(noise),
      T.trailing.add(q.logVariance)<readonly [Samples]>,
      T.shiftBy(LOG_TWO_PI),
      T.sumEvent(T.eventShape(q.mean))<readonly [Samples, Row]>,
      T.scaleBy(-0.5),
    )
    return { z: placed(q)<readonly [Samples]>(noise), logProb }
  }

/** As a likelihood: over real data. */
export const family: Family<'DiagonalNormal'> = {
  kind: 'DiagonalNormal',
  over: 'real',
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean: (p) => p.mean,
  sample: (key) => (p) => pipe(Random.normal(key)(p.mean), T.same.mul(standardDeviation(p)), T.same.add(p.mean)),
}

export { standard } from './standardNormal.js'
