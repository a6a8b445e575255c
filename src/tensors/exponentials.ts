/**
 * Sums of exponentials along axes, and what is made of them: for all numbers, both infinities among them.
 *
 * Every number is taken less the largest, which is 0 for the largest itself and not `∞ - ∞`. So numbers of `-∞` have no
 * share, those of `∞` have it all, and where there is nothing but `-∞` all have the same.
 */

import * as tf from '@tensorflow/tfjs-core'
import { weighed } from './weighing.js'

interface Apart {
  readonly largest: tf.Tensor
  /** What is left of each: at most 0. */
  readonly less: tf.Tensor
}

const apart = (x: tf.Tensor, axes: number[]): Apart => {
  const largest = tf.max(x, axes, true)
  return { largest, less: tf.where(tf.equal(x, largest), tf.zerosLike(x), tf.sub(x, largest)) }
}

const shares = (x: tf.Tensor, axes: number[]): tf.Tensor => {
  const powers = tf.exp(apart(x, axes).less)
  return tf.div(powers, tf.sum(powers, axes, true))
}

/** A function along axes, with a gradient of what it gave and what it was given. */
const along =
  (
    run: (x: tf.Tensor, axes: number[]) => tf.Tensor,
    back: (dy: tf.Tensor, y: tf.Tensor, x: tf.Tensor, axes: number[]) => tf.Tensor,
  ) =>
  (axes: number[]): ((x: tf.Tensor) => tf.Tensor) =>
    tf.customGrad((x, save) => {
      const [at, keep] = [x as tf.Tensor, save as tf.GradSaveFunc]
      const value = run(at, axes)
      keep([value, at])
      return {
        value,
        gradFunc: (dy, [y, saved]) => back(dy as tf.Tensor, y as tf.Tensor, saved as tf.Tensor, axes),
      }
    })

/** The probabilities of logits: 0 for a logit of `-∞`, which a gradient of infinity does not reach. */
export const softmaxAlong = along(shares, (dy, y, _, axes) => {
  const each = weighed(y, dy)
  return tf.sub(each, tf.mul(tf.sum(each, axes, true), y))
})

/** Their logarithms. */
export const logSoftmaxAlong = along(
  (x, axes) => {
    const { less } = apart(x, axes)
    return tf.sub(less, tf.log(tf.sum(tf.exp(less), axes, true)))
  },
  (dy, y, _, axes) => tf.sub(dy, tf.mul(tf.exp(y), tf.sum(dy, axes, true))),
)

/** `ln Σ eˣ`, with axes of 1: `-∞` of nothing but `-∞`, with a gradient of 0. */
export const logSumExpAlong = along(
  (x, axes) => {
    const { largest, less } = apart(x, axes)
    return tf.add(largest, tf.log(tf.sum(tf.exp(less), axes, true)))
  },
  (dy, y, x, axes) => tf.mul(tf.mul(dy, tf.cast(tf.greater(y, Number.NEGATIVE_INFINITY), 'float32')), shares(x, axes)),
)

/** The same without those axes. */
export const logSumExpOf = (x: tf.Tensor, axes: number[]): tf.Tensor => {
  const places = tf.util.parseAxisParam(axes, x.shape)
  const kept = x.shape.filter((_, place) => !places.includes(place))
  return tf.reshape(logSumExpAlong(places)(x), kept)
}
