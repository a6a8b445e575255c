/** `eˣ - 1` of native tensors, exact near 0, and functions of one number with a slope of their own. */

import * as tf from '@tensorflow/tfjs-core'

/** A function of one number with a slope of its own: that of what it is computed by may be wrong where one of it overflows. */
export const withSlope = (
  value: (x: tf.Tensor) => tf.Tensor,
  slope: (x: tf.Tensor) => tf.Tensor,
): ((x: tf.Tensor) => tf.Tensor) =>
  tf.customGrad((x, save) => {
    const [at, keep] = [x as tf.Tensor, save as tf.GradSaveFunc]
    keep([at])
    return { value: value(at), gradFunc: (dy, [saved]) => tf.mul(dy as tf.Tensor, slope(saved as tf.Tensor)) }
  })

/** `tanh(x/2)(eˣ + 1)` within -1 and 1, since a backend's own may subtract; beyond, where its last digit falls, `eˣ - 1`. */
export const exactExpm1 = (x: tf.Tensor): tf.Tensor => {
  const power = tf.exp(x)
  const near = tf.mul(tf.tanh(tf.mul(x, 0.5)), tf.add(power, 1))
  return tf.where(tf.greater(tf.abs(x), 1), tf.sub(power, 1), near)
}
