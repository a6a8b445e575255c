/** Running sums, reversal and order along one axis, which is its place, from the front or the back, or its name. */

import { type Along, along as alongShape } from '../shapes/axes.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { type AxisOffer, placeOf } from '../shapes/reduce.js'
import { bind, shapeOf, tf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

type AlongAxis<Name extends string> = <const Place extends AxisOffer>(
  axis: Place,
) => <From extends AnyShape>(
  x: Tensor<From> & ShapeCheck<Along<Name, From, Place>>,
) => Tensor<ShapeOr<Along<Name, From, Place>>>

const along =
  <Name extends string>(name: Name, run: (x: tf.Tensor, at: number) => tf.Tensor): AlongAxis<Name> =>
  (axis) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const shape = orRefuse(alongShape(name, shapeOf(x), axis))
    bind(name, [x])
    // safe: the run-time check of `Along` is held to the type by the shared case table
    return wrap(shape, run(unwrap(x), placeOf(shapeOf(x), axis))) as never
  }

/**
 * The running sum along an axis: each number and all before it.
 *
 * Shapes: `From -> From`, when it has the axis.
 * Errors: a `ShapeError` with the message of the compiler.
 *
 * @example
 * pipe(zeros(['batch', 'time'], [2, 3]), cumsum('time')).shape
 * //=> ['batch', 'time']
 */
export const cumsum: AlongAxis<'cumsum'> = along('cumsum', (x, at) => tf.cumsum(x, at))

/**
 * The numbers along an axis from the last to the first, as a flow does between two couplings.
 *
 * Shapes: `From -> From`, when it has the axis.
 * Errors: a `ShapeError` with the message of the compiler.
 *
 * @example
 * pipe(zeros(['batch', 20], [2, 20]), reverse(-1)).shape
 * //=> ['batch', 20]
 */
export const reverse: AlongAxis<'reverse'> = along('reverse', (x, at) => tf.reverse(x, at))

/** The axes with two of them exchanged, and a permutation that is its own inverse. */
const exchanged = (rank: number, left: number, right: number): number[] =>
  Array.from({ length: rank }, (_, axis) => (axis === left ? right : axis === right ? left : axis))

/** Smallest first: the largest of the negated numbers, since TensorFlow.js has an order of the last axis alone. */
const sorted = (x: tf.Tensor, at: number): tf.Tensor => {
  const order = exchanged(x.rank, at, x.rank - 1)
  const { values } = tf.topk(tf.neg(tf.transpose(x, order)), x.shape[at] as number)
  return tf.neg(tf.transpose(values, order))
}

/**
 * The numbers along an axis in order, smallest first. Each has the gradient of the place where it went.
 *
 * Shapes: `From -> From`, when it has the axis.
 * Errors: a `ShapeError` with the message of the compiler.
 *
 * @example
 * pipe(zeros(['batch', 20], [2, 20]), sort('batch')).shape
 * //=> ['batch', 20]
 */
export const sort: AlongAxis<'sort'> = along('sort', sorted)
