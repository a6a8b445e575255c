/** The gradients of matrix products. */

import * as tf from '@tensorflow/tfjs-core'
import { unstretch } from './broadcasting.js'
import { gradient, savedAt } from './config.js'

/** The gradient of one operand of a product, itself a product of the other and the product's gradient. */
const matMul = gradient<tf.BatchMatMulAttrs>(
  tf.BatchMatMul,
  { inputsToSave: ['a', 'b'] },
  (dy, saved, { transposeA, transposeB }) => {
    const [a, b] = [savedAt(saved, 0), savedAt(saved, 1)]
    const left = () => (transposeA ? tf.matMul(b, dy, transposeB, true) : tf.matMul(dy, b, false, !transposeB))
    const right = () => (transposeB ? tf.matMul(dy, a, true, transposeA) : tf.matMul(a, dy, !transposeA, false))
    return { a: () => unstretch(left(), a.shape), b: () => unstretch(right(), b.shape) }
  },
)

export const linearGradients: readonly tf.GradConfig[] = [matMul]
