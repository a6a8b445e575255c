/** Independent Bernoulli laws, by their logits. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import * as Logits from '../tensors/logits.js'
import type { Family } from './kinds.js'
import * as Noise from './noise.js'
import { standardOf } from './standard.js'

/** One law a row: every number of the event is 1 with probability `sigmoid(logit)`. */
export interface Bernoulli<Row extends Dim, Event extends AnyShape> {
  readonly _tag: 'Bernoulli'
  readonly logits: T.Tensor<readonly [Row, ...Event]>
}

/** Bernoulli laws from their logits. Shapes: `[Row, ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, ...Event]>,
): Bernoulli<Row, Readonly<Event>> =>
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  ({ _tag: 'Bernoulli', logits }) as never

/** The same law with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const nameEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(p: Bernoulli<Row, Event>): Bernoulli<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.nameEvent(name)(p.logits))

/**
 * The log-probability of `x`, summed over the event: `Σ x·logit - softplus(logit)`.
 *
 * From the logits and not from probabilities, whose logarithm is infinite at a rounded 0 or 1. It is the formula for any
 * `x`: that data are 0 or 1 is checked where they are read.
 * A logit may be infinite: what is certain has the log-probability 0, and what is impossible `-∞`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: never positive for binary `x`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix C.1.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(p: Bernoulli<Row, Event>) =>
  (x: T.Tensor<readonly [Row, ...Event]>): T.Tensor<readonly [Row]> =>
    logProbOfSamples(p)<readonly []>(x)

/** The same of samples, under leading axes. Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. */
export const logProbOfSamples =
  <Row extends Dim, Event extends AnyShape>(p: Bernoulli<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> => {
    const logits = Logits.finite(p.logits)
    return pipe(
      x,
      T.trailing.mul(logits)<Lead>,
      // in this order: where `x` is what is all but certain, the difference is 0, and what is left has all its digits
      T.trailing.sub(Logits.softplusLinear(logits))<Lead>,
      T.trailing.sub(Logits.softplusRest(logits))<Lead>,
      T.sumEvent(T.eventShape(p.logits))<readonly [...Lead, Row]>,
      Logits.infinite,
    )
  }

/** The probability of a 1. Shapes: `[Row, ...Event]`. Range: 0 to 1. */
export const mean = <Row extends Dim, Event extends AnyShape>(
  p: Bernoulli<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => T.sigmoid(p.logits)

/**
 * The entropy `Σ softplus(-|logit|) + |logit|·sigmoid(-|logit|)`.
 *
 * Not `softplus(logit) - logit·sigmoid(logit)`, which is the same but loses all digits at large logits: at 17 it is
 * wrong in the first.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: 0 to `ln 2` for every number of the event.
 */
export const entropy = <Row extends Dim, Event extends AnyShape>(p: Bernoulli<Row, Event>): T.Tensor<readonly [Row]> =>
  pipe(Logits.entropyOfLogits(p.logits), T.sumEvent(T.eventShape(p.logits))<readonly [Row]>)

/** Draws of 0 and 1. They carry no gradient: a score function does. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const draw =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(p: Bernoulli<Row, Event>): T.Tensor<readonly [Samples, Row, ...Event]> =>
    pipe(
      Random.uniform(key)(Noise.forSamples(samples, count)(p.logits)),
      T.negate,
      T.trailing.add(mean(p))<readonly [Samples]>,
      T.step,
      T.stopGradient,
    )

/** The more probable of 0 and 1. Its gradient is 0. Shapes: `[Row, ...Event]`. */
export const mode = <Row extends Dim, Event extends AnyShape>(
  p: Bernoulli<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => pipe(p.logits, T.step, T.stopGradient)

/** As a likelihood: over binary data. Its samples carry no gradient. */
export const family: Family<'Bernoulli'> = {
  kind: 'Bernoulli',
  over: 'binary',
  logProb,
  mean,
  sample: (key) => (p) => pipe(mean(p), T.same.sub(Random.uniform(key)(p.logits)), T.step),
}

/**
 * The law whose parameters are 0, as a prior: 0 and 1 with probability 1/2 each.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardBernoulli'
 */
export const standard = standardOf('Bernoulli', 'Bernoulli.standard')
