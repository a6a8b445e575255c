/** The gradients of running sums, and of the largest elements. */

import * as tf from '@tensorflow/tfjs-core'
import { hot } from '../softmax.js'
import { gradient, savedAt } from './config.js'

/** TensorFlow.js's own transposes the gradient and not its axis: it is wrong off the last axis. */
const cumulativeSum = gradient<tf.CumsumAttrs>(tf.Cumsum, {}, (dy, _, { axis, exclusive, reverse }) => ({
  x: () => tf.cumsum(dy, axis, exclusive, !reverse),
}))

/** Each element that was kept gets the gradient of where it went. */
const largest = gradient<tf.TopKAttrs>(tf.TopK, { inputsToSave: ['x'], outputsToSave: [false, true] }, (dy, saved) => ({
  x: () => {
    const places = hot(savedAt(saved, 1), savedAt(saved, 0).shape.at(-1) ?? 1)
    return tf.sum(tf.mul(tf.expandDims(dy, -1), places), -2)
  },
}))

export const scanGradients: readonly tf.GradConfig[] = [cumulativeSum, largest]
