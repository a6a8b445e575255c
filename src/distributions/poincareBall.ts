/**
 * The Poincaré ball: hyperbolic space of curvature -1 as the points inside the unit ball.
 *
 * A point at the distance D from the center is at `tanh(D/2)`, which rounds to the border from 17 on. So densities are taken at the
 * vector that leads to it from the center, of length D.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { elements } from '../tensors/tensor.js'
import { lengthEvents, scaleEvents } from '../tensors/vectors.js'
import type { Coordinate } from './coordinates.js'
import * as Tilt from './exponentialTilt.js'

/** The longest vector in the ball: below 1 however its length is rounded. */
const MOST = 1 - 2 ** -22

/** Vectors, and whatever stands before them. */
type Vectors<Lead extends AnyShape, Event extends AnyShape> = T.Tensor<readonly [...Lead, ...Event]>

/** Vectors times a function of their lengths. */
type Scaled<Event extends AnyShape> = <Lead extends AnyShape>(x: Vectors<Lead, Event>) => Vectors<Lead, Event>

const scaledBy =
  <Event extends AnyShape>(
    event: Event,
    factor: <Lead extends AnyShape>(length: T.Tensor<Lead>) => T.Tensor<Lead>,
  ): Scaled<Event> =>
  <Lead extends AnyShape>(x: Vectors<Lead, Event>) =>
    pipe(x, scaleEvents<Lead>(factor(lengthEvents(event)<Lead>(x)))<Event>)

/**
 * The points of the ball that vectors from the center lead to: `tanh(D/2)/D` of a vector of length D.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead, ...Event]`. Range: of a length below 1.
 * Source: Mathieu et al., "Continuous Hierarchical Representations with Poincaré Variational Auto-Encoders", arXiv:1901.06033,
 * section 2: the exponential map at the center, of vectors as long as the metric says.
 */
export const inBall = <Event extends AnyShape>(event: Event): Scaled<Event> =>
  scaledBy(event, (length) => pipe(length, T.mulScalar(0.5), T.tanh, T.clip(0, MOST), T.same.div(length)))

/**
 * The vectors that lead from the center to points of the ball, which may be rounded: `2 artanh(r)/r` of a point at r.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead, ...Event]`. Range: of a length up to 16. Source: as of `inBall`, the logarithmic map.
 */
export const ofBall = <Event extends AnyShape>(event: Event): Scaled<Event> =>
  scaledBy(event, (length) => {
    const inside = T.clip(0, MOST)(length)
    const beside = pipe(inside, T.negate, T.addScalar(1))
    return pipe(inside, T.mulScalar(2), T.same.div(beside), T.log1p, T.same.div(length))
  })

/** `(d - 1) ln(sinh D / D)`: how a unit of volume at the end of a vector of d numbers and length D is larger than it is in space. */
export const logStretch =
  <Event extends AnyShape>(event: Event, dimensions: number) =>
  <Lead extends AnyShape>(u: Vectors<Lead, Event>): T.Tensor<Lead> => {
    const length = lengthEvents(event)<Lead>(u)
    return pipe(length, T.mulScalar(2), Tilt.logNormalizer, T.same.sub(length), T.mulScalar(dimensions - 1))
  }

/**
 * The logarithm of the volume that a unit of a vector has in the ball: `(d - 1) ln(tanh(D/2)/D) - 2 ln cosh(D/2) - ln 2`.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead]`. Units: nats.
 */
export const logVolumeInBall =
  <Event extends AnyShape>(event: Event, dimensions: number) =>
  <Lead extends AnyShape>(u: Vectors<Lead, Event>): T.Tensor<Lead> => {
    // by 1 - e^-D over D, and ln(1 + e^-D): neither loses a digit near the center or far from it
    const back = T.negate(lengthEvents(event)<Lead>(u))
    const ratio = pipe(back, Tilt.logNormalizer, T.mulScalar(dimensions - 1))
    const halves = pipe(back, T.softplus, T.mulScalar(dimensions + 1))
    return pipe(ratio, T.same.sub(halves), T.same.add(back), T.addScalar(Math.LN2))
  }

/** All numbers of a latent. */
const LATENT = ['latent'] as const

/** Samples whose last axis is one vector. */
type Flat = Vectors<readonly ['samples', 'batch'], readonly ['latent']>

/** The volume of a vector, as equal parts: one for each of its numbers. */
const evenParts = (u: Flat): Flat => {
  const dimensions = elements(u.sizes.slice(2))
  const part = pipe(u, logVolumeInBall(LATENT, dimensions)<readonly ['samples', 'batch']>)
  return pipe(u, T.zerosLike, T.addScalar(1 / dimensions), scaleEvents(part)<readonly ['latent']>)
}

/** Where densities of points of the ball are taken: at the vectors from the center, along the last axis. */
export const fromCenter: Coordinate = {
  // safe, here and below: a coordinate is asked for samples, all numbers of a latent along the last axis
  of: (z) => ofBall(LATENT)<readonly ['samples', 'batch']>(z as T.AnyTensor as Flat) as T.AnyTensor as typeof z,
  logVolume: (u) => evenParts(u as T.AnyTensor as Flat) as T.AnyTensor as typeof u,
}
