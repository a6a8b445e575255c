/** Functions along the last axis of a tensor: the classes of a categorical law, the components of a mixture. */

import type { AnyShape, Dim } from '../shapes/dim.js'
import { shapeOf, tf, unary, unwrap, wrap } from './lift.js'
import type { Tensor } from './tensor.js'

type Keeping = <Kept extends AnyShape>(tensor: Tensor<Kept>) => Tensor<Kept>

/** The probabilities of logits. Shapes: `[...Shape] -> [...Shape]`. Range: 0 to 1, adding up to 1 along the last axis. */
export const softmax: Keeping = unary((x) => tf.softmax(x))

/** The logarithm of `softmax`, finite for every finite logit. Shapes: `[...Shape] -> [...Shape]`. Range: at most 0. */
export const logSoftmax: Keeping = unary((x) => tf.logSoftmax(x))

/** `ln Σ eˣ` along the last axis, without overflow. Shapes: `[...Lead, Last] -> [...Lead]`. */
export const logSumExpLast = <Lead extends AnyShape, Last extends Dim>(
  x: Tensor<readonly [...Lead, Last]>,
): Tensor<Lead> => wrap(shapeOf(x).slice(0, -1), tf.logSumExp(unwrap(x), -1))

const oneHot = tf.customGrad((x) => {
  const logits = x as tf.Tensor
  const classes = logits.shape.at(-1) as number
  return {
    // TensorFlow.js refuses a `oneHot` of one class
    value:
      classes === 1
        ? tf.onesLike(logits)
        : tf.cast(tf.oneHot(tf.cast(tf.argMax(logits, -1), 'int32'), classes), 'float32'),
    gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
  }
})

/**
 * 1 where the last axis is largest (at the first, of several), else 0. Its gradient is 0.
 *
 * Shapes: `[...Shape] -> [...Shape]`.
 */
export const oneHotOfLargest: Keeping = unary(oneHot)
