/**
 * Comparisons of two tensors whose shapes broadcast, and the choice by one.
 *
 * A comparison gives 1 where it holds and 0 elsewhere, as numbers: they count when summed, and weigh when multiplied. Its
 * gradient is 0. Data last: `pipe(x, greater(limit))` is `x > limit`.
 */

import * as tf from '@tensorflow/tfjs-core'
import { type Broadcast, broadcast } from '../shapes/broadcast.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import type { BroadcastOperation } from './binary/broadcasting.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import { broadcasting } from './stretched.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

// -----------------------------------------------------------------------------
// comparisons
// -----------------------------------------------------------------------------

const comparing = (name: string, run: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor): BroadcastOperation =>
  broadcasting(name, (left, right) => tf.cast(run(left, right), 'float32'))

/** 1 where `left > right`, else 0. Shapes: `Left, Right -> Broadcast<Left, Right>`. */
export const greater: BroadcastOperation = comparing('greater', tf.greater)

/** 1 where `left >= right`, else 0. Shapes: `Left, Right -> Broadcast<Left, Right>`. */
export const greaterEqual: BroadcastOperation = comparing('greaterEqual', tf.greaterEqual)

/** 1 where `left < right`, else 0. Shapes: `Left, Right -> Broadcast<Left, Right>`. */
export const less: BroadcastOperation = comparing('less', tf.less)

/** 1 where `left <= right`, else 0. Shapes: `Left, Right -> Broadcast<Left, Right>`. */
export const lessEqual: BroadcastOperation = comparing('lessEqual', tf.lessEqual)

/** 1 where `left` is `right`, else 0; not a number is not itself. Shapes: `Left, Right -> Broadcast<Left, Right>`. */
export const equal: BroadcastOperation = comparing('equal', tf.equal)

// -----------------------------------------------------------------------------
// choice
// -----------------------------------------------------------------------------

/** In the shape that all have: TensorFlow.js has no gradient of what it stretches over more than four axes. */
const stretched = (x: tf.Tensor, sizes: readonly number[]): tf.Tensor =>
  same(x.shape, sizes) ? x : tf.add(x, tf.zeros([...sizes]))

type Choice<Condition extends AnyShape, Yes extends AnyShape, No extends AnyShape> = Broadcast<
  Condition,
  ShapeOr<Broadcast<Yes, No>>
>

/**
 * One of two numbers, by a condition: the first where it is not 0, the second where it is.
 *
 * `pipe(x, T.greater(limit), T.where(x, limit))`. Each number has the gradient of the places that chose it. The gradient of
 * the other is multiplied by 0, and is not a number where it is infinite: choose before `T.log` and not after it.
 *
 * Shapes: `Condition, Yes, No -> Broadcast<Condition, Broadcast<Yes, No>>`.
 * Errors: a `ShapeError` with the message of the compiler.
 *
 * @example
 * pipe(zeros(['batch', 1], [2, 1]), where(zeros([3], [3]), scalar(1))).shape
 * //=> ['batch', 3]
 */
export const where =
  <Yes extends AnyShape, No extends AnyShape>(yes: Tensor<Yes>, no: Tensor<No> & ShapeCheck<Broadcast<Yes, No>>) =>
  <Condition extends AnyShape>(
    condition: Tensor<Condition> & ShapeCheck<Choice<Condition, Yes, No>>,
  ): Tensor<ShapeOr<Choice<Condition, Yes, No>>> => {
    const both = orRefuse(broadcast(shapeOf(yes), shapeOf(no)))
    const shape = orRefuse(broadcast(shapeOf(condition), both))
    bind('where', [condition, yes, no])
    const given = [condition, yes, no].map(unwrap) as [tf.Tensor, tf.Tensor, tf.Tensor]
    const sizes = given.map((each) => each.shape).reduce(tf.backend_util.assertAndGetBroadcastShape)
    const [by, first, second] = given.map((each) => stretched(each, sizes)) as typeof given
    // safe: `broadcast` is the run-time check of `Broadcast`, held by the shared case table
    return wrap(shape, tf.where(tf.equal(by, 0), second, first)) as never
  }
