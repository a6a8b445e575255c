/**
 * Power spherical distributions, by a mean direction and a concentration: over the points of a sphere, that is the vectors of length 1.
 * They are shaped as von Mises-Fisher ones, but their samples and divergences have closed forms.
 */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { movedByAlpha } from '../tensors/betaDraw.js'
import { digammaRising, logRising } from '../tensors/gamma.js'
import * as T from '../tensors/index.js'
import { elements } from '../tensors/tensor.js'
import { normalizeEvents, scaleEvents } from '../tensors/vectors.js'
import { type Family, type Of, valued } from './family.js'
import { logGammaDraw } from './gammaDraw.js'
import * as Noise from './noise.js'
import type { SamplesWithLogProb } from './sampled.js'
import { logSurface } from './uniformSphere.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One distribution a row: all numbers of its event are one vector, which the direction is too, of any length but 0. */
export interface PowerSpherical<Row extends Dim, Event extends AnyShape> extends Of<'PowerSpherical'> {
  readonly direction: T.Tensor<readonly [Row, ...Event]>
  readonly logConcentration: T.Tensor<readonly [Row]>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly PowerSpherical: PowerSpherical<Row, Event>
  }
  interface DistributionFacts {
    readonly PowerSpherical: {
      readonly over: 'sphere'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: 'UniformSphere'
      readonly likelihood: false
      readonly head: never
    }
  }
}

/**
 * Power spherical distributions from their directions, which need not have length 1 but may not be 0, and log-concentrations.
 *
 * Shapes: `[Row, ...Event]`, `[Row]`.
 */
export const make = <Row extends Dim, Event extends AnyShape>(
  direction: T.Tensor<readonly [Row, ...Event]>,
  logConcentration: T.Tensor<readonly [Row]>,
): PowerSpherical<Row, Readonly<Event>> => valued(family)<Row, Event>({ direction, logConcentration })

/** The mean direction, of length 1: so that no gradient goes along it. Shapes: `[Row, ...Event]`. */
export const meanDirection = <Row extends Dim, Event extends AnyShape>(
  q: PowerSpherical<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => pipe(q.direction, normalizeEvents(T.eventShape(q.direction)))

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>): PowerSpherical<Row, readonly [Name]> =>
    valued(family)<Row, readonly [Name]>({ ...q, direction: T.flattenEvent(name)(q.direction) })

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

/** Half the dimensions of the sphere: of vectors of d numbers `(d - 1)/2`. */
const betaOf = <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>): number =>
  (elements(q.direction.sizes.slice(1)) - 1) / 2

/** The concentration κ, `α = κ + β`, and β for every row. */
const shapesOf = <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>) => {
  const kappa = T.exp(q.logConcentration)
  const beta = betaOf(q)
  return { kappa, beta, alpha: T.addScalar(beta)(kappa), betas: T.addScalar(beta)(T.zerosLike(kappa)) }
}

/** The log-density at the mean direction: `β ln(α/4π) + ln Γ(α + β) - ln Γ(α) - β ln α`. */
const atDirection = <Row extends Dim, Event extends AnyShape>(
  q: PowerSpherical<Row, Event>,
): T.Tensor<readonly [Row]> => {
  const { alpha, beta, betas } = shapesOf(q)
  return pipe(T.log(alpha), T.addScalar(-Math.log(4 * Math.PI)), T.mulScalar(beta), T.same.add(logRising(alpha)(betas)))
}

/** The smallest float32 below 1 away from -1: of the point opposite to the direction. */
const OPPOSITE = 2 ** -24 - 1

/**
 * The log-density of `x`, a vector of length 1, with respect to the surface of the sphere: with the mean direction μ, the concentration κ
 * and vectors of d numbers, `κ ln((1 + μᵀx) / 2)` and what normalizes it. Of the point opposite to μ, that of one next to it.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: De Cao and Aziz, "The Power Spherical distribution", arXiv:2006.04437, section 3.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      x,
      // not of 1 + μᵀx, which near μ has lost the digits of the distance: (1 + μᵀx) / 2 is 1 - |x - μ|²/4
      T.trailing.sub(meanDirection(q))<Lead>,
      T.square,
      T.sumEvent(T.eventShape(q.direction))<readonly [...Lead, Row]>,
      T.mulScalar(-0.25),
      T.clip(OPPOSITE, 0),
      T.log1p,
      T.trailing.mul(T.exp(q.logConcentration))<Lead>,
      T.trailing.add(atDirection(q))<Lead>,
    )

/**
 * The differential entropy with respect to the surface of the sphere.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: at most the logarithm of the surface.
 * Source: De Cao and Aziz, arXiv:2006.04437, section 3.
 */
