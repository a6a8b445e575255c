/** Functions of one number, on every number of a tensor. Shapes: `[...Shape] -> [...Shape]`, all of them. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { exactExpm1, slopedExpm1 } from './expm1.js'
import { unary } from './native.js'
import { withSlope } from './slopes.js'
import type { Tensor } from './tensor.js'

type Elementwise = <Kept extends AnyShape>(tensor: Tensor<Kept>) => Tensor<Kept>

// -----------------------------------------------------------------------------
// arithmetic with a number
// -----------------------------------------------------------------------------

/** `-x`. */
export const negate: Elementwise = unary(tf.neg)

/** `weight · x`. */
export const mulScalar = (weight: number): Elementwise => unary((x) => tf.mul(x, weight))

/** `x + amount`. */
export const addScalar = (amount: number): Elementwise => unary((x) => tf.add(x, amount))

/** `x²`. */
export const square: Elementwise = unary(tf.square)

/** `√x`. Range: `x >= 0`. */
export const sqrt: Elementwise = unary(tf.sqrt)

/** `x` to the power of a number. Range: `x >= 0` for a power that is not a whole number. */
export const pow = (exponent: number): Elementwise =>
  unary(
    withSlope(
      (x) => tf.pow(x, exponent),
      // not of `0 · x⁻¹`, which is not a number at 0
      (x) => (exponent === 0 ? tf.zerosLike(x) : tf.mul(tf.pow(x, exponent - 1), exponent)),
    ),
  )

/** `|x|`. Its gradient is 0 at 0. */
export const abs: Elementwise = unary(tf.abs)

/** `x` between two bounds. The gradient is 0 outside them, and passes at both. */
export const clip = (low: number, high: number): Elementwise => unary((x) => tf.clipByValue(x, low, high))

// -----------------------------------------------------------------------------
// exponentials and logarithms
// -----------------------------------------------------------------------------

/** `eˣ`. */
export const exp: Elementwise = unary(tf.exp)

/** `eˣ - 1`, exact near 0. */
export const expm1: Elementwise = unary(slopedExpm1)

/** `ln x`. Range: `x > 0`. */
export const log: Elementwise = unary(tf.log)

/** `ln(1 + eˣ)`, finite for every finite `x`. */
export const softplus: Elementwise = unary(tf.softplus)

// -----------------------------------------------------------------------------
// waves
// -----------------------------------------------------------------------------

/** `sin x`. Units: radians. Range: -1 to 1. */
export const sin: Elementwise = unary(tf.sin)

/** `cos x`. Units: radians. Range: -1 to 1. */
export const cos: Elementwise = unary(tf.cos)

// -----------------------------------------------------------------------------
// activations
// -----------------------------------------------------------------------------

/** `tanh x`. Range: -1 to 1. */
export const tanh: Elementwise = unary(tf.tanh)

/** `1 / (1 + e⁻ˣ)`. Range: 0 to 1. */
export const sigmoid: Elementwise = unary(tf.sigmoid)

/** `max(x, 0)`. Its gradient is 0 at 0. */
export const relu: Elementwise = unary(tf.relu)

/** `x` above 0, `slope · x` below. Its gradient is the slope at 0. Source: Maas et al., "Rectifier Nonlinearities", ICML 2013 workshop. */
export const leakyRelu = (slope: number): Elementwise => unary((x) => tf.leakyRelu(x, slope))

/** `x` above 0, `eˣ - 1` below. Source: Clevert et al., arXiv:1511.07289. */
export const elu: Elementwise = unary(
  withSlope(
    (x) => tf.add(tf.relu(x), exactExpm1(tf.minimum(x, 0))),
    (x) => tf.exp(tf.minimum(x, 0)),
  ),
)

/** `x · sigmoid(x)`. Source: Elfwing et al., arXiv:1702.03118, where it is SiLU. */
export const silu: Elementwise = unary((x) => tf.mul(x, tf.sigmoid(x)))

/** 1 where `x > 0`, else 0. Its gradient is 0. */
export const step: Elementwise = unary((x) => tf.step(x))
