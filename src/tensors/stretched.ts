/** How an operation of TensorFlow.js on two tensors becomes one on shapes that broadcast. */

import * as tf from '@tensorflow/tfjs-core'
import { type Broadcast, broadcast } from '../shapes/broadcast.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

/** The operation, under its name in refusals. */
export const broadcasting =
  (operation: string, run: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor) =>
  <Right extends AnyShape>(right: Tensor<Right>) =>
  <Left extends AnyShape>(
    left: Tensor<Left> & ShapeCheck<Broadcast<Left, Right>>,
  ): Tensor<ShapeOr<Broadcast<Left, Right>>> => {
    const shape = orRefuse(broadcast(shapeOf(left), shapeOf(right)))
    bind(operation, [left, right])
    // safe: `broadcast` is the run-time version of `Broadcast`, held by the shared case table
    return wrap(shape, run(unwrap(left), unwrap(right))) as never
  }

/** Both sides stretched first: for what TensorFlow.js has no gradient of when it stretches them itself. */
export const stretched =
  (run: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor) =>
  (left: tf.Tensor, right: tf.Tensor): tf.Tensor =>
    same(left.shape, right.shape)
      ? run(left, right)
      : run(tf.add(left, tf.zerosLike(right)), tf.add(right, tf.zerosLike(left)))
