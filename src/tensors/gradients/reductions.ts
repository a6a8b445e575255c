/** The gradients of sums and means: each number that was added gets the gradient of its sum. */

import * as tf from '@tensorflow/tfjs-core'
import { gradient, savedAt } from './config.js'

/** The gradient of sums, once for each number in them, and how many numbers are in one. */
const spread = (dy: tf.Tensor, x: tf.Tensor, axis: number | number[]): readonly [tf.Tensor, number] => {
  const axes = tf.util.parseAxisParam(axis, x.shape)
  const kept = x.shape.map((size, place) => (axes.includes(place) ? 1 : size))
  const count = axes.reduce((product, each) => product * (x.shape[each] ?? 1), 1)
  return [tf.mul(tf.reshape(dy, kept), tf.ones(x.shape)), count]
}

const sum = gradient<tf.SumAttrs>(tf.Sum, { inputsToSave: ['x'] }, (dy, saved, { axis }) => ({
  x: () => spread(dy, savedAt(saved, 0), axis)[0],
}))

const mean = gradient<tf.MeanAttrs>(tf.Mean, { inputsToSave: ['x'] }, (dy, saved, { axis }) => ({
  x: () => tf.div(...spread(dy, savedAt(saved, 0), axis)),
}))

export const reductionGradients: readonly tf.GradConfig[] = [mean, sum]
