/** The gradients of the largest and the smallest number along axes: what is tied shares them. TensorFlow.js gives each all. */

import * as tf from '@tensorflow/tfjs-core'
import { gradient, savedAt } from './config.js'

const extreme = (kernelName: string): tf.GradConfig =>
  gradient<Partial<tf.MaxAttrs & tf.MinAttrs>>(
    kernelName,
    { inputsToSave: ['x'], outputsToSave: [true] },
    (dy, saved, { reductionIndices, axis }) => ({
      x: () => {
        const x = savedAt(saved, 0)
        // safe: none means all, which its declaration does not say
        const axes = tf.util.parseAxisParam((reductionIndices ?? axis) as number[], x.shape)
        const kept = x.shape.map((size, place) => (axes.includes(place) ? 1 : size))
        const tied = tf.cast(tf.equal(x, tf.reshape(savedAt(saved, 1), kept)), 'float32')
        return tf.mul(tied, tf.div(tf.reshape(dy, kept), tf.sum(tied, axes, true)))
      },
    }),
  )

export const largestGradients: readonly tf.GradConfig[] = [extreme(tf.Max), extreme(tf.Min)]
