/**
 * The gradients of functions that are constant wherever they have one.
 *
 * Without them TensorFlow.js throws as soon as a comparison lies between the loss and a parameter, as in
 * `where(greater(x, 0), …)`.
 */

import * as tf from '@tensorflow/tfjs-core'
import { gradient, savedAt, zerosFor } from './config.js'

const zeros = (kernelName: string, ...names: string[]): tf.GradConfig =>
  gradient(kernelName, { inputsToSave: names }, (_, saved) =>
    Object.fromEntries(names.map((name, index) => [name, () => zerosFor(savedAt(saved, index))])),
  )

const ofTwo = [tf.Greater, tf.GreaterEqual, tf.Less, tf.LessEqual, tf.Equal, tf.LogicalAnd]

const ofOne = [tf.LogicalNot, tf.ArgMax, tf.IsNan, tf.Floor, tf.Step, tf.ZerosLike]

export const zeroGradients: readonly tf.GradConfig[] = [
  ...ofTwo.map((kernelName) => zeros(kernelName, 'a', 'b')),
  ...ofOne.map((kernelName) => zeros(kernelName, 'x')),
  zeros(tf.OneHot, 'indices'),
]
