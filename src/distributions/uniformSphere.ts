/** The uniform distribution over the points of a sphere: the prior of power spherical posteriors. It holds no tensor. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { KnownSizes } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, type Dim, dimsOf, numbersOf, type ShapeOf, type Sizes } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { elements } from '../tensors/tensor.js'
import { normalizeEvents } from '../tensors/vectors.js'
import { record } from './family.js'
import type { FixedRecord } from './priors.js'
import { knownEvent } from './standard.js'

/** Vectors of length 1, of as many numbers as the event has, all as probable. */
export interface UniformSphere<in out Event extends AnyShape> {
  readonly _tag: 'UniformSphere'
  readonly shape: Event
  readonly event: Sizes
  readonly [record]: FixedRecord<'sphere', Event, UniformSphere<readonly ['latent']>>
}

declare module './kinds.js' {
  interface PriorsOver<Event extends AnyShape> {
    readonly UniformSphere: UniformSphere<Event>
  }
}

/** `ln Γ(n/2)` of a whole number. */
const logGammaOfHalf = (n: number): number =>
  n === 1 ? 0.5 * Math.log(Math.PI) : n === 2 ? 0 : logGammaOfHalf(n - 2) + Math.log(n / 2 - 1)

/**
 * The logarithm of the surface `2 π^(d/2) / Γ(d/2)` of the unit sphere of vectors of d numbers.
 *
 * Errors: a `ShapeError` for a vector of one number. Source: DLMF, 5.19.4.
 *
 * @example
 * logSurface(2)
 * //=> 1.8378770664093453
 */
export const logSurface = (dimensions: number): number =>
  dimensions >= 2
    ? Math.LN2 + (dimensions / 2) * Math.log(Math.PI) - logGammaOfHalf(dimensions)
    : refuse(mustBe('UniformSphere: the event', 'of 2 numbers or more', `of ${dimensions}`))

const ofEvent = <Event extends AnyShape>(event: Sizes): UniformSphere<Event> => {
  const nats = -logSurface(elements(numbersOf(event)))
  const prior: UniformSphere<Event> = {
    _tag: 'UniformSphere',
    shape: dimsOf(event) as AnyShape as Event, // safe: the callers compute `Event` from the same sizes
    event,
    [record]: {
      over: 'sphere',
      coordinate: null,
      inExport: 'a uniform point of the sphere',
      klFrom: {},
      logProb:
        () =>
        ({ z }) =>
          pipe(z, T.sum('latent'), T.mulScalar(0), T.addScalar(nats)),
      distribution: () => ofEvent([{ dim: 'latent', size: elements(numbersOf(event)) }]),
      draw: (key, row, count) => () => sample(key, row, count)(prior),
    },
  }
  return prior
}

/**
 * The uniform distribution over the vectors of length 1 of an event: `uniform(20)` is over the sphere in 20 dimensions.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0, or the event is one number.
 *
 * @example
 * uniform(20).shape
 * //=> [20]
 */
export const uniform = <const Given extends readonly unknown[]>(
  ...sizes: KnownSizes<Given, 'PowerSpherical.uniform'>
): UniformSphere<ShapeOf<Given>> => ofEvent(knownEvent('PowerSpherical.uniform', sizes))

/** Independent draws: directions of normal vectors. Shapes: `[Row, ...Event]`. */
export const sample =
  <const Row extends Dim>(key: Key, row: Row, count: number) =>
  <Event extends AnyShape>(p: UniformSphere<Event>): T.Tensor<readonly [Row, ...Event]> => {
    const shape: readonly [Row, ...Event] = [row, ...p.shape]
    return pipe(Random.normal(key)({ shape, sizes: [count, ...numbersOf(p.event)] }), normalizeEvents(p.shape))
  }
