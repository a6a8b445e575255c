/** A mixture of diagonal normal laws as a prior: the same for every row. */

import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type Components, draws, logDensity, refuseOthers } from './mixture.js'

/** A mixture without rows. Its tensors may be parameters. */
export interface MixturePrior<Event extends AnyShape> extends Components<readonly [], Event> {
  readonly _tag: 'MixturePrior'
}

/** A prior from its logits, means and log-variances. Shapes: `['components']`, and two of `['components', ...Event]`. */
export const make = <Event extends AnyShape>(
  logits: T.Tensor<readonly ['components']>,
  mean: T.Tensor<readonly ['components', ...Event]>,
  logVariance: T.Tensor<readonly ['components', ...Event]>,
): MixturePrior<Readonly<Event>> => {
  refuseOthers('MixturePrior.make', logits, mean, logVariance)
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  return { _tag: 'MixturePrior', logits, mean, logVariance } as never
}

/** The same law with all axes of its event as one, under a name. */
export const nameEvent =
  <const Name extends string>(name: Name) =>
  <Event extends AnyShape>(p: MixturePrior<Event>): MixturePrior<readonly [Name]> =>
    make<readonly [Name]>(p.logits, T.nameEvent(name)(p.mean), T.nameEvent(name)(p.logVariance))

/**
 * The log-density of `z`.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead]`. Units: nats.
 * Source: Bishop, "Pattern Recognition and Machine Learning", equation 2.188.
 */
export const logProb = <Event extends AnyShape>(
  p: MixturePrior<Event>,
): (<Lead extends AnyShape>(z: T.Tensor<readonly [...Lead, ...Event]>) => T.Tensor<readonly [...Lead]>) =>
  logDensity<readonly [], Event>(p, T.eventShape(p.mean))

/** Independent draws, which carry no gradient. Shapes: `[Row, ...Event]`. */
export const draw =
  <const Row extends Dim>(key: Key, row: Row, count: number) =>
  <Event extends AnyShape>(p: MixturePrior<Event>): T.Tensor<readonly [Row, ...Event]> =>
    draws<readonly [], Event>(key, p)<readonly [Row]>({ shape: [row], sizes: [count] })

export { type LearnedMixture, learned, type MixturePriorParameters } from './learnedMixture.js'
