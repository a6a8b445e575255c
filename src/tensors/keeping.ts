/**
 * Reductions that leave an axis of 1, so that what they give broadcasts against what they were given.
 *
 * Shapes: `From -> ReduceKeeping<From, Axes>`, all of them.
 */

import type { AnyShape } from '../shapes/dim.js'
import { type Axis, type AxisOffer, placeOf, type ReduceKeeping, reduceKeeping } from '../shapes/reduce.js'
import { orRefuse } from '../shapes/refusal.js'
import { logSumExpAlong } from './exponentials.js'
import { shapeOf, tf, unwrap, wrap } from './lift.js'
import type { Tensor } from './tensor.js'
import type { Allowed, ShapeOr } from './verdict.js'

/** As `Reducing`, with an axis of 1 in place of each. */
export interface ReducingKeeping {
  <const Axes extends readonly Axis[]>(
    ...axes: Axes
  ): <From extends AnyShape>(
    x: Tensor<From> & Allowed<ReduceKeeping<From, Axes>>,
  ) => Tensor<ShapeOr<ReduceKeeping<From, Axes>>>
  (
    first: AxisOffer,
    second: AxisOffer,
    ...others: readonly AxisOffer[]
  ): <From extends AnyShape>(
    x: Tensor<From> & Allowed<ReduceKeeping<From, readonly Axis[]>>,
  ) => Tensor<ShapeOr<ReduceKeeping<From, readonly Axis[]>>>
}

const keeping =
  (run: (value: tf.Tensor, axes: number[]) => tf.Tensor): ReducingKeeping =>
  (...axes: readonly Axis[]) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const from = shapeOf(x)
    const shape = orRefuse(reduceKeeping(from, axes))
    const places = axes.map((axis) => placeOf(from, axis))
    // safe: `reduceKeeping` is the run-time twin of `ReduceKeeping`, held by the shared case table
    return wrap(shape, run(unwrap(x), places)) as never
  }

/** The sum over the axes. */
export const sum: ReducingKeeping = keeping((x, axes) => tf.sum(x, axes, true))

/** The mean over the axes. */
export const mean: ReducingKeeping = keeping((x, axes) => tf.mean(x, axes, true))

/** The largest number along the axes. */
export const max: ReducingKeeping = keeping((x, axes) => tf.max(x, axes, true))

/** `ln Σ eˣ` along the axes, without overflow. */
export const logSumExp: ReducingKeeping = keeping((x, axes) => logSumExpAlong(axes)(x))
