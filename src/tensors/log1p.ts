/** `ln(1 + x)`, exact near 0: no engine has it for all of them. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { withSlope } from './expm1.js'
import { unary } from './native.js'
import type { Tensor } from './tensor.js'

/** The odd numbers of `Σ t²ᵏ / (2k + 1)`, from the highest power: to 1e-9 for |t| up to 1/3. */
const TERMS = [15, 13, 11, 9, 7, 5, 3, 1]

/** With `t = x / (2 + x)` it is `2 artanh t`; beyond -½ and 1, where the sum loses no digit of x, the logarithm itself. */
export const exactLog1p = (x: tf.Tensor): tf.Tensor => {
  const near = tf.clipByValue(x, -0.5, 1)
  const t = tf.div(near, tf.add(near, 2))
  const square = tf.square(t)
  const series = TERMS.reduce<tf.Tensor>((sum, each) => tf.add(tf.mul(sum, square), 1 / each), tf.zerosLike(square))
  return tf.where(tf.equal(x, near), tf.mul(tf.mul(series, t), 2), tf.log(tf.add(x, 1)))
}

/** `ln(1 + x)`, exact near 0. Shapes: `[...Shape] -> [...Shape]`. Range: x above -1. */
export const log1p: <Kept extends AnyShape>(x: Tensor<Kept>) => Tensor<Kept> = unary(
  withSlope(exactLog1p, (x) => tf.reciprocal(tf.add(x, 1))),
)
