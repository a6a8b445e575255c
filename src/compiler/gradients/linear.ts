/** The gradients of matrix products and contractions. */
import * as tf from '@tensorflow/tfjs'
import { unstretch } from './broadcasting.js'
import { gradient, savedAt } from './config.js'

// -----------------------------------------------------------------------------
// matrix products
// -----------------------------------------------------------------------------

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

// -----------------------------------------------------------------------------
// einsum
// -----------------------------------------------------------------------------

/**
 * A contraction's gradient is a contraction: of the result's gradient and the other operand, to the labels of this one.
 * A label that neither of those has was summed away, so its gradient is the same all along it.
 */
const contract = (
  dy: tf.Tensor,
  result: string,
  own: { readonly labels: string; readonly shape: number[] },
  others: readonly { readonly labels: string; readonly tensor: tf.Tensor }[],
): tf.Tensor => {
  const available = [result, ...others.map((other) => other.labels)].join('')
  const present = [...own.labels].filter((label) => available.includes(label)).join('')
  const equation = `${[result, ...others.map((other) => other.labels)].join()}->${present}`
  const contracted = tf.einsum(equation, dy, ...others.map((other) => other.tensor))
  const sizes = [...own.labels].map((label, axis) => (present.includes(label) ? (own.shape[axis] ?? 1) : 1))
  return tf.broadcastTo(tf.reshape(contracted, sizes), own.shape)
}

/** TensorFlow.js calls the operands of `einsum` by their numbers. */
const einsum = gradient<tf.EinsumAttrs>(tf.Einsum, { saveAllInputs: true }, (dy, saved, { equation }) => {
  const [terms = '', result = ''] = equation.replaceAll(/\s/g, '').split('->')
  const operands = terms.split(',').map((labels, index) => ({ labels, tensor: savedAt(saved, index) }))
  const back = ({ labels, tensor }: (typeof operands)[number], index: number) =>
    contract(dy, result, { labels, shape: tensor.shape }, operands.toSpliced(index, 1))
  return Object.fromEntries(operands.map((operand, index) => [index, () => back(operand, index)]))
})

export const linearGradients: readonly tf.GradConfig[] = [matMul, einsum]
