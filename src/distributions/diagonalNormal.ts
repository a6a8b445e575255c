/** The diagonal normal distribution `N(mean, diag(exp(logVariance)))`: posterior, prior or Gaussian likelihood. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { boundLogVariance } from './bound.js'
import { type Of, unbounded } from './family.js'
import { independent } from './independent.js'
import { add, type Leaf, mul, sub } from './leaf.js'
import * as Noise from './noise.js'
import type { Leaves } from './numberFormula.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One normal distribution a row, with a mean and a log-variance for every number of the event. */
export interface DiagonalNormal<Row extends Dim, Event extends AnyShape> extends Of<'DiagonalNormal'> {
  readonly mean: T.Tensor<readonly [Row, ...Event]>
  readonly logVariance: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly DiagonalNormal: DiagonalNormal<Row, Event>
  }
  interface DistributionFacts {
    readonly DiagonalNormal: {
      readonly over: 'real'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: 'DiagonalNormal' | 'StandardNormal'
      readonly likelihood: true
      readonly head: 'mean' | 'logVariance'
    }
  }
}

// -----------------------------------------------------------------------------
// the formula for one number
// -----------------------------------------------------------------------------

type Parameters = Leaves<'mean' | 'logVariance'>

const LOG_TWO_PI = Math.log(2 * Math.PI)

const deviation = ({ logVariance }: Parameters) => pipe(logVariance, T.mulScalar(0.5), T.exp)

const placed = (noise: Leaf, parameters: Parameters) => pipe(noise, mul(deviation(parameters)), add(parameters.mean))

/** Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning", equation A.23, for diagonal covariances. */
const kl = (q: Parameters, p: Parameters) => {
  const logRatio = pipe(q.logVariance, sub(p.logVariance))
  const distance = pipe(q.mean, sub(p.mean), T.square, mul(pipe(p.logVariance, T.negate, T.exp)))
  return pipe(T.expm1(logRatio), sub(logRatio), add(distance), T.mulScalar(0.5))
}

/** Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix B. */
const klToStandard = ({ mean, logVariance }: Parameters) =>
  pipe(
    // Not exp(v) - 1 - v: in float32 that is wrong in its first digit at logVariance = 2e-4.
    T.expm1(logVariance),
    sub(logVariance),
    add(T.square(mean)),
    T.mulScalar(0.5),
  )

const normal = independent({
  name: 'DiagonalNormal',
  over: 'real',
  gradient: 'pathwise',
  parameters: ['mean', 'logVariance'],
  logDensity: (x, { mean, logVariance }) => {
    const precision = pipe(logVariance, T.negate, T.exp)
    return pipe(x, sub(mean), T.square, mul(precision), add(logVariance), T.addScalar(LOG_TWO_PI))
  },
  total: T.mulScalar(-0.5),
  mean: ({ mean }) => mean,
  sample: (key, like, parameters) => placed(Noise.normal(key)(like), parameters),
  sampleWithLogDensity: (key, like, parameters) => {
    const noise = Noise.normal(key)(like)
    return {
      z: placed(noise, parameters),
      logDensity: pipe(T.square(noise), add(parameters.logVariance), T.addScalar(LOG_TWO_PI)),
    }
  },
  head: { mean: unbounded, logVariance: boundLogVariance },
  kl: { DiagonalNormal: kl, StandardNormal: klToStandard },
})

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/** A normal distribution from its mean and log-variance. Shapes: two of `[Row, ...Event]`, others are refused. */
export const make = <Row extends Dim, Event extends AnyShape>(
  mean: T.Tensor<readonly [Row, ...Event]>,
  logVariance: T.Tensor<readonly [Row, ...Event]>,
): DiagonalNormal<Row, Readonly<Event>> => normal.make<Row, Event>({ mean, logVariance })

/**
 * The same distribution with all axes of its event as one, under a name.
 *
 * Shapes: `[Row, ...Event] -> [Row, Name]`.
 */
export const flattenEvent = normal.flattenEvent

/**
 * The log-density of `x`, summed over the event.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix C.2.
 */
export const logProb = normal.logProb

/**
 * The differential entropy `½ Σ (1 + ln 2π + logVariance)`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: any number, for a density can be above 1.
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, theorem 8.4.1.
 */
export const entropy = normal.summed(({ logVariance }) =>
  pipe(logVariance, T.addScalar(1 + LOG_TWO_PI), T.mulScalar(0.5)),
)

/** `KL(q || N(0, I))` for every number of the event. Shapes: `[Row, ...Event]`. Units: nats. Source: as of the sum. */
export const klToStandardPerDimension = normal.each(klToStandard)

/** `exp(logVariance / 2)`. Shapes: `[Row, ...Event]`. */
export const standardDeviation = normal.each(deviation)

/**
 * Reparameterized samples `mean + σ ε`, with `ε` standard normal: differentiable in the mean and the log-variance.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`.
 * Source: Kingma and Welling, arXiv:1312.6114, section 2.4.
 */
export const sample = normal.sample

/** The same samples with their log-densities `-½ Σ (ε² + logVariance + ln 2π)`, by the noise that they are made of. */
export const sampleWithLogProb = normal.sampleWithLogProb

/** What it can do, whatever its parameters: over real data. */
export const family = normal.family

export { standard } from './standardNormal.js'
