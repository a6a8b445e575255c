/**
 * Where densities of a latent are taken: at a coordinate of the sample that is not rounded.
 *
 * A relaxed sample of a low temperature rounds to 0 or 1, where its density is another one by whole nats, or none. Its
 * logit, and of classes its logarithms, do not round. Densities of posterior and prior with respect to the coordinate
 * differ from those of the sample by one and the same volume, so that their difference is the same.
 *
 * Source: Maddison, Mnih and Teh, "The Concrete Distribution", arXiv:1611.00712, appendix C.3.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The numbers that a latent is made of. A `simplex` has numbers from 0 that add up to 1 along the last axis. */
export type LatentSupport = 'real' | 'binary' | 'oneHot' | 'unitInterval' | 'simplex' | 'integer'

/** The numbers of a latent for every sample of every example. */
export type Samples = T.Tensor<readonly ['samples', 'batch', 'latent']>

/** A number for every sample of every example, in nats. */
export type Rows = T.Tensor<readonly ['samples', 'batch']>

/** Samples of a latent. */
export interface Draw {
  /** What the decoder is given. */
  readonly z: Samples
  /** Where densities are taken: the logit of a `z` from 0 to 1, its logarithms on a simplex, in a ball the vector that leads to it. Else it is `z` itself. */
  readonly coordinate?: Samples
}

// -----------------------------------------------------------------------------
// from numbers that may be rounded
// -----------------------------------------------------------------------------

type Elementwise = <Kept extends AnyShape>(x: T.Tensor<Kept>) => T.Tensor<Kept>

/** The float32 numbers next to 0 and to 1. */
const [LEAST, MOST] = [2 ** -149, 1 - 2 ** -24] as const

/** Below 1/SCALE, logarithms are taken of a number `SCALE` times as large, which is a normal one. */
const SCALE = 2 ** 63

/**
 * `ln x` of numbers from 0 to 1, down to the smallest float32 above 0. Of 0, that of this one, without a gradient.
 *
 * As `ln max(x, 1/SCALE) + ln min(x·SCALE, 1)`: one of both is always constant. ONNX Runtime reads what is below the
 * normal numbers of float32, 1.2e-38, as 0.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: -103.28 to 0.
 */
export const logarithmOf: Elementwise = (x) =>
  pipe(T.clip(1 / SCALE, 1)(x), T.log, T.same.add(pipe(x, T.mulScalar(SCALE), T.clip(LEAST * SCALE, 1), T.log)))

/**
 * `ln x - ln(1 - x)` of numbers from 0 to 1. Of 0 and 1, that of the float32 numbers next to them, without a gradient.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: -103.28 to 16.64.
 */
export const logitOf: Elementwise = (x) => {
  const inside = T.clip(LEAST, MOST)(x)
  return pipe(logarithmOf(inside), T.same.sub(pipe(inside, T.negate, T.addScalar(1), T.log)))
}

// -----------------------------------------------------------------------------
// volumes
// -----------------------------------------------------------------------------

/** `ln z(1 - z)` by the logit of z: how its volume shrinks. Shapes: `[...Shape] -> [...Shape]`. Units: nats. */
export const logVolumeOfLogit: Elementwise = (logit) =>
  pipe(T.softplus(logit), T.same.add(T.softplus(T.negate(logit))), T.negate)

/** Where densities of samples are taken that may be rounded: number by number, or vector by vector along the last axis. Posterior and prior have the same. */
export interface Coordinate {
  /** The coordinate, of numbers that may be rounded. */
  readonly of: Elementwise
  /** By the coordinate, the logarithm of the volume that a unit of it has in the numbers; of a vector, parts that add up to it. */
  readonly logVolume: Elementwise
}

/** The logit of numbers between 0 and 1. */
export const logit: Coordinate = { of: logitOf, logVolume: logVolumeOfLogit }

/** The logarithms of a point of a simplex. */
export const logarithms: Coordinate = { of: logarithmOf, logVolume: (logarithm) => logarithm }

/** Where densities are taken: the coordinate that comes with samples, or that of samples that may be rounded. */
export const coordinateOf =
  (own: Coordinate | null) =>
  ({ z, coordinate }: Draw): Samples =>
    coordinate ?? own?.of(z) ?? z

/**
 * What is subtracted from a log-density with respect to the coordinate for that of `z`, or `null` where they are one.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch']`. Units: nats.
 */
export const logVolumeOf =
  (own: Coordinate | null) =>
  (at: Draw): Rows | null =>
    own === null ? null : pipe(at, coordinateOf(own), own.logVolume, T.sum('latent'))

/** A log-density with respect to the coordinate as that of `z`. */
export const ofNumbers =
  (own: Coordinate | null) =>
  (at: Draw) =>
  (logDensity: Rows): Rows => {
    const volume = logVolumeOf(own)(at)
    return volume === null ? logDensity : pipe(logDensity, T.same.sub(volume))
  }
