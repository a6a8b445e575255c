/** Independent Bernoulli distributions, by their logits. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import * as Logits from '../tensors/logits.js'
import { type Of, unbounded } from './family.js'
import { independent } from './independent.js'
import { add, mul, sub } from './leaf.js'
import * as Noise from './noise.js'
import type { Leaves } from './numberFormula.js'
import { type Standard, standardOf } from './standard.js'

/** One distribution a row: every number of the event is 1 with probability `sigmoid(logit)`. */
export interface Bernoulli<Row extends Dim, Event extends AnyShape> extends Of<'Bernoulli'> {
  readonly logits: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly Bernoulli: Bernoulli<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardBernoulli: Standard<'Bernoulli', Event>
  }
  interface DistributionFacts {
    readonly Bernoulli: {
      readonly over: 'binary'
      readonly gradient: 'score'
      readonly axes: readonly ['latent']
      readonly kl: 'Bernoulli' | 'StandardBernoulli'
      readonly likelihood: true
      readonly head: 'logits'
    }
  }
}

/**
 * `q(1) ln q(1)/p(1) + q(0) ln q(0)/p(0)`.
 *
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, equation 2.26.
 */
const kl = (q: Leaves<'logits'>, p: Leaves<'logits'>) => pipe(q.logits, Logits.divergenceOfLogits(p.logits))

const bernoulli = independent({
  name: 'Bernoulli',
  over: 'binary',
  gradient: 'score',
  parameters: ['logits'],
  logDensity: (x, given) => {
    const logits = Logits.finite(given.logits)
    return pipe(
      x,
      mul(logits),
      // in this order: where `x` is what is all but certain, the difference is 0, and what is left has all its digits
      sub(Logits.softplusLinear(logits)),
      sub(Logits.softplusRest(logits)),
    )
  },
  total: Logits.infinite,
  mean: ({ logits }) => T.sigmoid(logits),
  center: ({ logits }) => pipe(logits, T.step, T.stopGradient),
  sample: (key, like, { logits }) => pipe(Noise.uniform(key)(like), T.negate, add(T.sigmoid(logits)), T.step),
  head: { logits: unbounded },
  kl: { Bernoulli: kl, StandardBernoulli: kl },
})

/** Bernoulli distributions from their logits. Shapes: `[Row, ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, ...Event]>,
): Bernoulli<Row, Readonly<Event>> => bernoulli.make<Row, Event>({ logits })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = bernoulli.flattenEvent

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
    bernoulli.logProb(p)<readonly []>(x)

/** The same of samples, under leading axes. Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. */
export const logProbOfSamples = bernoulli.logProb

/** The probability of a 1. Shapes: `[Row, ...Event]`. Range: 0 to 1. */
export const mean = bernoulli.each(({ logits }) => T.sigmoid(logits))

/**
 * The entropy `Σ softplus(-|logit|) + |logit|·sigmoid(-|logit|)`.
 *
 * Not `softplus(logit) - logit·sigmoid(logit)`, which is the same but loses all digits at large logits: at 17 it is
 * wrong in the first.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: 0 to `ln 2` for every number of the event.
 */
export const entropy = bernoulli.summed(({ logits }) => Logits.entropyOfLogits(logits))

/** Draws of 0 and 1. They carry no gradient: a score function does. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const draw = bernoulli.sample

/** The more probable of 0 and 1. Its gradient is 0. Shapes: `[Row, ...Event]`. */
export const mode = bernoulli.each(({ logits }) => pipe(logits, T.step, T.stopGradient))

/** What it can do, whatever its logits: over binary data. Its samples carry no gradient. */
export const family = bernoulli.family

/**
 * The distribution whose parameters are 0, as a prior: 0 and 1 with probability 1/2 each.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardBernoulli'
 */
export const standard = standardOf(family, 'Bernoulli.standard', bernoulli.atZeros)
