/**
 * Independent continuous Bernoulli laws, by their logits: over numbers between 0 and 1, as grey pixels are.
 *
 * The Bernoulli formula with the constant that makes it a density on [0, 1].
 *
 * Source: Loaiza-Ganem and Cunningham, "The continuous Bernoulli: fixing a pervasive error in variational
 * autoencoders", arXiv:1907.06845. Everything is written by the logit η, by which the law is the uniform one tilted by
 * `e^(ηx)`: their constant `C(λ)` is then `η / tanh(η/2)`, and nothing is special about λ = 1/2 but a 0 over 0.
 */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { logVolumeOfLogit } from './coordinates.js'
import * as Tilt from './exponentialTilt.js'
import type { Family } from './kinds.js'
import * as Noise from './noise.js'
import { standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One law a row, with a logit for every number of the event. */
export interface ContinuousBernoulli<Row extends Dim, Event extends AnyShape> {
  readonly _tag: 'ContinuousBernoulli'
  readonly logits: T.Tensor<readonly [Row, ...Event]>
}

/** Continuous Bernoulli laws from their logits. Shapes: `[Row, ...Event]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, ...Event]>,
): ContinuousBernoulli<Row, Readonly<Event>> =>
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  ({ _tag: 'ContinuousBernoulli', logits }) as never

/** The same law with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const nameEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(
    p: ContinuousBernoulli<Row, Event>,
  ): ContinuousBernoulli<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.nameEvent(name)(p.logits))

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

/**
 * The log-density of `x`, summed over the event: `Σ x·logit - ln((e^logit - 1) / logit)`.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Range: any number, for a density can be above 1.
 * Source: arXiv:1907.06845, section 3, the density and its normalizing constant.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(p: ContinuousBernoulli<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      x,
      T.trailing.mul(p.logits)<Lead>,
      T.trailing.sub(Tilt.logNormalizer(p.logits))<Lead>,
      T.sumEvent(T.eventShape(p.logits))<readonly [...Lead, Row]>,
    )

/**
 * The log-density of a logit `y = ln x - ln(1 - x)`, with respect to the logit, summed over the event.
 *
 * That of `x` is this less `Σ ln x(1 - x)`, the same for every law over numbers between 0 and 1.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 */
export const logProbOfLogit =
  <Row extends Dim, Event extends AnyShape>(p: ContinuousBernoulli<Row, Event>) =>
  <Lead extends AnyShape>(y: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> => {
    // from 1 where the density is largest there: x·logit and the normalizer are then both of the size of the logit
    const sign = pipe(Tilt.isAbove(p.logits), T.scaleBy(-2), T.shiftBy(1))
    return pipe(
      y,
      T.trailing.mul(sign)<Lead>,
      T.sigmoid,
      T.trailing.mul(pipe(p.logits, T.same.mul(sign)))<Lead>,
      T.trailing.sub(Tilt.logNormalizerFromEnd(p.logits))<Lead>,
      T.same.add(logVolumeOfLogit(y)),
      T.sumEvent(T.eventShape(p.logits))<readonly [...Lead, Row]>,
    )
  }

/** The mean, which is not `sigmoid(logit)`. Shapes: `[Row, ...Event]`. Range: 0 to 1. Source: section 3. */
export const mean = <Row extends Dim, Event extends AnyShape>(
  p: ContinuousBernoulli<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => Tilt.mean(p.logits)

/**
 * The differential entropy `Σ ln((e^logit - 1) / logit) - logit·mean`.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: at most 0, the entropy of the uniform law.
 */
export const entropy = <Row extends Dim, Event extends AnyShape>(
  p: ContinuousBernoulli<Row, Event>,
): T.Tensor<readonly [Row]> => pipe(Tilt.entropy(p.logits), T.sumEvent(T.eventShape(p.logits))<readonly [Row]>)

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

/** Uniform noise, and the logits under each sample. */
const noiseFor =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(p: ContinuousBernoulli<Row, Event>) => {
    const u = Random.uniform(key)(Noise.forSamples(samples, count)(p.logits))
    return { u, eta: pipe(u, T.scaleBy(0), T.trailing.add(p.logits)<readonly [Samples]>) }
  }

/**
 * Reparameterized samples, by the inverse of the distribution function of uniform noise.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Range: 0 to 1. Source: arXiv:1907.06845, section 3.
 */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    p: ContinuousBernoulli<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> => {
    const { u, eta } = noiseFor(key, samples, count)(p)
    return Tilt.quantile(u)(eta)
  }

/** Samples, and their logits, which do not round where the samples round to 1. */
export interface WithLogit<Samples extends Dim, Row extends Dim, Event extends AnyShape> {
  readonly z: T.Tensor<readonly [Samples, Row, ...Event]>
  readonly coordinate: T.Tensor<readonly [Samples, Row, ...Event]>
}

/** The same samples with their logits. */
export const sampleWithLogit =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(p: ContinuousBernoulli<Row, Event>): WithLogit<Samples, Row, Event> => {
    const { u, eta } = noiseFor(key, samples, count)(p)
    return { z: Tilt.quantile(u)(eta), coordinate: Tilt.logitQuantile(u)(eta) }
  }

/** As a likelihood: over data in [0, 1]. */
export const family: Family<'ContinuousBernoulli'> = {
  kind: 'ContinuousBernoulli',
  over: 'unitInterval',
  logProb: (p) => (x) => logProb(p)<readonly []>(x),
  mean,
  sample: (key) => (p) => pipe(p.logits, Tilt.quantile(Random.uniform(key)(p.logits))),
}

/**
 * The law whose parameters are 0, as a prior: uniform between 0 and 1.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20)._tag
 * //=> 'StandardContinuousBernoulli'
 */
export const standard = standardOf('ContinuousBernoulli', 'ContinuousBernoulli.standard')
