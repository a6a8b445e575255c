/**
 * Independent relaxed Bernoulli laws (binary Concrete): over numbers between 0 and 1, with a temperature.
 *
 * As the temperature goes to 0 its samples become draws of the Bernoulli law of the same logits. Its mean and its
 * entropy have no closed form.
 *
 * Source: Maddison, Mnih and Teh, "The Concrete Distribution", arXiv:1611.00712, appendix B.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { positive, type Temperature } from './bound.js'
import { logitOf, logVolumeOfLogit } from './coordinates.js'
import * as Noise from './noise.js'
import type { Sampled } from './sampled.js'
import { standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One law a row, with a logit for every number of the event, all of one temperature. */
export interface RelaxedBernoulli<Row extends Dim, Event extends AnyShape> {
  readonly _tag: 'RelaxedBernoulli'
  readonly logits: T.Tensor<readonly [Row, ...Event]>
  readonly temperature: T.Tensor<readonly []>
}

/** Relaxed Bernoulli laws from their logits and a temperature above 0. Shapes: `[Row, ...Event]` and `[]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, ...Event]>,
  temperature: T.Tensor<readonly []>,
): RelaxedBernoulli<Row, Readonly<Event>> =>
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  ({ _tag: 'RelaxedBernoulli', logits, temperature }) as never

/** The same law at another temperature, as a schedule gives it. Shapes: `[]`. */
export const atTemperature =
  (temperature: T.Tensor<readonly []>) =>
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>): RelaxedBernoulli<Row, Event> => ({
    ...q,
    temperature,
  })

/** The same law with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const nameEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>): RelaxedBernoulli<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.nameEvent(name)(q.logits), q.temperature)

/** The more probable of 0 and 1 by the Bernoulli law that it relaxes. Shapes: `[Row, ...Event]`. */
export const hardened = <Row extends Dim, Event extends AnyShape>(
  q: RelaxedBernoulli<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => pipe(q.logits, T.step, T.stopGradient)

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

/**
 * The log-density of a logit `y = ln x - ln(1 - x)`, with respect to the logit, summed over the event.
 *
 * That of `x` is this less `Σ ln x(1 - x)`, the same for every law. It is right at every temperature, where `x` itself
 * rounds to 0 or 1. With `d = logits - temperature·y`, which is logistic, it is `Σ ln temperature + d - 2 softplus(d)`.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: arXiv:1611.00712, appendix C.3.
 */
export const logProbOfLogit =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>) =>
  <Lead extends AnyShape>(y: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> => {
    const d = pipe(
      y,
      T.trailing.mul(T.negate(q.temperature))<readonly [...Lead, Row, ...Event]>,
      T.trailing.add(q.logits)<Lead>,
    )
    // d - 2 softplus(d) is minus the sum of both: of large numbers, neither is lost
    return pipe(
      T.softplus(d),
      T.same.add(T.softplus(T.negate(d))),
      T.negate,
      T.trailing.add(T.log(q.temperature))<readonly [...Lead, Row, ...Event]>,
      T.sumEvent(T.eventShape(q.logits))<readonly [...Lead, Row]>,
    )
  }

const logProbOfNumbers =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>) =>
  <Lead extends AnyShape>(y: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      logProbOfLogit(q)<Lead>(y),
      T.same.sub(pipe(logVolumeOfLogit(y), T.sumEvent(T.eventShape(q.logits))<readonly [...Lead, Row]>)),
    )

/**
 * The log-density of `x`, summed over the event. Of 0 and 1, that of the float32 numbers next to them, without a
 * gradient there: a rounded 0 has no logit. `logProbOfLogit` needs no such rounding.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: arXiv:1611.00712, appendix B, the density of the binary Concrete distribution.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    logProbOfNumbers(q)<Lead>(logitOf(x))

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

const placed =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>) =>
  <Lead extends AnyShape>(
    noise: T.Tensor<readonly [...Lead, Row, ...Event]>,
  ): T.Tensor<readonly [...Lead, Row, ...Event]> =>
    pipe(
      noise,
      T.trailing.add(q.logits)<Lead>,
      T.trailing.mul(pipe(q.temperature, T.log, T.negate, T.exp))<readonly [...Lead, Row, ...Event]>,
    )

/**
 * The logits of `sample`, before they are rounded: `(logits + logistic noise) / temperature`.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Source: arXiv:1611.00712, appendix C.3.
 */
export const sampleLogits =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: RelaxedBernoulli<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    pipe(Noise.logistic(key)(Noise.forSamples(samples, count)(q.logits)), placed(q)<readonly [Samples]>)

/** One reparameterized sample for every row. Shapes: `[Row, ...Event]`. Range: 0 to 1. */
export const sampleEach =
  (key: Key) =>
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>): T.Tensor<readonly [Row, ...Event]> =>
    T.sigmoid(placed(q)<readonly []>(Noise.logistic(key)(q.logits)))

/**
 * Reparameterized samples `sigmoid((logits + logistic noise) / temperature)`.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Range: 0 to 1.
 * Source: arXiv:1611.00712, appendix B, its reparameterization.
 */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: RelaxedBernoulli<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    T.sigmoid(sampleLogits(key, samples, count)(q))

/** The same samples with their log-densities, from the logits before they are rounded to 0 or 1. */
export const sampleWithLogProb =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>): Sampled<Samples, Row, Event> => {
    const y = sampleLogits(key, samples, count)(q)
    return { z: T.sigmoid(y), logProb: logProbOfNumbers(q)<readonly [Samples]>(y) }
  }

/**
 * The law whose logits are 0, at a temperature, as a prior: `standard({ temperature: 0.5 })(20)`.
 *
 * Errors: a `ShapeError` when the temperature is not above 0, or a size not a whole number above 0.
 *
 * @example
 * standard({ temperature: 0.5 })(20)._tag
 * //=> 'StandardRelaxedBernoulli'
 */
export const standard = <const Given extends number>({
  temperature,
}: Temperature<Given, 'RelaxedBernoulli.standard'>) =>
  standardOf(
    'RelaxedBernoulli',
    'RelaxedBernoulli.standard',
    positive('RelaxedBernoulli.standard', 'temperature', temperature),
  )
