/** The standard normal distribution `N(0, I)`: the usual prior. It holds no tensor. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { KnownSizes } from '../shapes/checkDim.js'
import { type AnyShape, type Dim, dimsOf, numbersOf, type ShapeOf, type Sizes } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { elements } from '../tensors/tensor.js'
import { record } from './family.js'
import type { FixedRecord } from './priors.js'
import { knownEvent } from './standard.js'

/** Independent standard normal numbers, one for each number of the event. */
export interface StandardNormal<in out Event extends AnyShape> {
  readonly _tag: 'StandardNormal'
  readonly shape: Event
  readonly event: Sizes
  readonly [record]: FixedRecord<'real', Event, StandardNormal<readonly ['latent']>>
}

declare module './kinds.js' {
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardNormal: StandardNormal<Event>
  }
}

const ofEvent = <Event extends AnyShape>(event: Sizes): StandardNormal<Event> => {
  const prior: StandardNormal<Event> = {
    _tag: 'StandardNormal',
    shape: dimsOf(event) as AnyShape as Event, // safe: the callers compute `Event` from the same sizes
    event,
    [record]: {
      over: 'real',
      coordinate: null,
      inExport: 'standard normal',
      klFrom: {},
      logProb:
        (p: StandardNormal<readonly ['latent']>) =>
        ({ z }) =>
          logProb(p)<readonly ['samples', 'batch']>(z),
      distribution: () => flattenEvent('latent')(prior),
      draw: (key, row, count) => () => sample(key, row, count)(prior),
    },
  }
  return prior
}

/**
 * The standard normal distribution over an event.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * standard(20).shape
 * //=> [20]
 */
export const standard = <const Given extends readonly unknown[]>(
  ...sizes: KnownSizes<Given, 'DiagonalNormal.standard'>
): StandardNormal<ShapeOf<Given>> => ofEvent(knownEvent('DiagonalNormal.standard', sizes))

/** The same distribution with all axes of its event as one, under a name. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Event extends AnyShape>(p: StandardNormal<Event>): StandardNormal<readonly [Name]> =>
    ofEvent([{ dim: name, size: elements(numbersOf(p.event)) }])

/**
 * The log-density of `z`, summed over the event.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead]`. Units: nats.
 */
export const logProb =
  <Event extends AnyShape>(p: StandardNormal<Event>) =>
  <Lead extends AnyShape>(z: T.Tensor<readonly [...Lead, ...Event]>): T.Tensor<readonly [...Lead]> =>
    pipe(z, T.square, T.addScalar(Math.log(2 * Math.PI)), T.sumEvent(p.shape)<Lead>, T.mulScalar(-0.5))

/**
 * Independent draws.
 *
 * Shapes: `[Row, ...Event]`.
 */
export const sample =
  <const Row extends Dim>(key: Key, row: Row, count: number) =>
  <Event extends AnyShape>(p: StandardNormal<Event>): T.Tensor<readonly [Row, ...Event]> => {
    const shape: readonly [Row, ...Event] = [row, ...p.shape]
    return Random.normal(key)({ shape, sizes: [count, ...numbersOf(p.event)] })
  }
