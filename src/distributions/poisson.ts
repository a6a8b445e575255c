/** Independent Poisson distributions, by their log-rates: over counts. They have no entropy in closed form. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import * as Logits from '../tensors/logits.js'
import { floor, logFactorial } from '../tensors/special.js'
import { boundLogVariance } from './bound.js'
import type { Of } from './family.js'
import { independent } from './independent.js'
import { mul, sub, under } from './leaf.js'
import type { Leaves } from './numberFormula.js'
import { poissonDraw } from './poissonDraw.js'
import { type Standard, standardOf } from './standard.js'

/** One distribution a row, with a log-rate for every number of the event. */
export interface Poisson<Row extends Dim, Event extends AnyShape> extends Of<'Poisson'> {
  readonly logRates: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly Poisson: Poisson<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardPoisson: Standard<'Poisson', Event>
  }
  interface DistributionFacts {
    readonly Poisson: {
      readonly over: 'integer'
      readonly gradient: 'score'
      readonly axes: readonly ['latent']
      readonly kl: 'Poisson' | 'StandardPoisson'
      readonly likelihood: true
      readonly head: 'logRates'
    }
  }
}

/**
 * `rate_q (e⁻ʳ - 1 + r)`, with `r = ln(rate_q / rate_p)`.
 *
 * Source: Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 3rd edition, chapter 4, by the mean of
 * `x ln(rate_q / rate_p) - rate_q + rate_p`.
 */
const kl = (q: Leaves<'logRates'>, p: Leaves<'logRates'>) => pipe(q.logRates, Logits.divergenceOfLogRates(p.logRates))

const poisson = independent({
  name: 'Poisson',
  over: 'integer',
  gradient: 'score',
  parameters: ['logRates'],
  logDensity: (x, { logRates }) =>
    pipe(x, mul(Logits.finiteRate(logRates)), sub(T.exp(logRates)), sub(logFactorial(x))),
  total: Logits.infinite,
  mean: ({ logRates }) => T.exp(logRates),
  center: ({ logRates }) => floor(T.exp(logRates)),
  sample: (key, like, { logRates }) => pipe(logRates, under(like), poissonDraw(key)),
  head: { logRates: boundLogVariance },
  kl: { Poisson: kl, StandardPoisson: kl },
})

/** Poisson distributions from their log-rates. Shapes: `[Row, ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logRates: T.Tensor<readonly [Row, ...Event]>,
): Poisson<Row, Readonly<Event>> => poisson.make<Row, Event>({ logRates })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = poisson.flattenEvent

/**
 * The log-probability of counts `x`, summed over the event: `Σ x·logRate - e^logRate - ln x!`.
 *
 * It is the formula for any `x`, with `Γ(x + 1)` for `x!`, which makes it `-∞` at -1, -2 and so on: that data are counts is
 * checked where they are read. A log-rate may be `-∞`: then 0 is certain, and all else impossible.
 *
 * In float32 its error is a rounding of the largest of the three: about 0.01 nats at counts of 20,000.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: never positive for whole `x` from 0.
 * Source: Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 3rd edition, chapter 4.
 */
export const logProb = poisson.logProb

/** The mean `e^logRate`, which is also the variance. Shapes: `[Row, ...Event]`. */
export const mean = poisson.each(({ logRates }) => T.exp(logRates))

/** The most probable count, the larger of two. Its gradient is 0. Shapes: `[Row, ...Event]`. */
export const mode = poisson.each(({ logRates }) => floor(T.exp(logRates)))

/** Draws of counts. They carry no gradient: a score function does. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const draw = poisson.sample

/** What it can do, whatever its rates: over counts. Its samples carry no gradient. */
export const family = poisson.family

/**
 * The distribution whose parameters are 0, as a prior: rate 1.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardPoisson'
 */
export const standard = standardOf(family, 'Poisson.standard', poisson.atZeros)
