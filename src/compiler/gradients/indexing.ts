/** The gradients of operations that pick elements: each element's gradient is the sum of its copies'. */
import * as tf from '@tensorflow/tfjs'
import { gradient, savedAt, zerosFor } from './config.js'

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)

/** Up to here float32 holds every integer. */
const floatIntegers = 2 ** 24

/**
 * The numbers 0, 1, … in the shape of a tensor: what is picked of them says what was picked of the tensor.
 *
 * Floats where they are exact: the WebAssembly backend's strided slice gives the bits of integers as floats.
 */
const placesOf = (shape: number[]): tf.Tensor => {
  const count = sizeOf(shape)
  return tf.reshape(tf.range(0, count, 1, count <= floatIntegers ? 'float32' : 'int32'), shape)
}

/** Adds each gradient to the place its element was picked from. */
const putBack = (dy: tf.Tensor, places: tf.Tensor, shape: number[]): tf.Tensor => {
  const count = sizeOf(dy.shape)
  // ScatterNd and not UnsortedSegmentSum, which the WebAssembly backend has not.
  const sums = tf.scatterND(tf.cast(tf.reshape(places, [count, 1]), 'int32'), tf.reshape(dy, [count]), [sizeOf(shape)])
  return tf.reshape(sums, shape)
}

const stridedSlice = gradient<tf.StridedSliceAttrs>(
  tf.StridedSlice,
  { inputsToSave: ['x'] },
  (dy, saved, attributes) => ({
    x: () => {
      const { shape } = savedAt(saved, 0)
      const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes
      const places = tf.stridedSlice(
        placesOf(shape),
        begin,
        end,
        strides,
        beginMask,
        endMask,
        ellipsisMask,
        newAxisMask,
        shrinkAxisMask,
      )
      return putBack(dy, places, shape)
    },
  }),
)

const mirrorPad = gradient<tf.MirrorPadAttrs>(
  tf.MirrorPad,
  { inputsToSave: ['x'] },
  (dy, saved, { paddings, mode }) => ({
    x: () => {
      const { shape } = savedAt(saved, 0)
      return putBack(dy, tf.mirrorPad(placesOf(shape), paddings, mode), shape)
    },
  }),
)

/** Whole rows are put back at once. Shapes: dy `[...Indices, ...Row]`, result `[Rows, ...Row]`. */
const putRowsBack = (dy: tf.Tensor, indices: tf.Tensor, shape: number[]): tf.Tensor => {
  const updates = tf.reshape(dy, [indices.size, ...shape.slice(1)])
  return tf.scatterND(tf.reshape(indices, [indices.size, 1]), updates, shape)
}

/** TensorFlow.js's own needs UnsortedSegmentSum, and loops over batches when there are any. */
const gather = gradient<tf.GatherV2Attrs>(
  tf.GatherV2,
  { inputsToSave: ['x', 'indices'] },
  (dy, saved, { axis, batchDims }) => ({
    x: () => {
      const { shape } = savedAt(saved, 0)
      const indices = tf.cast(savedAt(saved, 1), 'int32')
      if (axis === 0 && batchDims === 0) return putRowsBack(dy, indices, shape)
      return putBack(dy, tf.gather(placesOf(shape), indices, axis, batchDims), shape)
    },
    indices: () => zerosFor(savedAt(saved, 1)),
  }),
)

const gatherNd = gradient(tf.GatherNd, { inputsToSave: ['params', 'indices'] }, (dy, saved) => ({
  params: () => {
    const { shape } = savedAt(saved, 0)
    return putBack(dy, tf.gatherND(placesOf(shape), tf.cast(savedAt(saved, 1), 'int32')), shape)
  },
  indices: () => zerosFor(savedAt(saved, 1)),
}))

const scatterNd = gradient(tf.ScatterNd, { inputsToSave: ['indices'] }, (dy, saved) => ({
  updates: () => tf.gatherND(dy, tf.cast(savedAt(saved, 0), 'int32')),
  indices: () => zerosFor(savedAt(saved, 0)),
}))

export const indexingGradients: readonly tf.GradConfig[] = [stridedSlice, mirrorPad, gather, gatherNd, scatterNd]
