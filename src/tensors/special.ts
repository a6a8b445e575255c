/** Special functions that TensorFlow.js has not. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { stirling } from './gammaFunctions.js'
import { unary } from './native.js'
import type { Tensor } from './tensor.js'

const SHIFT = 7

/** `ln (x + 1)(x + 2)…(x + 7)`, by products that do not overflow below 1e9. */
const logRising = (x: tf.Tensor): tf.Tensor => {
  const product = (...amounts: readonly number[]): tf.Tensor =>
    amounts.slice(1).reduce<tf.Tensor>((all, each) => tf.mul(all, tf.add(x, each)), tf.add(x, amounts[0] as number))
  return tf.add(tf.log(product(1, 2, 3, 4)), tf.log(product(5, 6, 7)))
}

/**
 * `ln x! = ln Γ(x + 1)`, as `ln Γ(x + 8)` by Stirling's series less the logarithm of what is between.
 *
 * Its error is a few roundings of float32 of the larger of both: 1e-6 near 0 and 1, where it is 0 itself.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: `x` from 0 to 1e9.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 6.1.15 and 6.1.40.
 */
export const logFactorial: <Kept extends AnyShape>(x: Tensor<Kept>) => Tensor<Kept> = unary((x) =>
  tf.sub(stirling(tf.add(x, SHIFT + 1)), logRising(x)),
)

/** The largest whole number that is not above `x`. Its gradient is 0. Shapes: `[...Shape] -> [...Shape]`. */
export const floor: <Kept extends AnyShape>(x: Tensor<Kept>) => Tensor<Kept> = unary((x) => tf.floor(x))
