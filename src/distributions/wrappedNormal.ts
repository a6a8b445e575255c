/**
 * Wrapped normal distributions in hyperbolic space of curvature -c, over the points of the Poincaré ball: normal noise at the center is
 * carried to the location, and laid along the ways that lead from there.
 *
 * Hyperbolic space has room for trees: its volume grows exponentially with the distance from the center. There is no divergence in
 * closed form.
 *
 * The ball is the unit ball whatever c is, which says how long a unit of distance is: `√c` of those of curvature -1. In the literature
 * the radius of the ball is `1/√c`; that is the same space.
 *
 * Sources: Nagano, Yamaguchi, Fujita and Koyama, "A Wrapped Normal Distribution on Hyperbolic Space for Gradient-Based Learning",
 * arXiv:1902.02992; Mathieu, Le Lan, Maddison, Tomioka and Teh, "Continuous Hierarchical Representations with Poincaré Variational
 * Auto-Encoders", arXiv:1901.06033.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { translateEvents } from '../tensors/hyperbolic.js'
import * as T from '../tensors/index.js'
import { bindSame } from '../tensors/native.js'
import { elements } from '../tensors/tensor.js'
import { boundLogVariance, type Positive, positive } from './bound.js'
import * as DiagonalNormal from './diagonalNormal.js'
import { type Family, type Of, unbounded, valued } from './family.js'
import { fromCenter, inBall, logStretch, logVolumeInBall, ofBall } from './poincareBall.js'
import type { SamplesWithLogProb } from './sampled.js'
import { type Standard, standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * One distribution a row: all numbers of its event are one vector. Its location is the vector that leads to its center from that of the
 * ball, as long as the distance; its variances are of distances along each axis there.
 */
export interface WrappedNormal<Row extends Dim, Event extends AnyShape> extends Of<'WrappedNormal'> {
  readonly location: T.Tensor<readonly [Row, ...Event]>
  readonly logVariance: T.Tensor<readonly [Row, ...Event]>
  /** Of all rows: c, where the curvature is -c. */
  readonly curvature: T.Tensor<readonly []>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly WrappedNormal: WrappedNormal<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardWrappedNormal: Standard<'WrappedNormal', Event>
  }
  interface DistributionFacts {
    readonly WrappedNormal: {
      readonly over: 'ball'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: false
      readonly head: 'location' | 'logVariance'
    }
  }
}

/** A number c above 0, where the curvature is -c. */
export interface Curvature<Given extends number = number, Name extends string = string> {
  readonly curvature: Positive<Given, `${Name}: the curvature`>
}

/**
 * Wrapped normal distributions from their locations and log-variances, and a curvature -c of `c` above 0.
 *
 * Shapes: two of `[Row, ...Event]`, others are refused, and `[]`.
 */
export const make = <Row extends Dim, Event extends AnyShape>(
  location: T.Tensor<readonly [Row, ...Event]>,
  logVariance: T.Tensor<readonly [Row, ...Event]>,
  curvature: T.Tensor<readonly []>,
): WrappedNormal<Row, Readonly<Event>> => {
  bindSame('WrappedNormal.make', location, logVariance)
  return valued(family)<Row, Event>({ location, logVariance, curvature })
}

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>): WrappedNormal<Row, readonly [Name]> =>
    make<Row, readonly [Name]>(T.flattenEvent(name)(q.location), T.flattenEvent(name)(q.logVariance), q.curvature)

// -----------------------------------------------------------------------------
// in units of curvature -1
// -----------------------------------------------------------------------------

type Locations<Row extends Dim, Event extends AnyShape> = T.Tensor<readonly [Row, ...Event]>

/** The location. */
const locationOf = <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>): Locations<Row, Event> =>
  pipe(q.location, T.trailing.mul(T.sqrt(q.curvature))<readonly [Row, ...Event]>)

/** The noise at the center of the ball, before it is carried to the location. */
const noiseOf = <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) =>
  DiagonalNormal.make<Row, Event>(
    T.zerosLike(q.location),
    pipe(q.logVariance, T.trailing.add(T.log(q.curvature))<readonly [Row, ...Event]>),
  )

/** Vectors from the center carried to the location, or with a sign of -1 back from there. */
const carried =
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>, sign: 1 | -1) =>
  <Lead extends AnyShape>(
    v: T.Tensor<readonly [...Lead, Row, ...Event]>,
  ): T.Tensor<readonly [...Lead, Row, ...Event]> => {
    const by = pipe(T.zerosLike(v), T.trailing.add(T.mulScalar(sign)(locationOf(q)))<Lead>)
    return translateEvents(T.eventShape(q.location))(by)(v)
  }

/** `ln(sinh D / D)` of every vector, for each dimension of the space but one. */
const stretch = <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) =>
  logStretch(T.eventShape(q.location), elements(q.location.sizes.slice(1)))

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

/** The density of what was `noise` at the center of the ball and now is `u`: both volumes are those of the space. */
const logProbOfNoise =
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) =>
  <Lead extends AnyShape>(
    noise: T.Tensor<readonly [...Lead, Row, ...Event]>,
    u: T.Tensor<readonly [...Lead, Row, ...Event]>,
    logNormal: T.Tensor<readonly [...Lead, Row]>,
  ): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      logNormal,
      T.same.add(stretch(q)<readonly [...Lead, Row]>(u)),
      T.same.sub(stretch(q)<readonly [...Lead, Row]>(noise)),
    )

