/**
 * The gradients of functions with tails, which TensorFlow.js makes of their values: `y(1 - y)` is 0 where `y` is
 * rounded to 1. And that of `|x|`, which is 0 at 0, from neither side.
 */

import * as tf from '@tensorflow/tfjs-core'
import { ofInput } from './elementwise.js'

/** The derivative of the logistic function, `e^-|x| / (1 + e^-|x|)²`. */
const logisticSlope = (x: tf.Tensor): tf.Tensor => {
  const decay = tf.exp(tf.neg(tf.abs(x)))
  return tf.div(decay, tf.square(tf.add(decay, 1)))
}

/** That of the hyperbolic tangent, `4 / (eˣ + e⁻ˣ)²`: below the smallest float32 where a power overflows. */
const hyperbolicSlope = (x: tf.Tensor): tf.Tensor => {
  const power = tf.exp(x)
  return tf.div(4, tf.square(tf.add(power, tf.reciprocal(power))))
}

/** Not `tf.sign`, which is 0 up to 1e-7 on WebAssembly. */
const sign = (x: tf.Tensor): tf.Tensor => tf.sub(tf.step(x), tf.step(tf.neg(x)))

export const tailGradients: readonly tf.GradConfig[] = [
  ofInput(tf.Abs, (dy, x) => tf.mul(dy, sign(x))),
  ofInput(tf.Sigmoid, (dy, x) => tf.mul(dy, logisticSlope(x))),
  ofInput(tf.Tanh, (dy, x) => tf.mul(dy, hyperbolicSlope(x))),
]
