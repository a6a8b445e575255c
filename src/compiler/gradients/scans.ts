/** The gradients of running sums and products, and of the largest elements. */
import * as tf from '@tensorflow/tfjs'
import { gradient, savedAt } from './config.js'

/** TensorFlow.js's own transposes the gradient and not its axis: it is wrong off the last axis. */
const cumulativeSum = gradient<tf.CumsumAttrs>(tf.Cumsum, {}, (dy, _, { axis, exclusive, reverse }) => ({
  x: () => tf.cumsum(dy, axis, exclusive, !reverse),
}))

/**
 * `d y[i] / d x[k]` is the product of all `x[j]`, `j <= i`, but `x[k]`.
 *
 * Written as `before[k] * sum_{i >= k} dy[i] * product_{k < j <= i} x[j]`, not as `y[i] / x[k]`, it holds where some
 * `x` is 0. The inner products are a matrix: row k is the running product of `x` with everything up to k replaced by 1.
 */
const productBackwards = (dy: tf.Tensor, x: tf.Tensor, exclusive: boolean): tf.Tensor => {
  const size = x.shape.at(-1) ?? 1
  const index = tf.range(0, size, 1, 'int32')
  const [row, column] = [tf.reshape(index, [size, 1]), tf.reshape(index, [1, size])]
  const wide = tf.expandDims(x, -2)
  const after = tf.cast(tf.greater(column, row), 'float32')
  // x after k, and 1 up to k.
  const factors = tf.add(tf.mul(wide, after), tf.sub(1, after))
  const products = tf.cumprod(factors, x.shape.length, exclusive)
  const counted = exclusive ? after : tf.cast(tf.greaterEqual(column, row), 'float32')
  const sums = tf.sum(tf.mul(tf.mul(tf.expandDims(dy, -2), products), counted), -1)
  return tf.mul(tf.cumprod(x, x.shape.length - 1, true), sums)
}

/** With its axis last and its direction forwards. */
const cumulativeProduct = gradient<tf.CumprodAttrs>(
  tf.Cumprod,
  { inputsToSave: ['x'] },
  (dy, saved, { axis, exclusive, reverse }) => ({
    x: () => {
      const x = savedAt(saved, 0)
      const at = axis < 0 ? axis + x.shape.length : axis
      const order = [...x.shape.keys()].with(at, x.shape.length - 1).with(-1, at)
      const arrange = (tensor: tf.Tensor) => tf.transpose(reverse ? tf.reverse(tensor, at) : tensor, order)
      const back = tf.transpose(productBackwards(arrange(dy), arrange(x), exclusive), order)
      return reverse ? tf.reverse(back, at) : back
    },
  }),
)

/** Each element that was kept gets the gradient of where it went. */
const largest = gradient<tf.TopKAttrs>(tf.TopK, { inputsToSave: ['x'], outputsToSave: [false, true] }, (dy, saved) => ({
  x: () => {
    const size = savedAt(saved, 0).shape.at(-1) ?? 1
    const places = tf.cast(tf.oneHot(tf.cast(savedAt(saved, 1), 'int32'), size), 'float32')
    return tf.sum(tf.mul(tf.expandDims(dy, -1), places), -2)
  },
}))

export const scanGradients: readonly tf.GradConfig[] = [cumulativeSum, cumulativeProduct, largest]
