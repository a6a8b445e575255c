/**
 * Elementwise operations whose right side is the tail of the left: a bias under rows, a mean under samples.
 *
 * Plain unification, so that they also type in a function that is generic in the shapes.
 * Shapes: `[...Lead, ...Tail], [...Tail] -> [...Lead, ...Tail]`, all of them.
 * Errors: a `ShapeError` for what is no tail, which a cast let through, and for a name that means two numbers.
 */

import * as tf from '@tensorflow/tfjs-core'
import { refuse } from '../../shapes/defect.js'
import type { AnyShape } from '../../shapes/dim.js'
import { same } from '../../shapes/equal.js'
import { show } from '../../shapes/message.js'
import { bind, unwrap, wrap } from '../native.js'
import type { OneShape, Tensor } from '../tensor.js'

type TrailingOperation<Operation extends string> = <Tail extends AnyShape>(
  right: Tensor<Tail> & OneShape<Tail, Operation>,
) => <Lead extends AnyShape>(left: Tensor<readonly [...Lead, ...Tail]>) => Tensor<readonly [...Lead, ...Tail]>

const trailing =
  <Operation extends string>(
    operation: Operation,
    run: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor,
  ): TrailingOperation<Operation> =>
  (right) =>
  (left) => {
    const tail = left.shape.slice(left.shape.length - right.shape.length)
    if (!same(tail, right.shape))
      refuse(`${operation}: takes a tail of ${show(left.shape)} but is given ${show(right.shape)}`)
    bind(operation, [left, right])
    return wrap(left.shape, run(unwrap(left), unwrap(right)))
  }

/** `left + right`, under every leading row. */
export const add: TrailingOperation<'add'> = trailing('add', tf.add)

/** `left - right`, under every leading row. */
export const sub: TrailingOperation<'sub'> = trailing('sub', tf.sub)

/** `left · right`, under every leading row. */
export const mul: TrailingOperation<'mul'> = trailing('mul', tf.mul)
