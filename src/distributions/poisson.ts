/** Independent Poisson laws, by their log-rates: over counts. They have no entropy in closed form. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import * as Logits from '../tensors/logits.js'
import { floor, logFactorial } from '../tensors/special.js'
import type { Family } from './kinds.js'
import { poissonDraw } from './poissonDraw.js'
import { standardOf } from './standard.js'

/** One law a row, with a log-rate for every number of the event. */
export interface Poisson<Row extends Dim, Event extends AnyShape> {
  readonly _tag: 'Poisson'
  readonly logRates: T.Tensor<readonly [Row, ...Event]>
}

/** Poisson laws from their log-rates. Shapes: `[Row, ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logRates: T.Tensor<readonly [Row, ...Event]>,
): Poisson<Row, Readonly<Event>> =>
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  ({ _tag: 'Poisson', logRates }) as never

/** The same law with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const nameEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(p: Poisson<Row, Event>): Poisson<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.nameEvent(name)(p.logRates))

/**
 * The log-probability of counts `x`, summed over the event: `Σ x·logRate - e^logRate - ln x!`.
 *
 * A log-rate may be `-∞`: then 0 is certain, and all else impossible.
 *
 * In float32 its error is a rounding of the largest of the three: about 0.01 nats at counts of 20,000.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: never positive for whole `x` from 0.
 * Source: Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 3rd edition, chapter 4.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(p: Poisson<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      x,
      T.trailing.mul(Logits.finiteRate(p.logRates))<Lead>,
      T.trailing.sub(T.exp(p.logRates))<Lead>,
      T.same.sub(logFactorial(x)),
      T.sumEvent(T.eventShape(p.logRates))<readonly [...Lead, Row]>,
      Logits.infinite,
    )

/** The mean `e^logRate`, which is also the variance. Shapes: `[Row, ...Event]`. */
export const mean = <Row extends Dim, Event extends AnyShape>(
  p: Poisson<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => T.exp(p.logRates)

/** The most probable count, the larger of two. Its gradient is 0. Shapes: `[Row, ...Event]`. */
export const mode = <Row extends Dim, Event extends AnyShape>(
  p: Poisson<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => floor(mean(p))

/** Draws of counts. They carry no gradient: a score function does. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const draw =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(p: Poisson<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> => {
    const shape: readonly [Samples, Row, ...Event] = [samples, ...p.logRates.shape]
    return pipe(
      T.zeros(shape, [count, ...p.logRates.sizes]),
      T.trailing.add(p.logRates)<readonly [Samples]>,
      poissonDraw(key),
    )
  }

/** As a likelihood: over counts. Its samples carry no gradient. */
export const family: Family<'Poisson'> = {
  kind: 'Poisson',
  over: 'integer',
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean,
  sample: (key) => (p) => poissonDraw(key)(p.logRates),
}

/**
 * The law whose parameters are 0, as a prior: rate 1.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardPoisson'
 */
export const standard = standardOf('Poisson', 'Poisson.standard')
