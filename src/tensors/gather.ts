/** What indices pick, and where numbers are largest. */

import * as tf from '@tensorflow/tfjs-core'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { type ArgMax, argMax as argMaxShape, type Gather, gather as gatherShape } from '../shapes/gather.js'
import { type AxisOffer, placeOf } from '../shapes/reduce.js'
import { limited } from './decodeIndices.js'
import type { AnyIndices, Indices } from './indices.js'
import { bind, shapeOf, unwrap, unwrapIndices, wrap, wrapIndices } from './native.js'
import { hot } from './softmax.js'
import type { AnyTensor, ShapeCheck, ShapeOr, Tensor } from './tensor.js'

const pick = (operation: string, x: AnyTensor, at: number, indices: AnyIndices): tf.Tensor => {
  bind(operation, [x, indices])
  return tf.gather(unwrap(x), unwrapIndices(indices), at)
}

// -----------------------------------------------------------------------------
// picked
// -----------------------------------------------------------------------------

/**
 * What indices pick along an axis: `pipe(table, gather(tokens, 0))`.
 *
 * As `gather` of TensorFlow and `take` of NumPy, and not as that of PyTorch, whose indices have the shape of the result.
 * The gradient of what is picked twice is the sum of both.
 *
 * The shapes must be known where it is called; a function that is generic in them uses `embedding`.
 *
 * Shapes: `From -> Gather<From, Place, Shape, Limit>`: the shape of the indices in place of the axis.
 * Errors: a `ShapeError` with the message of the compiler, and where a name stands for two numbers.
 *
 * @example
 * const tokens = pipe(zeros(['batch', 'vocabulary'], [3, 10]), argMax(1)) // [batch], below 'vocabulary'
 * pipe(zeros(['vocabulary', 64], [10, 64]), gather(tokens, 0)).shape
 * //=> ['batch', 64]
 */
export const gather =
  <Shape extends AnyShape, Limit, const Place extends AxisOffer>(indices: Indices<Shape, Limit>, axis: Place) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Gather<From, Place, Shape, Limit>>,
  ): Tensor<ShapeOr<Gather<From, Place, Shape, Limit>>> => {
    const from = shapeOf(x)
    const shape = orRefuse(gatherShape(from, axis, shapeOf(indices), indices.below.dim as Dim))
    // safe: `gatherShape` is the run-time version of `Gather`, held by the shared case table
    return wrap(shape, pick('gather', x, placeOf(from, axis), indices)) as never
  }

/**
 * The rows of a table that indices pick: `gather` along the first axis.
 *
 * Plain unification: the compiler names both sizes when they differ, and a function may be generic in them.
 *
 * Shapes: `[Limit, ...Row] -> [...Shape] -> [...Shape, ...Row]`.
 * Errors: a `ShapeError` where a name stands for two numbers.
 *
 * @example
 * const tokens = pipe(zeros(['batch', 12, 'vocabulary'], [3, 12, 10]), argMax(2)) // [batch, 12], below 'vocabulary'
 * embedding(zeros(['vocabulary', 64], [10, 64]))(tokens).shape
 * //=> ['batch', 12, 64]
 */
export const embedding =
  <Limit, Row extends AnyShape>(table: Tensor<readonly [Limit, ...Row]>) =>
  <Shape extends AnyShape>(indices: Indices<Shape, Limit>): Tensor<readonly [...Shape, ...Row]> =>
    wrap([...indices.shape, ...table.shape.slice(1)], pick('embedding', table, 0, indices))

/**
 * 1 at each index along a new last axis, else 0. Its gradient is 0.
 *
 * The number of classes is that which the indices are below.
 *
 * Shapes: `[...Shape] -> [...Shape, Limit]`. Range: 0 and 1.
 * Errors: a `ShapeError` where a name stands for two numbers.
 *
 * @example
 * pipe(zeros(['batch', 3], [2, 3]), argMax(1), oneHot).shape
 * //=> ['batch', 3]
 */
export const oneHot = <Shape extends AnyShape, Limit>(
  indices: Indices<Shape, Limit>,
): Tensor<readonly [...Shape, Limit]> => {
  const { dim, size } = indices.below
  bind('oneHot', [indices])
  return wrap([...indices.shape, dim], hot(unwrapIndices(indices), size))
}

// -----------------------------------------------------------------------------
// found
// -----------------------------------------------------------------------------

type Found<Verdict> = Verdict extends { readonly shape: infer Shape extends AnyShape; readonly below: infer Limit }
  ? Indices<Shape, Limit>
  : never

/**
 * The place of the largest number along an axis, the first of several. Its gradient is 0.
 *
 * Where there is a NaN, each engine has a place of its own.
 *
 * Shapes: `From -> ArgMax<From, Place>`: without the axis, and below its dimension.
 * Errors: a `ShapeError` with the message of the compiler, and for an axis of more than 16,777,216.
 *
 * @example
 * pipe(zeros(['batch', 10], [2, 10]), argMax(-1)).below
 * //=> { dim: 10, size: 10 }
 */
export const argMax =
  <const Place extends AxisOffer>(axis: Place) =>
  <From extends AnyShape>(x: Tensor<From> & ShapeCheck<ArgMax<From, Place>>): Found<ArgMax<From, Place>> => {
    const from = shapeOf(x)
    const { shape, below: dim } = orRefuse(argMaxShape(from, axis))
    bind('argMax', [x])
    const at = placeOf(from, axis)
    const below = orRefuse(limited('argMax', { dim, size: x.sizes[at] }))
    // safe: as in `gather`
    return wrapIndices(shape, tf.cast(tf.argMax(unwrap(x), at), 'float32'), below) as never
  }
