/**
 * Independent continuous Bernoulli distributions, by their logits: over numbers between 0 and 1, as grey pixels are.
 *
 * The Bernoulli formula with the constant that makes it a density on [0, 1].
 *
 * Source: Loaiza-Ganem and Cunningham, "The continuous Bernoulli: fixing a pervasive error in variational
 * autoencoders", arXiv:1907.06845. Everything is written by the logit η, by which it is the uniform distribution tilted by
 * `e^(ηx)`: their constant `C(λ)` is then `η / tanh(η/2)`, and nothing is special about λ = 1/2 but a 0 over 0.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { logit, logVolumeOfLogit } from './coordinates.js'
import * as Tilt from './exponentialTilt.js'
import { type Of, unbounded } from './family.js'
import { independent } from './independent.js'
import { add, type Leaf, mul, sub, under } from './leaf.js'
import * as Noise from './noise.js'
import type { Leaves } from './numberFormula.js'
import { type Standard, standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One distribution a row, with a logit for every number of the event. */
export interface ContinuousBernoulli<Row extends Dim, Event extends AnyShape> extends Of<'ContinuousBernoulli'> {
  readonly logits: T.Tensor<readonly [Row, ...Event]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly ContinuousBernoulli: ContinuousBernoulli<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardContinuousBernoulli: Standard<'ContinuousBernoulli', Event>
  }
  interface DistributionFacts {
    readonly ContinuousBernoulli: {
      readonly over: 'unitInterval'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: 'ContinuousBernoulli' | 'StandardContinuousBernoulli'
      readonly likelihood: true
      readonly head: 'logits'
    }
  }
}

// -----------------------------------------------------------------------------
// the formula for one number
// -----------------------------------------------------------------------------

type Parameters = Leaves<'logits'>

const logDensityOfLogit = (y: Leaf, { logits }: Parameters) => {
  // from 1 where the density is largest there: x·logit and the normalizer are then both of the size of the logit
  const sign = pipe(Tilt.isAbove(logits), T.mulScalar(-2), T.addScalar(1))
  return pipe(
    y,
    mul(sign),
    T.sigmoid,
    mul(pipe(logits, mul(sign))),
    sub(Tilt.logNormalizerFromEnd(logits)),
    add(logVolumeOfLogit(y)),
  )
}

const continuous = independent({
  name: 'ContinuousBernoulli',
  over: 'unitInterval',
  gradient: 'pathwise',
  parameters: ['logits'],
  logDensity: (x, { logits }) => pipe(x, mul(logits), sub(Tilt.logNormalizer(logits))),
  coordinate: {
    chart: logit,
    logDensity: logDensityOfLogit,
    draw: (key, like, { logits }) => {
      const [u, eta] = [Noise.uniform(key)(like), under(like)(logits)]
      return { z: Tilt.quantile(u)(eta), coordinate: Tilt.logitQuantile(u)(eta) }
    },
  },
  mean: ({ logits }) => Tilt.mean(logits),
  sample: (key, like, { logits }) => pipe(logits, under(like), Tilt.quantile(Noise.uniform(key)(like))),
  head: { logits: unbounded },
  kl: {
    // Source: Nielsen and Garcia, "Statistical exponential families: A digest with flash cards", arXiv:0911.4863, the
    // divergence of two distributions of one exponential family
    ContinuousBernoulli: (q, p) => pipe(q.logits, Tilt.divergence(p.logits)),
    // to the uniform distribution: minus the entropy, which loses no digit near 0
    StandardContinuousBernoulli: ({ logits }) => T.negate(Tilt.entropy(logits)),
  },
})

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/** Continuous Bernoulli distributions from their logits. Shapes: `[Row, ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, ...Event]>,
): ContinuousBernoulli<Row, Readonly<Event>> => continuous.make<Row, Event>({ logits })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = continuous.flattenEvent

/**
 * The log-density of `x`, summed over the event: `Σ x·logit - ln((e^logit - 1) / logit)`.
 *
 * It is the formula for any `x`: that data are from 0 to 1 is checked where they are read.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: any number, for a density can be above 1.
 * Source: arXiv:1907.06845, section 3, the density and its normalizing constant.
 */
export const logProb = continuous.logProb

/**
 * The log-density of a logit `y = ln x - ln(1 - x)`, with respect to the logit, summed over the event.
 *
 * That of `x` is this less `Σ ln x(1 - x)`, the same for every distribution over numbers between 0 and 1.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 */
export const logProbOfLogit = continuous.logProbAt

/** The mean, which is not `sigmoid(logit)`. Shapes: `[Row, ...Event]`. Range: 0 to 1. Source: section 3. */
export const mean = continuous.each(({ logits }) => Tilt.mean(logits))

/**
 * The differential entropy `Σ ln((e^logit - 1) / logit) - logit·mean`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: at most 0, the entropy of the uniform distribution.
 */
export const entropy = continuous.summed(({ logits }) => Tilt.entropy(logits))

/**
 * Reparameterized samples, by the inverse of the distribution function of uniform noise.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Range: 0 to 1. Source: arXiv:1907.06845, section 3.
 */
export const sample = continuous.sample

export type { WithCoordinate as WithLogit } from './independent.js'

/** The same samples with their logits. */
export const sampleWithLogit = continuous.sampleWithCoordinate

/** What it can do, whatever its logits: over data in [0, 1]. */
export const family = continuous.family

/**
 * The distribution whose parameters are 0, as a prior: uniform between 0 and 1.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardContinuousBernoulli'
 */
export const standard = standardOf(family, 'ContinuousBernoulli.standard', continuous.atZeros)