/**
 * The log-density of a vector `u` from the center of the ball, in units of curvature -1, with respect to it: that of the normal noise v
 * that leads there, and `(d - 1) ln(sinh|u| / |u|) - (d - 1) ln(sinh|v| / |v|)` of vectors of d numbers.
 *
 * That of the point itself is this less the volume, the same for every distribution. It is right where the point rounds to the border.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Source: Nagano et al., arXiv:1902.02992, section 3: its density,
 * which is with respect to the volume of the space.
 */
export const logProbOfVector =
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) =>
  <Lead extends AnyShape>(u: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> => {
    const noise = carried(q, -1)<Lead>(u)
    return logProbOfNoise(q)<Lead>(noise, u, DiagonalNormal.logProb(noiseOf(q))<Lead>(noise))
  }

/** A log-density with respect to the vector as that of the point. */
const ofPoint =
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) =>
  <Lead extends AnyShape>(u: T.Tensor<readonly [...Lead, Row, ...Event]>) =>
  (nats: T.Tensor<readonly [...Lead, Row]>): T.Tensor<readonly [...Lead, Row]> => {
    const event = T.eventShape(q.location)
    const volume = logVolumeInBall(event, elements(q.location.sizes.slice(1)))<readonly [...Lead, Row]>(u)
    return pipe(nats, T.same.sub(volume))
  }

/**
 * The log-density of a point `z` of the unit ball, with respect to its numbers. Of a point on the border, that of one beside it.
 *
 * With respect to the volume of the space of curvature -1 it is this and `d ln((1 - |z|²)/2)`, as the literature has it.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats. Source: as of `logProbOfVector`.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) =>
  <Lead extends AnyShape>(z: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> => {
    const u = ofBall(T.eventShape(q.location))<readonly [...Lead, Row]>(z)
    return pipe(logProbOfVector(q)<Lead>(u), ofPoint(q)<Lead>(u))
  }

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

/** The point of the ball that the location leads to: its mode at a small variance, but not its mean. Shapes: `[Row, ...Event]`. */
export const center = <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>): Locations<Row, Event> =>
  pipe(locationOf(q), inBall(T.eventShape(q.location))<readonly [Row]>)

/** Points, the vectors that lead to them, and the log-density of each with respect to the vector, by the noise. */
const drawn =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) => {
    const noise = DiagonalNormal.sampleWithLogProb(key, samples, count)(noiseOf(q))
    const coordinate = carried(q, 1)<readonly [Samples]>(noise.z)
    return {
      z: inBall(T.eventShape(q.location))<readonly [Samples, Row]>(coordinate),
      coordinate,
      logProb: logProbOfNoise(q)<readonly [Samples]>(noise.z, coordinate, noise.logProb),
    }
  }

/**
 * Reparameterized samples and their log-densities, by the noise that they are made of: exact where they round to the border.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`, `[Samples, Row]`. Range: points of a length below 1.
 * Source: Nagano et al., arXiv:1902.02992, section 3, algorithm 1.
 */
export const sampleWithLogProb =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>): SamplesWithLogProb<Samples, Row, Event> => {
    const { z, coordinate, logProb: nats } = drawn(key, samples, count)(q)
    return { z, logProb: pipe(nats, ofPoint(q)<readonly [Samples]>(coordinate)) }
  }

/** The same samples alone. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: WrappedNormal<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    drawn(key, samples, count)(q).z

/** The vectors from the center that lead to the same samples, which do not round. Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. */
export const sampleVectors =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: WrappedNormal<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    drawn(key, samples, count)(q).coordinate

// -----------------------------------------------------------------------------
// its record
// -----------------------------------------------------------------------------

/** What it can do, whatever its parameters: over the ball. It has no mean in closed form, and is not a likelihood. */
export const family: Family<'WrappedNormal'> = {
  kind: 'WrappedNormal',
  over: 'ball',
  gradient: 'pathwise',
  axes: ['latent'],
  parameters: ['location', 'logVariance', 'curvature'],
  coordinate: fromCenter,
  logProb: (q) => (z) => logProb(q)<readonly []>(z),
  mean: null,
  sample:
    (key) =>
    <Row extends Dim, Event extends AnyShape>(q: WrappedNormal<Row, Event>) =>
      pipe(
        DiagonalNormal.family.sample(key)(noiseOf(q)),
        carried(q, 1)<readonly []>,
        inBall(T.eventShape(q.location))<readonly [Row]>,
      ),
  named: flattenEvent('latent'),
  logProbAt: (q) => logProbOfVector(q)<readonly ['samples']>,
  draw: (key, count) => drawn(key, 'samples', count),
  center,
  head: { location: unbounded, logVariance: boundLogVariance },
  kl: {},
}

/**
 * The distribution at the center of the ball whose variances are 1, in the space of curvature -c, as a prior:
 * `standard({ curvature: 1 })(2)`.
 *
 * Errors: a `ShapeError` when the number is not above 0, or a size not a whole number above 0.
 *
 * @example
 * standard({ curvature: 1 })(2)._tag
 * //=> 'StandardWrappedNormal'
 */
export const standard = <const Given extends number>({ curvature }: Curvature<Given, 'WrappedNormal.standard'>) => {
  const known = positive('WrappedNormal.standard', 'curvature', curvature)
  return standardOf(
    family,
    'WrappedNormal.standard',
    <Row extends Dim, Event extends AnyShape>(zeros: T.Tensor<readonly [Row, ...Event]>) =>
      make<Row, Event>(zeros, zeros, T.scalar(known)),
  )
}
