/**
 * The gradients of taking a tensor apart.
 *
 * TensorFlow.js gives a gradient function a list of gradients, but a bare tensor where there is one output; its own
 * gradients of `Unpack` and `SplitV` then fail.
 */

import * as tf from '@tensorflow/tfjs-core'

const listOf = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(dy) ? dy : [dy])

export const partGradients: readonly tf.GradConfig[] = [
  {
    kernelName: tf.Unpack,
    // TensorFlow.js calls the gradient of a kernel with that kernel's attributes.
    gradFunc: (dy, _, attributes) => ({
      value: () => tf.stack(listOf(dy), (attributes as unknown as tf.UnpackAttrs).axis),
    }),
  },
  {
    kernelName: tf.SplitV,
    gradFunc: (dy, _, attributes) => ({
      x: () => tf.concat(listOf(dy), (attributes as unknown as tf.SplitVAttrs).axis),
    }),
  },
]