export const entropy = <Row extends Dim, Event extends AnyShape>(
  q: PowerSpherical<Row, Event>,
): T.Tensor<readonly [Row]> => {
  const { kappa, alpha, betas } = shapesOf(q)
  return pipe(digammaRising(alpha)(betas), T.same.mul(kappa), T.same.sub(atDirection(q)))
}

/** `KL(q || p)` to the uniform distribution: the logarithm of the surface less the entropy. Source: arXiv:2006.04437, section 3. */
const toUniform = <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>): T.Tensor<readonly [Row]> =>
  pipe(entropy(q), T.negate, T.addScalar(logSurface(2 * betaOf(q) + 1)))

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

/** How far samples are from the direction: `(1 - μᵀx) / 2`, one less a draw of a beta distribution, moving with κ. */
const distances =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>): T.Tensor<readonly [Samples, Row]> => {
    const { alpha, beta } = shapesOf(q)
    const drawn = Noise.forSamples(samples, count)(alpha)
    const zeros = T.zeros(drawn.shape, drawn.sizes)
    const alphas = pipe(zeros, T.trailing.add(alpha)<readonly [Samples]>)
    const least = logGammaDraw(child('beta')(key))(T.addScalar(Math.log(beta))(zeros))
    const most = logGammaDraw(child('alpha')(key))(T.log(alphas))
    return pipe(least, T.same.sub(most), T.sigmoid, T.clip(1e-30, -OPPOSITE), movedByAlpha(alphas, beta))
  }

/** Directions at right angles to the mean direction, all as probable. */
const tangents =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: PowerSpherical<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> => {
    const [event, mean] = [T.eventShape(q.direction), meanDirection(q)]
    const noise: T.Tensor<readonly [Samples, Row, ...Event]> = Random.normal(key)(
      Noise.forSamples(samples, count)(q.direction),
    )
    const along = pipe(noise, T.trailing.mul(mean)<readonly [Samples]>, T.sumEvent(event)<readonly [Samples, Row]>)
    const shadow = pipe(T.zerosLike(noise), T.trailing.add(mean)<readonly [Samples]>, scaleEvents(along)<Event>)
    return pipe(noise, T.same.sub(shadow), normalizeEvents(event))
  }

/**
 * Samples and their log-densities, by the noise that they are made of.
 *
 * They are reparameterized: a gradient goes to the direction, and to the concentration by how the distribution of `μᵀx` moves with it.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`, `[Samples, Row]`.
 * Source: De Cao and Aziz, arXiv:2006.04437, section 3, with a projection in place of its reflection.
 */
export const sampleWithLogProb =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>): SamplesWithLogProb<Samples, Row, Event> => {
    const y = distances(child('distance')(key), samples, count)(q)
    const beside = tangents(child('tangent')(key), samples, count)(q)
    const length = pipe(T.negate(y), T.addScalar(1), T.same.mul(y), T.sqrt, T.mulScalar(2))
    const along = pipe(y, T.mulScalar(-2), T.addScalar(1))
    const directions = pipe(T.zerosLike(beside), T.trailing.add(meanDirection(q))<readonly [Samples]>)
    return {
      z: pipe(directions, scaleEvents(along)<Event>, T.same.add(pipe(beside, scaleEvents(length)<Event>))),
      logProb: pipe(
        T.log1p(T.negate(y)),
        T.trailing.mul(T.exp(q.logConcentration))<readonly [Samples]>,
        T.trailing.add(atDirection(q))<readonly [Samples]>,
      ),
    }
  }

/** The same samples alone. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: PowerSpherical<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    sampleWithLogProb(key, samples, count)(q).z

// -----------------------------------------------------------------------------
// its record
// -----------------------------------------------------------------------------

/** What it can do, whatever its parameters: over the sphere. Its mode is its direction; it is not a likelihood. */
export const family: Family<'PowerSpherical'> = {
  kind: 'PowerSpherical',
  over: 'sphere',
  gradient: 'pathwise',
  axes: ['latent'],
  parameters: ['direction', 'logConcentration'],
  coordinate: null,
  logProb: (q) => (x) => logProb(q)<readonly []>(x),
  mean: null,
  sample:
    (key) =>
    <Row extends Dim, Event extends AnyShape>(q: PowerSpherical<Row, Event>) =>
      // safe: the one sample is the first axis
      pipe(sample(key, 'samples', 1)(q), T.squeeze(0) as never),
  named: flattenEvent('latent'),
  logProbAt: (q) => logProb(q)<readonly ['samples']>,
  draw: (key, count) => sampleWithLogProb(key, 'samples', count),
  center: meanDirection,
  head: {},
  kl: { UniformSphere: () => toUniform },
}

export { uniform } from './uniformSphere.js'
