/** Running sums, reversal and order along one axis, which is its place, from the front or the back, or its name. */

import * as tf from '@tensorflow/tfjs-core'
import { type Along, along as alongShape } from '../shapes/axes.js'
import type { Known } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { type TopK, topK as topKShape } from '../shapes/gather.js'
import { type AxisOffer, placeOf } from '../shapes/reduce.js'
import { numberMessage } from '../shapes/windows.js'
import { limited } from './decodeIndices.js'
import type { Indices } from './indices.js'
import { bind, shapeOf, unwrap, wrap, wrapIndices } from './native.js'
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

// -----------------------------------------------------------------------------
// order
// -----------------------------------------------------------------------------

/** The axes with two of them exchanged, and a permutation that is its own inverse. */
const exchanged = (rank: number, left: number, right: number): number[] =>
  Array.from({ length: rank }, (_, axis) => (axis === left ? right : axis === right ? left : axis))

/** The largest along an axis, which is the last one of both results, and what puts it back: TensorFlow.js knows the last alone. */
const largest = (x: tf.Tensor, at: number, count: number) => {
  const exchange = (each: tf.Tensor): tf.Tensor => tf.transpose(each, exchanged(x.rank, at, x.rank - 1))
  return { ...tf.topk(exchange(x), count), back: exchange }
}

/** Smallest first: the largest of the negated numbers. */
const sorted = (x: tf.Tensor, at: number): tf.Tensor => {
  const { values, back } = largest(tf.neg(x), at, x.shape[at] as number)
  return tf.neg(back(values))
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

/** The largest numbers along an axis, and their places. */
export interface Largest<Shape extends AnyShape, Limit> {
  readonly values: Tensor<Shape>
  readonly indices: Indices<Shape, Limit>
}

type Found<Verdict> = Verdict extends { readonly shape: infer Shape extends AnyShape; readonly below: infer Limit }
  ? Largest<Shape, Limit>
  : never

const COUNT = 'topK: the count'

/**
 * The largest numbers along an axis, largest first, and their places; of equal ones the first comes first.
 *
 * The values have the gradient of the places that they come from, the places none. To keep a few experts of a mixture, or
 * the likeliest classes. Where there is a NaN, each engine has an order of its own.
 *
 * Shapes: `From -> TopK<From, Place, Count>`: `Count` of the axis, and indices below its dimension.
 * Errors: a `ShapeError` with the message of the compiler, where the size of a name is too small, and for an axis of more
 * than 16,777,216.
 *
 * @example
 * pipe(zeros(['batch', 10], [2, 10]), topK(-1, 3)).values.shape
 * //=> ['batch', 3]
 */
export const topK =
  <const Place extends AxisOffer, const Count extends number>(axis: Place, count: Known<Count, typeof COUNT>) =>
  <From extends AnyShape>(x: Tensor<From> & ShapeCheck<TopK<From, Place, Count>>): Found<TopK<From, Place, Count>> => {
    const [from, kept] = [shapeOf(x), Number(count)]
    const { shape, below: dim } = orRefuse(numberMessage(count, COUNT) ?? topKShape(from, axis, kept))
    bind('topK', [x])
    const at = placeOf(from, axis)
    orRefuse(topKShape(x.sizes, at, kept))
    const below = orRefuse(limited('topK', { dim, size: x.sizes[at] }))
    const { values, indices, back } = largest(unwrap(x), at, kept)
    // safe: the run-time check of `TopK` is held to the type by the shared case table
    return {
      values: wrap(shape, back(values)),
      indices: wrapIndices(shape, tf.cast(back(indices), 'float32'), below),
    } as never
  }
