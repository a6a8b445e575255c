/**
 * Independent negative binomial distributions, by their log-means and log-concentrations: over counts that vary by more than
 * Poisson ones of the same mean. They have no entropy in closed form.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import * as Logits from '../tensors/logits.js'
import { boundLogVariance } from './bound.js'
import type { Of } from './family.js'
import { independent } from './independent.js'
import { add, sub } from './leaf.js'
import { counts, logDensity, mostProbable } from './overdispersed.js'

/** One distribution a row, with a log-mean and a log-concentration for every number of the event. */
export interface NegativeBinomial<Row extends Dim, Event extends AnyShape> extends Of<'NegativeBinomial'> {
  readonly logMean: T.Tensor<readonly [Row, ...Event]>
  readonly logConcentration: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly NegativeBinomial: NegativeBinomial<Row, Event>
  }
  interface DistributionFacts {
    readonly NegativeBinomial: {
      readonly over: 'integer'
      readonly gradient: 'score'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: 'logMean' | 'logConcentration'
    }
  }
}

const negativeBinomial = independent({
  name: 'NegativeBinomial',
  over: 'integer',
  gradient: 'score',
  parameters: ['logMean', 'logConcentration'],
  logDensity,
  total: Logits.infinite,
  mean: ({ logMean }) => T.exp(logMean),
  center: mostProbable,
  sample: counts,
  head: { logMean: boundLogVariance, logConcentration: boundLogVariance },
  kl: {},
})

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/** Negative binomial distributions from their log-means and log-concentrations. Shapes: two of `[Row, ...Event]`, others are refused. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logMean: T.Tensor<readonly [Row, ...Event]>,
  logConcentration: T.Tensor<readonly [Row, ...Event]>,
): NegativeBinomial<Row, Readonly<Event>> => negativeBinomial.make<Row, Event>({ logMean, logConcentration })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = negativeBinomial.flattenEvent

/**
 * The log-probability of counts `x`, summed over the event: with `θ = e^logConcentration` and the mean `μ`,
 * `Σ ln Γ(x + θ) - ln Γ(θ) - ln x! + θ ln(θ / (θ + μ)) + x ln(μ / (θ + μ))`.
 *
 * It is the formula for any `x`: that data are counts is checked where they are read. A log-mean may be `-∞`: then 0 is certain.
 *
 * In float32 its error is a few roundings of the largest of `x ln x` and `x` times a parameter, at any concentration: about
 * 0.02 nats at counts of 20,000.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: never positive for whole `x` from 0.
 * Source: Hilbe, "Negative Binomial Regression", 2nd edition, equation 8.8, with `1/θ` for its α.
 */
export const logProb = negativeBinomial.logProb

/** The mean `e^logMean`. Shapes: `[Row, ...Event]`. */
export const mean = negativeBinomial.each(({ logMean }) => T.exp(logMean))

/** The variance `μ + μ² / θ`. Shapes: `[Row, ...Event]`. Source: Hilbe, section 8.2. */
export const variance = negativeBinomial.each(({ logMean, logConcentration }) =>
  pipe(T.exp(logMean), add(pipe(logMean, T.mulScalar(2), sub(logConcentration), T.exp))),
)

/** The most probable count, the larger of two; 0 where θ is at most 1. Its gradient is 0. Shapes: `[Row, ...Event]`. */
export const mode = negativeBinomial.family.center

/** Draws of counts. They carry no gradient: a score function does. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const draw = negativeBinomial.sample

/** What it can do, whatever its parameters: over counts. Its samples carry no gradient. */
export const family = negativeBinomial.family
