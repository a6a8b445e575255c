/** Independent Laplace distributions, by their mean and log-scale: sharper at the mean and wider in the tails than normal ones. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { boundLogScale } from './bound.js'
import { type Of, unbounded } from './family.js'
import { independent } from './independent.js'
import { add, type Leaf, mul, sub } from './leaf.js'
import * as Noise from './noise.js'
import type { Leaves } from './numberFormula.js'
import { type Standard, standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One distribution a row, with a mean and a log-scale for every number of the event. Its variance is `2 exp(2 logScale)`. */
export interface Laplace<Row extends Dim, Event extends AnyShape> extends Of<'Laplace'> {
  readonly mean: T.Tensor<readonly [Row, ...Event]>
  readonly logScale: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly Laplace: Laplace<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardLaplace: Standard<'Laplace', Event>
  }
  interface DistributionFacts {
    readonly Laplace: {
      readonly over: 'real'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: 'Laplace' | 'StandardLaplace'
      readonly likelihood: true
      readonly head: 'mean' | 'logScale'
    }
  }
}

// -----------------------------------------------------------------------------
// the formula for one number
// -----------------------------------------------------------------------------

type Parameters = Leaves<'mean' | 'logScale'>

const placed = (noise: Leaf, { mean, logScale }: Parameters) => pipe(noise, mul(T.exp(logScale)), add(mean))

/**
 * With `t = |mean_q - mean_p| / scale_q` and `r = ln(scale_q / scale_p)`, `eʳ(e⁻ᵗ - 1 + t) + (eʳ - 1 - r)`: two parts
 * that are each 0 at equality, not `ln(scale_p / scale_q) + (scale_q e⁻ᵗ + |mean_q - mean_p|) / scale_p - 1`.
 *
 * Source: Meyer, "An Alternative Probabilistic Interpretation of the Huber Loss", arXiv:1911.02088,
 * the divergence of two Laplace distributions.
 */
const kl = (q: Parameters, p: Parameters) => {
  const logRatio = pipe(q.logScale, sub(p.logScale))
  const away = pipe(q.mean, sub(p.mean), T.abs, mul(pipe(q.logScale, T.negate, T.exp)))
  return pipe(T.expm1(T.negate(away)), add(away), mul(T.exp(logRatio)), add(T.expm1(logRatio)), sub(logRatio))
}

const laplace = independent({
  name: 'Laplace',
  over: 'real',
  gradient: 'pathwise',
  parameters: ['mean', 'logScale'],
  logDensity: (x, { mean, logScale }) =>
    pipe(x, sub(mean), T.abs, mul(pipe(logScale, T.negate, T.exp)), add(logScale), T.addScalar(Math.LN2)),
  total: T.negate,
  mean: ({ mean }) => mean,
  sample: (key, like, parameters) => placed(Noise.laplace(key)(like), parameters),
  sampleWithLogDensity: (key, like, parameters) => {
    const noise = Noise.laplace(key)(like)
    return {
      z: placed(noise, parameters),
      logDensity: pipe(T.abs(noise), add(parameters.logScale), T.addScalar(Math.LN2)),
    }
  },
  // the density by the samples asks for the sign of a difference that may round to 0
  weighedByNoise: true,
  head: { mean: unbounded, logScale: boundLogScale },
  kl: { Laplace: kl, StandardLaplace: kl },
})

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/** Laplace distributions from their means and log-scales. Shapes: two of `[Row, ...Event]`, others are refused. */
export const make = <Row extends Dim, Event extends AnyShape>(
  mean: T.Tensor<readonly [Row, ...Event]>,
  logScale: T.Tensor<readonly [Row, ...Event]>,
): Laplace<Row, Readonly<Event>> => laplace.make<Row, Event>({ mean, logScale })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = laplace.flattenEvent

/**
 * The log-density of `x`, summed over the event: `-Σ |x - mean| / scale + logScale + ln 2`.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Kotz, Kozubowski and Podgórski, "The Laplace Distribution and Generalizations", 2001, chapter 2.
 */
export const logProb = laplace.logProb

/**
 * The differential entropy `Σ 1 + ln 2 + logScale`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: any number.
 * Source: Kotz, Kozubowski and Podgórski, chapter 2.
 */
export const entropy = laplace.summed(({ logScale }) => T.addScalar(1 + Math.LN2)(logScale))

/** `exp(logScale)`. Shapes: `[Row, ...Event]`. */
export const scale = laplace.each(({ logScale }) => T.exp(logScale))

/**
 * Reparameterized samples `mean + scale ε`, with `ε` standard Laplace.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`.
 */
export const sample = laplace.sample

/** The same samples with their log-densities `-Σ |ε| + logScale + ln 2`, by the noise that they are made of. */
export const sampleWithLogProb = laplace.sampleWithLogProb

/** What it can do, whatever its parameters: over real data. Its mode is its mean. */
export const family = laplace.family

/**
 * The distribution whose parameters are 0, as a prior: mean 0 and scale 1.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardLaplace'
 */
export const standard = standardOf(family, 'Laplace.standard', laplace.atZeros)
