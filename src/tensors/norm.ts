/** Norms of trees, and a choice between two trees. Internal: for optimizers, which know no shape of what they move. */

import * as tf from '@tensorflow/tfjs-core'
import { unwrap, wrap } from './native.js'
import { joined } from './packSmall.js'
import type { AnyTensor, Tensor } from './tensor.js'

const sumOfSquares = (x: AnyTensor): tf.Tensor => tf.sum(tf.square(unwrap(x)))

/**
 * The Euclidean norm of all numbers of a tree: of all its small tensors at once.
 *
 * Shapes: any tree `-> []`. Range: 0 or more; infinite from the root of the largest float32 on, 1.8e19.
 */
export const norm = (tree: unknown): Tensor<readonly []> =>
  wrap(
    [],
    tf.sqrt(
      joined(tree)
        .map(sumOfSquares)
        .reduce(tf.add<tf.Tensor>, tf.scalar(0)),
    ),
  )

/**
 * The first of two tensors of one shape where a number is above 0, else the second, whatever the other holds: NaN too.
 *
 * Shapes: `[] -> [...Shape], [...Shape] -> [...Shape]`.
 */
export const chosen =
  (by: Tensor<readonly []>) =>
  (yes: AnyTensor, no: AnyTensor): AnyTensor =>
    wrap(yes.shape, tf.where(tf.greater(unwrap(by), 0), unwrap(yes), unwrap(no)))

/** The larger of each two numbers. Shapes: `[...Shape], [...Shape] -> [...Shape]`. */
export const larger = <Kept extends AnyTensor>(left: Kept, right: Kept): Kept =>
  // safe: the shape is that of the left
  wrap(left.shape, tf.maximum(unwrap(left), unwrap(right))) as AnyTensor as Kept
