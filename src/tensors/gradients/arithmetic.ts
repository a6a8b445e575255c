/** The gradients of arithmetic on two tensors: what was stretched gets the sum of its copies' gradients. */

import * as tf from '@tensorflow/tfjs-core'
import { binary, unstretch } from './broadcasting.js'
import { gradient, savedAt } from './config.js'

/** The logarithm of a base, which is 0 where there is none. */
const logOfBase = (base: tf.Tensor): tf.Tensor => tf.where(tf.greater(base, 0), tf.log(base), tf.zerosLike(base))

const power = gradient(tf.Pow, { inputsToSave: ['a', 'b'], outputsToSave: [true] }, (dy, saved) => {
  const [base, exponent, value] = [savedAt(saved, 0), savedAt(saved, 1), savedAt(saved, 2)]
  const ofBase = () => tf.mul(dy, tf.mul(exponent, tf.pow(base, tf.sub(exponent, tf.scalar(1)))))
  const ofExponent = () => tf.mul(dy, tf.mul(value, logOfBase(base)))
  return { a: () => unstretch(ofBase(), base.shape), b: () => unstretch(ofExponent(), exponent.shape) }
})

/** The sum over copies comes before the division, which is then of fewer numbers. */
const quotient = gradient(tf.RealDiv, { inputsToSave: ['a', 'b'] }, (dy, saved) => {
  const [a, b] = [savedAt(saved, 0), savedAt(saved, 1)]
  return {
    a: () => unstretch(tf.div(dy, b), a.shape),
    b: () => tf.neg(tf.div(unstretch(tf.mul(dy, a), b.shape), tf.square(b))),
  }
})

const difference = gradient(tf.Sub, { inputsToSave: ['a', 'b'] }, (dy, saved) => ({
  a: () => unstretch(dy, savedAt(saved, 0).shape),
  b: () => tf.neg(unstretch(dy, savedAt(saved, 1).shape)),
}))

export const arithmeticGradients: readonly tf.GradConfig[] = [
  binary(tf.Add, (dy) => [() => dy, () => dy]),
  binary(tf.Multiply, (dy, a, b) => [() => tf.mul(dy, b), () => tf.mul(dy, a)]),
  difference,
  power,
  quotient,
]
