/** The gradients of functions of one number. */

import * as tf from '@tensorflow/tfjs-core'
import { gradient, savedAt } from './config.js'

/** A gradient made of the gradient of the result and of the input. */
export const ofInput = (kernelName: string, back: (dy: tf.Tensor, x: tf.Tensor) => tf.Tensor): tf.GradConfig =>
  gradient(kernelName, { inputsToSave: ['x'] }, (dy, saved) => ({ x: () => back(dy, savedAt(saved, 0)) }))

const exponential = gradient(tf.Exp, { outputsToSave: [true] }, (dy, saved) => ({
  x: () => tf.mul(dy, savedAt(saved, 0)),
}))

const leakyRelu = gradient<tf.LeakyReluAttrs>(tf.LeakyRelu, { inputsToSave: ['x'] }, (dy, saved, { alpha }) => ({
  x: () => tf.where(tf.greater(savedAt(saved, 0), 0), dy, tf.mul(dy, alpha)),
}))

/** It passes at both ends. */
const clip = gradient<tf.ClipByValueAttrs>(
  tf.ClipByValue,
  { inputsToSave: ['x'] },
  (dy, saved, { clipValueMin, clipValueMax }) => ({
    x: () => {
      const x = savedAt(saved, 0)
      const isInside = tf.logicalAnd(tf.greaterEqual(x, clipValueMin), tf.lessEqual(x, clipValueMax))
      return tf.where(isInside, dy, tf.zerosLike(dy))
    },
  }),
)

export const elementwiseGradients: readonly tf.GradConfig[] = [
  ofInput(tf.Cos, (dy, x) => tf.mul(tf.neg(tf.sin(x)), dy)),
  ofInput(tf.Log, (dy, x) => tf.div(dy, x)),
  gradient(tf.Neg, {}, (dy) => ({ x: () => tf.neg(dy) })),
  ofInput(tf.Reciprocal, (dy, x) => tf.div(dy, tf.neg(tf.square(x)))),
  ofInput(tf.Relu, (dy, x) => tf.mul(dy, tf.step(x))),
  ofInput(tf.Sin, (dy, x) => tf.mul(tf.cos(x), dy)),
  ofInput(tf.Softplus, (dy, x) => tf.mul(dy, tf.sigmoid(x))),
  ofInput(tf.Sqrt, (dy, x) => tf.div(dy, tf.mul(tf.sqrt(x), 2))),
  ofInput(tf.Square, (dy, x) => tf.mul(dy, tf.mul(x, 2))),
  clip,
  exponential,
  leakyRelu,
]
