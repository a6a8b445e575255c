/**
 * The gamma function of native tensors by its logarithm, which TensorFlow.js has not, with its own slopes: Stirling's series from 8
 * on, and below 8 what is between.
 */

import * as tf from '@tensorflow/tfjs-core'
import { exactLog1p } from './expm1.js'
import { withSlope, withSlopes } from './slopes.js'

/** Where Stirling's series begins. */
const FROM = 8

/** `c₀ + y (c₁ + y (c₂ + …))`, from the highest power. */
const polynomial = (y: tf.Tensor, [first = 0, ...others]: readonly number[]): tf.Tensor =>
  others.reduce<tf.Tensor>((sum, each) => tf.add(tf.mul(sum, y), each), tf.add(tf.zerosLike(y), first))

/** `1/12y - 1/360y³ + 1/1260y⁵`: what Stirling's formula lacks, to 3e-10 from 8 on. */
const correction = (y: tf.Tensor): tf.Tensor => {
  const inverse = tf.reciprocal(y)
  return tf.mul(polynomial(tf.square(inverse), [1 / 1260, -1 / 360, 1 / 12]), inverse)
}

/** Its slope `-1/12y² + 1/120y⁴ - 1/252y⁶`. */
const correctionSlope = (y: tf.Tensor): tf.Tensor =>
  polynomial(tf.square(tf.reciprocal(y)), [-1 / 252, 1 / 120, -1 / 12, 0])

/** `ln Γ(y) = (y - ½) ln y - y + ½ ln 2π + …`, to float32 from 7 on. Source: Abramowitz and Stegun, 6.1.40. */
export const stirling = (y: tf.Tensor): tf.Tensor => {
  const leading = tf.sub(tf.mul(tf.sub(y, 0.5), tf.log(y)), y)
  return tf.add(tf.add(leading, 0.5 * Math.log(2 * Math.PI)), correction(y))
}

/** Its slope. Source: Abramowitz and Stegun, 6.3.18. */
const stirlingSlope = (y: tf.Tensor): tf.Tensor => tf.add(tf.sub(tf.log(y), tf.div(0.5, y)), correctionSlope(y))

// -----------------------------------------------------------------------------
// below 8
// -----------------------------------------------------------------------------

/** `x + 0, …, x + 7`. */
const steps = (x: tf.Tensor): readonly tf.Tensor[] => Array.from({ length: FROM }, (_, step) => tf.add(x, step))

const product = (factors: readonly tf.Tensor[]): tf.Tensor => factors.reduce((all, each) => tf.mul(all, each))

/** `ln x(x + 1)…(x + 7)`. */
const logSteps = (x: tf.Tensor): tf.Tensor => {
  const each = steps(x)
  return tf.add(tf.log(product(each.slice(0, 4))), tf.log(product(each.slice(4))))
}

/** Its slope `1/x + … + 1/(x + 7)`. */
const logStepsSlope = (x: tf.Tensor): tf.Tensor =>
  steps(x)
    .map((each) => tf.reciprocal(each))
    .reduce((sum, each) => tf.add(sum, each))

/** From 8 on as it is; below it at `x + 8`, less what is between. */
const above8 =
  (from8: (y: tf.Tensor) => tf.Tensor, between: (x: tf.Tensor) => tf.Tensor) =>
  (x: tf.Tensor): tf.Tensor => {
    const isBelow = tf.less(x, FROM)
    const value = from8(tf.where(isBelow, tf.add(x, FROM), x))
    return tf.where(isBelow, tf.sub(value, between(tf.minimum(x, FROM))), value)
  }

/** `ζ(k) - 1` for k from 2. */
const ZETA = [
  0.6449340668482264, 0.20205690315959424, 0.08232323371113814, 0.03692775514336999, 0.017343061984449237,
  0.008349277381922926, 0.0040773561979443596, 0.002008392826082117, 0.000994575127817976, 0.0004941886041194277,
  0.00024608655330804474, 0.00012271334757851804, 0.00006124813505881122,
]

const EULER = 0.5772156649015329

/** `ln Γ(2 + z) = (1 - γ) z + Σ (ζ(k) - 1)(-z)ᵏ / k` for |z| up to ½. Source: Abramowitz and Stegun, 6.1.33. */
const AROUND_2 = [0, 1 - EULER, ...ZETA.map((each, at) => (each * (-1) ** at) / (at + 2))].toReversed()

/** From ½ to 2½, where it passes 0 twice: by the series around 2, and that around 1 as `ln Γ(x + 1) - ln x`. */
const nearItsZeros = (x: tf.Tensor): tf.Tensor => {
  const at = tf.clipByValue(x, 0.5, 2.5)
  const isFirst = tf.less(at, 1.5)
  const value = polynomial(tf.where(isFirst, tf.sub(at, 1), tf.sub(at, 2)), AROUND_2)
  return tf.where(isFirst, tf.sub(value, tf.log(at)), value)
}

