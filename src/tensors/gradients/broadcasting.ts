/** Gradients of operations that stretch their operands: what was stretched gets the sum of its copies' gradients. */

import * as tf from '@tensorflow/tfjs-core'
import { gradient, savedAt } from './config.js'

/** Sums over the axes along which a tensor was stretched. */
export const unstretch = (stretched: tf.Tensor, shape: number[]): tf.Tensor => {
  const axes = tf.backend_util.getReductionAxes(shape, stretched.shape)
  return tf.reshape(axes.length === 0 ? stretched : tf.sum(stretched, axes), shape)
}

/** A gradient of two operands, in the shape of the result. */
export const binary = (
  kernelName: string,
  back: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => readonly [a: () => tf.Tensor, b: () => tf.Tensor],
): tf.GradConfig =>
  gradient(kernelName, { inputsToSave: ['a', 'b'] }, (dy, saved) => {
    const [a, b] = [savedAt(saved, 0), savedAt(saved, 1)]
    const [left, right] = back(dy, a, b)
    return { a: () => unstretch(left(), a.shape), b: () => unstretch(right(), b.shape) }
  })

/** 1 where a number is larger than another, 1/2 where they are equal, and 0 where it is smaller. */
const above = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.mul(tf.add(tf.cast(tf.greater(a, b), 'float32'), tf.cast(tf.greaterEqual(a, b), 'float32')), 0.5)

/** Where the operands are equal, they share the gradient: TensorFlow.js gives it to the first. */
export const broadcastingGradients: readonly tf.GradConfig[] = [
  binary(tf.Maximum, (dy, a, b) => [() => tf.mul(dy, above(a, b)), () => tf.mul(dy, above(b, a))]),
  binary(tf.Minimum, (dy, a, b) => [() => tf.mul(dy, above(b, a)), () => tf.mul(dy, above(a, b))]),
]
