/** The gradients of operations that pick elements: each element's gradient is the sum of its copies'. */

import * as tf from '@tensorflow/tfjs-core'
import { elements } from '../tensor.js'
import { gradient, savedAt, zerosFor } from './config.js'

/** The numbers 0, 1, … in the shape of a tensor: what is picked of them says what was picked of the tensor. */
const placesOf = (shape: number[]): tf.Tensor => tf.reshape(tf.range(0, elements(shape), 1, 'int32'), shape)

/** Adds each gradient to the place its element was picked from. */
const putBack = (dy: tf.Tensor, places: tf.Tensor, shape: number[]): tf.Tensor => {
  const count = elements(dy.shape)
  // ScatterNd and not UnsortedSegmentSum, which the WebAssembly backend has not.
  const sums = tf.scatterND(tf.cast(tf.reshape(places, [count, 1]), 'int32'), tf.reshape(dy, [count]), [
    elements(shape),
  ])
  return tf.reshape(sums, shape)
}

/** Whole rows are put back at once. Shapes: dy `[...Indices, ...Row]`, result `[Rows, ...Row]`. */
const putRowsBack = (dy: tf.Tensor, indices: tf.Tensor, shape: number[]): tf.Tensor => {
  const updates = tf.reshape(dy, [indices.size, ...shape.slice(1)])
  return tf.scatterND(tf.reshape(indices, [indices.size, 1]), updates, shape)
}

/** TensorFlow.js's own needs UnsortedSegmentSum. */
const gather = gradient<tf.GatherV2Attrs>(tf.GatherV2, { inputsToSave: ['x', 'indices'] }, (dy, saved, { axis }) => ({
  x: () => {
    const { shape } = savedAt(saved, 0)
    const indices = tf.cast(savedAt(saved, 1), 'int32')
    if (axis === 0) return putRowsBack(dy, indices, shape)
    return putBack(dy, tf.gather(placesOf(shape), indices, axis), shape)
  },
  indices: () => zerosFor(savedAt(saved, 1)),
}))

/** Rows by one index each, as `putBack` and `putRowsBack` write them. Shapes: indices `[Count, 1]`. */
const scatterNd = gradient(tf.ScatterNd, { inputsToSave: ['indices'] }, (dy, saved) => ({
  updates: () => {
    const indices = savedAt(saved, 0)
    return tf.gather(dy, tf.cast(tf.reshape(indices, [indices.size]), 'int32'))
  },
  indices: () => zerosFor(savedAt(saved, 0)),
}))

/** Each of two gets the gradient where it was chosen. */
const select = gradient(tf.Select, { inputsToSave: ['condition'] }, (dy, saved) => {
  const condition = savedAt(saved, 0)
  return {
    condition: () => zerosFor(condition),
    t: () => tf.mul(dy, tf.cast(condition, dy.dtype)),
    e: () => tf.mul(dy, tf.cast(tf.logicalNot(condition), dy.dtype)),
  }
})

export const indexingGradients: readonly tf.GradConfig[] = [gather, scatterNd, select]
