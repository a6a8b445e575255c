/**
 * Elementwise operations on two tensors of one shape.
 *
 * Plain unification, so that they also type in a function that is generic in the shape; a size that is one of several may
 * be two, and is refused. Data last:
 * `pipe(x, same.sub(mean))` is `x - mean`. Shapes: `[...Shape], [...Shape] -> [...Shape]`, all of them.
 * Errors: a `ShapeError` for two shapes, which a cast let through, and for a name that means two numbers.
 */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../../shapes/dim.js'
import { bindSame, unwrap, wrap } from '../native.js'
import type { OneShape, Tensor } from '../tensor.js'

type Pairwise<Operation extends string> = <Kept extends AnyShape>(
  right: Tensor<Kept> & OneShape<Kept, Operation>,
) => (left: Tensor<Kept>) => Tensor<Kept>

const pairwise =
  <Operation extends string>(
    operation: Operation,
    run: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor,
  ): Pairwise<Operation> =>
  (right) =>
  (left) => {
    bindSame(operation, left, right)
    return wrap(left.shape, run(unwrap(left), unwrap(right)))
  }

/** `left + right`. */
export const add: Pairwise<'add'> = pairwise('add', tf.add)

/** `left - right`. */
export const sub: Pairwise<'sub'> = pairwise('sub', tf.sub)

/** `left · right`. */
export const mul: Pairwise<'mul'> = pairwise('mul', tf.mul)

/** `left / right`. */
export const div: Pairwise<'div'> = pairwise('div', tf.div)
