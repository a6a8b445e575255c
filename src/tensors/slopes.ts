/** Functions of native tensors with slopes of their own: those of what they are computed by may be wrong where one of it overflows. */

import * as tf from '@tensorflow/tfjs-core'

/** A function of one number with a slope of its own. */
export const withSlope = (
  value: (x: tf.Tensor) => tf.Tensor,
  slope: (x: tf.Tensor) => tf.Tensor,
): ((x: tf.Tensor) => tf.Tensor) =>
  tf.customGrad((x, save) => {
    const [at, keep] = [x as tf.Tensor, save as tf.GradSaveFunc]
    keep([at])
    return { value: value(at), gradFunc: (dy, [saved]) => tf.mul(dy as tf.Tensor, slope(saved as tf.Tensor)) }
  })

type OfTwo<Result> = (x: tf.Tensor, y: tf.Tensor) => Result

/** A function of two numbers, of tensors of one shape, with slopes of its own by each. */
export const withSlopes = (
  value: OfTwo<tf.Tensor>,
  slopes: OfTwo<readonly [byX: tf.Tensor, byY: tf.Tensor]>,
): OfTwo<tf.Tensor> =>
  tf.customGrad((x, y, save) => {
    const [one, other, keep] = [x as tf.Tensor, y as tf.Tensor, save as tf.GradSaveFunc]
    keep([one, other])
    return {
      value: value(one, other),
      gradFunc: (dy, [savedX, savedY]) =>
        slopes(savedX as tf.Tensor, savedY as tf.Tensor).map((slope) => tf.mul(dy as tf.Tensor, slope)),
    }
  })