// -----------------------------------------------------------------------------
// above 0
// -----------------------------------------------------------------------------

const logGammaOf = (x: tf.Tensor): tf.Tensor => {
  const isNear = tf.lessEqual(tf.abs(tf.sub(x, 1.5)), 1)
  return tf.where(isNear, nearItsZeros(x), above8(stirling, logSteps)(x))
}

/** The digamma function. Source: Abramowitz and Stegun, 6.3.6 and 6.3.18. */
const digammaOf = above8(stirlingSlope, logStepsSlope)

/** `logGamma` of native tensors. */
export const slopedLogGamma = withSlope(logGammaOf, digammaOf)

// -----------------------------------------------------------------------------
// of two numbers
// -----------------------------------------------------------------------------

/** One of two by whether θ is 8 or more, each given numbers that it is for. */
const byTheta = (
  theta: tf.Tensor,
  far: (theta: tf.Tensor) => tf.Tensor,
  near: (theta: tf.Tensor) => tf.Tensor,
): tf.Tensor => tf.where(tf.less(theta, FROM), near(tf.minimum(theta, FROM)), far(tf.maximum(theta, FROM)))

/** Stirling's series at `θ + x` less that at θ, less `x ln θ`, with `θ ln θ` taken from both. */
const risingFar = (x: tf.Tensor) => (theta: tf.Tensor) => {
  const end = tf.add(theta, x)
  const leading = tf.sub(tf.mul(tf.sub(end, 0.5), exactLog1p(tf.div(x, theta))), x)
  return tf.add(leading, tf.sub(correction(end), correction(theta)))
}

const risingNear = (x: tf.Tensor) => (theta: tf.Tensor) =>
  tf.sub(tf.sub(logGammaOf(tf.add(theta, x)), logGammaOf(theta)), tf.mul(x, tf.log(theta)))

const slopeFar = (x: tf.Tensor) => (theta: tf.Tensor) => {
  const [end, share] = [tf.add(theta, x), tf.div(x, theta)]
  const leading = tf.add(tf.sub(exactLog1p(share), share), tf.div(tf.mul(share, 0.5), end))
  return tf.add(leading, tf.sub(correctionSlope(end), correctionSlope(theta)))
}

const slopeNear = (x: tf.Tensor) => (theta: tf.Tensor) =>
  tf.sub(tf.sub(digammaOf(tf.add(theta, x)), digammaOf(theta)), tf.div(x, theta))

/** `logRising` of native tensors. */
export const logRisingOf = withSlopes(
  (theta, x) => byTheta(theta, risingFar(x), risingNear(x)),
  (theta, x) => [byTheta(theta, slopeFar(x), slopeNear(x)), tf.sub(digammaOf(tf.add(theta, x)), tf.log(theta))],
)

// -----------------------------------------------------------------------------
// the digamma function of two numbers
// -----------------------------------------------------------------------------

/** `1/y + 1/2y² + 1/6y³ - 1/30y⁵ + 1/42y⁷`: the trigamma function from 8 on. Source: Abramowitz and Stegun, 6.4.12. */
const stirlingCurvature = (y: tf.Tensor): tf.Tensor => {
  const inverse = tf.reciprocal(y)
  const odd = tf.mul(polynomial(tf.square(inverse), [1 / 42, -1 / 30, 1 / 6, 1]), inverse)
  return tf.add(odd, tf.mul(tf.square(inverse), 0.5))
}

/** Minus the slope of `1/x + … + 1/(x + 7)`. */
const logStepsCurvature = (x: tf.Tensor): tf.Tensor =>
  steps(x)
    .map((each) => tf.neg(tf.square(tf.reciprocal(each))))
    .reduce((sum, each) => tf.add(sum, each))

/** The trigamma function. Source: Abramowitz and Stegun, 6.4.6 and 6.4.12. */
const trigammaOf = above8(stirlingCurvature, logStepsCurvature)

/** `ψ(θ + x) - ψ(θ)` by Stirling's series, whose logarithms are one of `1 + x/θ`. */
const digammaFar = (x: tf.Tensor) => (theta: tf.Tensor) => tf.add(slopeFar(x)(theta), tf.div(x, theta))

const digammaNear = (x: tf.Tensor) => (theta: tf.Tensor) => tf.sub(digammaOf(tf.add(theta, x)), digammaOf(theta))

/** `digammaRising` of native tensors. */
export const digammaRisingOf = withSlopes(
  (theta, x) => byTheta(theta, digammaFar(x), digammaNear(x)),
  (theta, x) => {
    const end = trigammaOf(tf.add(theta, x))
    return [tf.sub(end, trigammaOf(theta)), end]
  },
)
