/** The gradients of operations that only move elements, which TensorFlow.js has not. */
import * as tf from '@tensorflow/tfjs'
import { gradient, savedAt, zerosFor } from './config.js'

/** Each element of the diagonal goes back where it came from. */
const diagonal = gradient(tf.Diag, { inputsToSave: ['x'] }, (dy, saved) => ({
  x: () => {
    const { shape, size } = savedAt(saved, 0)
    const square = tf.mul(tf.reshape(dy, [size, size]), tf.eye(size))
    return tf.reshape(tf.sum(square, 1), shape)
  },
}))

const depthToSpace = gradient<tf.DepthToSpaceAttrs>(
  tf.DepthToSpace,
  { inputsToSave: ['x'] },
  (dy, saved, { blockSize, dataFormat }) => ({
    x: () => {
      if (dataFormat !== 'NHWC') throw new RangeError(`depthToSpace: takes images NHWC but is given ${dataFormat}`)
      const { shape } = savedAt(saved, 0)
      const [batch = 1, height = 1, width = 1, depth = 1] = shape
      const blocks = tf.reshape(dy, [batch, height, blockSize, width, blockSize, depth / blockSize ** 2])
      return tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), shape)
    },
  }),
)

/** What was overwritten has no gradient; what overwrote it has all of it. */
const scatterUpdate = gradient(tf.TensorScatterUpdate, { inputsToSave: ['indices', 'updates'] }, (dy, saved) => {
  const [indices, updates] = [savedAt(saved, 0), savedAt(saved, 1)]
  return {
    // Not by overwriting dy with zeros: TensorFlow.js's plain backend overwrites its input in place.
    tensor: () => {
      const written = tf.scatterND(indices, tf.onesLike(updates), dy.shape)
      return tf.mul(dy, tf.cast(tf.less(written, 0.5), 'float32'))
    },
    indices: () => zerosFor(indices),
    updates: () => tf.gatherND(dy, indices),
  }
})

export const layoutGradients: readonly tf.GradConfig[] = [diagonal, depthToSpace, scatterUpdate]
