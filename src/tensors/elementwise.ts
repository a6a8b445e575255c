/** Functions of one number, on every number of a tensor. Shapes: `[...Shape] -> [...Shape]`, all of them. */

import type { AnyShape } from '../shapes/dim.js'
import { exactExpm1, withSlope } from './expm1.js'
import { tf, unary } from './native.js'
import type { Tensor } from './tensor.js'

type Keeping = <Kept extends AnyShape>(tensor: Tensor<Kept>) => Tensor<Kept>

// -----------------------------------------------------------------------------
// arithmetic with a number
// -----------------------------------------------------------------------------

/** `-x`. */
export const negate: Keeping = unary(tf.neg)

/** `weight · x`. */
export const mulScalar = (weight: number): Keeping => unary((x) => tf.mul(x, weight))

/** `x + amount`. */
export const addScalar = (amount: number): Keeping => unary((x) => tf.add(x, amount))

/** `x²`. */
export const square: Keeping = unary(tf.square)

/** `√x`. Range: `x >= 0`. */
export const sqrt: Keeping = unary(tf.sqrt)

/** `x` to the power of a number. Range: `x >= 0` for a power that is not a whole number. */
export const pow = (exponent: number): Keeping =>
  unary(
    withSlope(
      (x) => tf.pow(x, exponent),
      // not of `0 · x⁻¹`, which is not a number at 0
      (x) => (exponent === 0 ? tf.zerosLike(x) : tf.mul(tf.pow(x, exponent - 1), exponent)),
    ),
  )

/** `|x|`. Its gradient is 0 at 0. */
export const abs: Keeping = unary(tf.abs)

/** `x` between two bounds. The gradient is 0 outside them, and passes at both. */
export const clip = (low: number, high: number): Keeping => unary((x) => tf.clipByValue(x, low, high))

// -----------------------------------------------------------------------------
// exponentials and logarithms
// -----------------------------------------------------------------------------

/** `eˣ`. */
export const exp: Keeping = unary(tf.exp)

/** `eˣ - 1`, exact near 0. */
export const expm1: Keeping = unary(withSlope(exactExpm1, tf.exp))

/** `ln x`. Range: `x > 0`. */
export const log: Keeping = unary(tf.log)

/** `ln(1 + eˣ)`, finite for every finite `x`. */
export const softplus: Keeping = unary(tf.softplus)

// -----------------------------------------------------------------------------
// waves
// -----------------------------------------------------------------------------

/** `sin x`. Units: radians. Range: -1 to 1. */
export const sin: Keeping = unary(tf.sin)

/** `cos x`. Units: radians. Range: -1 to 1. */
export const cos: Keeping = unary(tf.cos)

// -----------------------------------------------------------------------------
// activations
// -----------------------------------------------------------------------------

/** `tanh x`. Range: -1 to 1. */
export const tanh: Keeping = unary(tf.tanh)

/** `1 / (1 + e⁻ˣ)`. Range: 0 to 1. */
export const sigmoid: Keeping = unary(tf.sigmoid)

/** `max(x, 0)`. Its gradient is 0 at 0. */
export const relu: Keeping = unary(tf.relu)

/** `x` above 0, `slope · x` below. Its gradient is the slope at 0. Source: Maas et al., "Rectifier Nonlinearities", ICML 2013 workshop. */
export const leakyRelu = (slope: number): Keeping => unary((x) => tf.leakyRelu(x, slope))

/** `x` above 0, `eˣ - 1` below. Source: Clevert et al., arXiv:1511.07289. */
export const elu: Keeping = unary(
  withSlope(
    (x) => tf.add(tf.relu(x), exactExpm1(tf.minimum(x, 0))),
    (x) => tf.exp(tf.minimum(x, 0)),
  ),
)

/** `x · sigmoid(x)`. Source: Elfwing et al., arXiv:1702.03118, where it is SiLU. */
export const silu: Keeping = unary((x) => tf.mul(x, tf.sigmoid(x)))

/** 1 where `x > 0`, else 0. Its gradient is 0. */
export const step: Keeping = unary((x) => tf.step(x))
