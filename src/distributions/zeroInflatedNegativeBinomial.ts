/** Independent zero-inflated negative binomial distributions: over counts, some of which are 0 for another reason. */

import { pipe } from 'fp-ts/lib/function.js'
import { child } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import * as Logits from '../tensors/logits.js'
import { floor } from '../tensors/special.js'
import { boundLogVariance } from './bound.js'
import { type Of, unbounded } from './family.js'
import { independent } from './independent.js'
import { add, type Leaf, mul, sub } from './leaf.js'
import * as Noise from './noise.js'
import type { Leaves } from './numberFormula.js'
import * as Overdispersed from './overdispersed.js'

/** A negative binomial distribution for every number of the event, and the logit of a 0 in place of its draw. */
export interface ZeroInflatedNegativeBinomial<Row extends Dim, Event extends AnyShape>
  extends Of<'ZeroInflatedNegativeBinomial'> {
  readonly logMean: T.Tensor<readonly [Row, ...Event]>
  readonly logConcentration: T.Tensor<readonly [Row, ...Event]>
  readonly logits: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly ZeroInflatedNegativeBinomial: ZeroInflatedNegativeBinomial<Row, Event>
  }
  interface DistributionFacts {
    readonly ZeroInflatedNegativeBinomial: {
      readonly over: 'integer'
      readonly gradient: 'score'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: 'logMean' | 'logConcentration' | 'logits'
    }
  }
}

// -----------------------------------------------------------------------------
// the formula for one number
// -----------------------------------------------------------------------------

type Parameters = Leaves<'logMean' | 'logConcentration' | 'logits'>

const not = (mask: Leaf): Leaf => pipe(mask, T.negate, T.addScalar(1))

/** One of two numbers, by a mask of 0 and 1. */
const chosen = (mask: Leaf, yes: Leaf, no: Leaf): Leaf => pipe(mask, mul(yes), add(pipe(not(mask), mul(no))))

/**
 * `ln(π + (1 - π) p(0))`: with `a` the logit of π less `ln p(0)`, the larger of the two and `softplus(-|a|)`. The larger one is
 * written without a difference of large numbers.
 */
const logNone = (parameters: Parameters): Leaf => {
  const { logits } = parameters
  const cost = Overdispersed.costOfNone(parameters)
  const above = pipe(logits, add(cost))
  const larger = chosen(T.step(above), T.softplus(T.negate(logits)), pipe(T.softplus(logits), add(cost)))
  return pipe(above, T.abs, T.negate, T.softplus, sub(larger))
}

const logDensity = (x: Leaf, parameters: Parameters): Leaf => {
  const isSome = T.step(x)
  const some = pipe(Overdispersed.logDensity(x, parameters), sub(T.softplus(parameters.logits)))
  return pipe(isSome, mul(some), add(pipe(not(isSome), mul(logNone(parameters)))))
}

const mostProbable = (parameters: Parameters): Leaf => {
  const count = Overdispersed.mostProbable(parameters)
  return pipe(count, mul(pipe(logDensity(count, parameters), sub(logNone(parameters)), T.step)), floor)
}

const inflated = independent({
  name: 'ZeroInflatedNegativeBinomial',
  over: 'integer',
  gradient: 'score',
  parameters: ['logMean', 'logConcentration', 'logits'],
  logDensity,
  total: Logits.infinite,
  mean: ({ logMean, logits }) => pipe(logMean, sub(T.softplus(logits)), T.exp),
  center: mostProbable,
  sample: (key, like, parameters) => {
    const isDrawn = pipe(Noise.uniform(child('zero')(key))(like), sub(T.sigmoid(parameters.logits)), T.step)
    return pipe(Overdispersed.counts(key, like, parameters), mul(isDrawn))
  },
  head: { logMean: boundLogVariance, logConcentration: boundLogVariance, logits: unbounded },
  kl: {},
})

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/**
 * Zero-inflated negative binomial distributions from their log-means, log-concentrations and the logits of a 0.
 *
 * Shapes: three of `[Row, ...Event]`, others are refused.
 */
export const make = <Row extends Dim, Event extends AnyShape>(
  logMean: T.Tensor<readonly [Row, ...Event]>,
  logConcentration: T.Tensor<readonly [Row, ...Event]>,
  logits: T.Tensor<readonly [Row, ...Event]>,
): ZeroInflatedNegativeBinomial<Row, Readonly<Event>> =>
  inflated.make<Row, Event>({ logMean, logConcentration, logits })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = inflated.flattenEvent

/**
 * The log-probability of counts `x`, summed over the event: of 0 `ln(π + (1 - π) NB(0))`, of others `ln(1 - π) + ln NB(x)`,
 * with `π = sigmoid(logit)`.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: never positive for whole `x` from 0.
 * Source: Lopez et al., "Deep generative modeling for single-cell transcriptomics", Nature Methods 15, 2018, methods.
 */
export const logProb = inflated.logProb

/** The mean `(1 - π) e^logMean`. Shapes: `[Row, ...Event]`. */
export const mean = inflated.family.mean

/** The most probable count. Its gradient is 0. Shapes: `[Row, ...Event]`. */
export const mode = inflated.family.center

/** Draws of counts. They carry no gradient: a score function does. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const draw = inflated.sample

/** What it can do, whatever its parameters: over counts. Its samples carry no gradient. */
export const family = inflated.family
