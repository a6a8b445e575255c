/** `eˣ - 1` and `ln(1 + x)` of native tensors, exact near 0. */

import * as tf from '@tensorflow/tfjs-core'
import { withSlope } from './slopes.js'

/** `tanh(x/2)(eˣ + 1)` within -1 and 1, since a backend's own may subtract; beyond, where its last digit falls, `eˣ - 1`. */
export const exactExpm1 = (x: tf.Tensor): tf.Tensor => {
  const power = tf.exp(x)
  const near = tf.mul(tf.tanh(tf.mul(x, 0.5)), tf.add(power, 1))
  return tf.where(tf.greater(tf.abs(x), 1), tf.sub(power, 1), near)
}

/** `expm1` of native tensors. */
export const slopedExpm1 = withSlope(exactExpm1, tf.exp)

/** The odd numbers of `Σ t²ᵏ / (2k + 1)`, from the highest power: to 1e-9 for |t| up to 1/3. */
const TERMS = [15, 13, 11, 9, 7, 5, 3, 1]

/** With `t = x / (2 + x)` it is `2 artanh t`; beyond -½ and 1, where the sum loses no digit of x, the logarithm itself. */
export const exactLog1p = (x: tf.Tensor): tf.Tensor => {
  const near = tf.clipByValue(x, -0.5, 1)
  const t = tf.div(near, tf.add(near, 2))
  const square = tf.square(t)
  const series = TERMS.reduce<tf.Tensor>((sum, each) => tf.add(tf.mul(sum, square), 1 / each), tf.zerosLike(square))
  return tf.where(tf.equal(x, near), tf.mul(tf.mul(series, t), 2), tf.log(tf.add(x, 1)))
}

/** `log1p` of native tensors. */
export const slopedLog1p = withSlope(exactLog1p, (x) => tf.reciprocal(tf.add(x, 1)))
