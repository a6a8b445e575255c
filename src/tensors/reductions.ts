/** Reductions over axes, which are given by their place or by their name. */

import * as tf from '@tensorflow/tfjs-core'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { type Axis, type AxisOffer, placeOf, type Reduce, reduce } from '../shapes/reduce.js'
import { logSumExpOf } from './exponentials.js'
import { shapeOf, unwrap, wrap } from './native.js'
import type { AnyTensor, ShapeCheck, ShapeOr, Tensor } from './tensor.js'

/**
 * A reduction, given its axes.
 *
 * The second way to call it is for editors, which ask it for names: all that it takes the first has taken.
 */
export interface ReduceOperation {
  <const Axes extends readonly Axis[]>(
    ...axes: Axes
  ): <From extends AnyShape>(x: Tensor<From> & ShapeCheck<Reduce<From, Axes>>) => Tensor<ShapeOr<Reduce<From, Axes>>>
  (
    first: AxisOffer,
    second: AxisOffer,
    ...others: readonly AxisOffer[]
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Reduce<From, readonly Axis[]>>,
  ) => Tensor<ShapeOr<Reduce<From, readonly Axis[]>>>
}

const reducing =
  (run: (value: tf.Tensor, axes: number[]) => tf.Tensor): ReduceOperation =>
  (...axes: readonly Axis[]) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const from = shapeOf(x)
    const shape = orRefuse(reduce(from, axes))
    // safe: `reduce` is the run-time version of `Reduce`, held by the shared case table
    return wrap(
      shape,
      run(
        unwrap(x),
        axes.map((axis) => placeOf(from, axis)),
      ),
    ) as never
  }

/** The sum over the axes. Shapes: `From -> Reduce<From, Axes>`. */
export const sum: ReduceOperation = reducing((x, axes) => tf.sum(x, axes))

/** The mean over the axes. Shapes: `From -> Reduce<From, Axes>`. */
export const mean: ReduceOperation = reducing((x, axes) => tf.mean(x, axes))

/** The largest number along the axes. Shapes: `From -> Reduce<From, Axes>`. */
export const max: ReduceOperation = reducing((x, axes) => tf.max(x, axes))

/** The smallest number along the axes. Shapes: `From -> Reduce<From, Axes>`. */
export const min: ReduceOperation = reducing((x, axes) => tf.min(x, axes))

/** `ln Σ eˣ` along the axes, without overflow: `-∞` of nothing but `-∞`, with a gradient of 0. Shapes: `From -> Reduce<From, Axes>`. */
export const logSumExp: ReduceOperation = reducing(logSumExpOf)

/**
 * The mean of all numbers.
 *
 * The one place where nats per example become one number: the mean over `'batch'`.
 *
 * Shapes: `[...Shape] -> []`.
 */
export const meanOfAll = <From extends AnyShape>(x: Tensor<From>): Tensor<readonly []> => wrap([], tf.mean(unwrap(x)))

// -----------------------------------------------------------------------------
// for terms, whose axes the algebra checks: by the name of one axis
// -----------------------------------------------------------------------------

type Over = (name: string) => (x: AnyTensor) => Tensor<readonly string[]>

const reducingOver =
  (run: (value: tf.Tensor, axis: number) => tf.Tensor): Over =>
  (name) =>
  (x) => {
    const shape = orRefuse(reduce(shapeOf(x), [name]))
    return wrap(shape, run(unwrap(x), placeOf(shapeOf(x), name)))
  }

/** The mean over the axis of a name. Internal. */
export const meanOver: Over = reducingOver((x, axis) => tf.mean(x, axis))

/** The sum over the axis of a name. Internal. */
export const sumOver: Over = reducingOver((x, axis) => tf.sum(x, axis))

/** The logarithm of the mean of the exponentials over the axis of a name. Internal. */
export const logMeanExpOver: Over = reducingOver((x, axis) =>
  tf.sub(logSumExpOf(x, [axis]), Math.log(x.shape[axis] as number)),
)
