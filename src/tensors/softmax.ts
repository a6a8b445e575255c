/** Functions along the last axis of a tensor: the classes of a categorical distribution, the components of a mixture. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { logSoftmaxAlong, logSumExpOf, softmaxAlong } from './exponentials.js'
import { shapeOf, unary, unwrap, wrap } from './native.js'
import type { Tensor } from './tensor.js'

type Elementwise = <Kept extends AnyShape>(tensor: Tensor<Kept>) => Tensor<Kept>

/** The probabilities of logits. Shapes: `[...Shape] -> [...Shape]`. Range: 0 to 1, adding up to 1 along the last axis. */
export const softmax: Elementwise = unary(softmaxAlong([-1]))

/** The logarithm of `softmax`, finite for every finite logit. Shapes: `[...Shape] -> [...Shape]`. Range: at most 0. */
export const logSoftmax: Elementwise = unary(logSoftmaxAlong([-1]))

/** `ln Σ eˣ` along the last axis, without overflow. Shapes: `[...Lead, Last] -> [...Lead]`. */
export const logSumExpLast = <Lead extends AnyShape, Last extends Dim>(
  x: Tensor<readonly [...Lead, Last]>,
): Tensor<Lead> => wrap(shapeOf(x).slice(0, -1), logSumExpOf(unwrap(x), [-1]))

/** 1 at each place along a new last axis, else 0. TensorFlow.js refuses one class, whose only place is the first. */
export const hot = (places: tf.Tensor, classes: number): tf.Tensor =>
  classes === 1 ? tf.ones([...places.shape, 1]) : tf.cast(tf.oneHot(tf.cast(places, 'int32'), classes), 'float32')

const oneHot = tf.customGrad((x) => {
  const logits = x as tf.Tensor
  const classes = logits.shape.at(-1) as number
  return {
    value: hot(tf.argMax(logits, -1), classes),
    gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
  }
})

/**
 * 1 where the last axis is largest (at the first, of several), else 0. Its gradient is 0.
 *
 * Shapes: `[...Shape] -> [...Shape]`.
 */
export const oneHotOfLargest: Elementwise = unary(oneHot)
