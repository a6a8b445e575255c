/**
 * Reductions that leave an axis of 1, so that what they give broadcasts against what they were given.
 *
 * Shapes: `From -> ReduceKeepDims<From, Axes>`, all of them.
 */

import * as tf from '@tensorflow/tfjs-core'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { type Axis, type AxisOffer, placeOf, type ReduceKeepDims, reduceKeepDims } from '../shapes/reduce.js'
import { logSumExpAlong } from './exponentials.js'
import { shapeOf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

/** As `Reducing`, with an axis of 1 in place of each. */
export interface ReduceWithKeepDims {
  <const Axes extends readonly Axis[]>(
    ...axes: Axes
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<ReduceKeepDims<From, Axes>>,
  ) => Tensor<ShapeOr<ReduceKeepDims<From, Axes>>>
  (
    first: AxisOffer,
    second: AxisOffer,
    ...others: readonly AxisOffer[]
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<ReduceKeepDims<From, readonly Axis[]>>,
  ) => Tensor<ShapeOr<ReduceKeepDims<From, readonly Axis[]>>>
}

const keepDims =
  (run: (value: tf.Tensor, axes: number[]) => tf.Tensor): ReduceWithKeepDims =>
  (...axes: readonly Axis[]) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const from = shapeOf(x)
    const shape = orRefuse(reduceKeepDims(from, axes))
    const places = axes.map((axis) => placeOf(from, axis))
    // safe: `reduceKeepDims` is the run-time version of `ReduceKeepDims`, held by the shared case table
    return wrap(shape, run(unwrap(x), places)) as never
  }

/** The sum over the axes. */
export const sum: ReduceWithKeepDims = keepDims((x, axes) => tf.sum(x, axes, true))

/** The mean over the axes. */
export const mean: ReduceWithKeepDims = keepDims((x, axes) => tf.mean(x, axes, true))

/** The largest number along the axes. */
export const max: ReduceWithKeepDims = keepDims((x, axes) => tf.max(x, axes, true))

/** `ln Σ eˣ` along the axes, without overflow. */
export const logSumExp: ReduceWithKeepDims = keepDims((x, axes) => logSumExpAlong(axes)(x))
