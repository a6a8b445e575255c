/** Independent Laplace laws, by their mean and log-scale: sharper at the mean and wider in the tails than normal ones. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { bindSame } from '../tensors/lift.js'
import type { Family } from './kinds.js'
import * as Noise from './noise.js'
import type { Sampled } from './sampled.js'
import { standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One law a row, with a mean and a log-scale for every number of the event. Its variance is `2 exp(2 logScale)`. */
export interface Laplace<Row extends Dim, Event extends AnyShape> {
  readonly _tag: 'Laplace'
  readonly mean: T.Tensor<readonly [Row, ...Event]>
  readonly logScale: T.Tensor<readonly [Row, ...Event]>
}

/** Laplace laws from their means and log-scales. Shapes: two of `[Row, ...Event]`, others are refused. */
export const make = <Row extends Dim, Event extends AnyShape>(
  mean: T.Tensor<readonly [Row, ...Event]>,
  logScale: T.Tensor<readonly [Row, ...Event]>,
): Laplace<Row, Readonly<Event>> => {
  bindSame('Laplace.make', mean, logScale)
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  return { _tag: 'Laplace', mean, logScale } as never
}

/** The same law with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const nameEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(q: Laplace<Row, Event>): Laplace<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.nameEvent(name)(q.mean), T.nameEvent(name)(q.logScale))

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

/**
 * The log-density of `x`, summed over the event: `-Σ |x - mean| / scale + logScale + ln 2`.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Kotz, Kozubowski and Podgórski, "The Laplace Distribution and Generalizations", 2001, chapter 2.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(q: Laplace<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      x,
      T.trailing.sub(q.mean)<Lead>,
      T.abs,
      T.trailing.mul(pipe(q.logScale, T.negate, T.exp))<Lead>,
      T.trailing.add(q.logScale)<Lead>,
      T.shiftBy(Math.LN2),
      T.sumEvent(T.eventShape(q.mean))<readonly [...Lead, Row]>,
      T.negate,
    )

/**
 * The differential entropy `Σ 1 + ln 2 + logScale`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: any number.
 * Source: Kotz, Kozubowski and Podgórski, chapter 2.
 */
export const entropy = <Row extends Dim, Event extends AnyShape>(q: Laplace<Row, Event>): T.Tensor<readonly [Row]> =>
  pipe(q.logScale, T.shiftBy(1 + Math.LN2), T.sumEvent(T.eventShape(q.logScale))<readonly [Row]>)

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

/** `exp(logScale)`. Shapes: `[Row, ...Event]`. */
export const scale = <Row extends Dim, Event extends AnyShape>(
  q: Laplace<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => T.exp(q.logScale)

const standardNoise =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: Laplace<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> =>
    Noise.laplace(key)(Noise.forSamples(samples, count)(q.mean))

const placed =
  <Row extends Dim, Event extends AnyShape>(q: Laplace<Row, Event>) =>
  <Lead extends AnyShape>(noise: T.Tensor<readonly [...Lead, Row, ...Event]>) =>
    pipe(noise, T.trailing.mul(scale(q))<Lead>, T.trailing.add(q.mean)<Lead>)

/**
 * Reparameterized samples `mean + scale ε`, with `ε` standard Laplace.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`.
 */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: Laplace<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> =>
    placed(q)<readonly [Samples]>(standardNoise(key, samples, count)(q))

/** The same samples with their log-densities `-Σ |ε| + logScale + ln 2`, by the noise that they are made of. */
export const sampleWithLogProb =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: Laplace<Row, Event>): Sampled<Samples, Row, Event> => {
    const noise = standardNoise(key, samples, count)(q)
    const logProb = pipe(
      T.abs(noise),
      T.trailing.add(q.logScale)<readonly [Samples]>,
      T.shiftBy(Math.LN2),
      T.sumEvent(T.eventShape(q.mean))<readonly [Samples, Row]>,
      T.negate,
    )
    return { z: placed(q)<readonly [Samples]>(noise), logProb }
  }

/** As a likelihood: over real data. Its mode is its mean. */
export const family: Family<'Laplace'> = {
  kind: 'Laplace',
  over: 'real',
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean: (p) => p.mean,
  sample: (key) => (p) => pipe(Noise.laplace(key)(p.mean), T.same.mul(scale(p)), T.same.add(p.mean)),
}

/**
 * The law whose parameters are 0, as a prior: mean 0 and scale 1.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardLaplace'
 */
export const standard = standardOf('Laplace', 'Laplace.standard')
