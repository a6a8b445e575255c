/**
 * What is computed of logits and of log-rates that may be infinite: of an event that is certain, or impossible.
 *
 * Each gradient is written here, since that of the parts would be `0 · ∞`.
 */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { exactExpm1 } from './expm1.js'
import { bindSame, LARGEST, unary, unwrap, wrap } from './native.js'
import { withSlope, withSlopes } from './slopes.js'
import type { Tensor } from './tensor.js'
import { weighed } from './weighing.js'

type Elementwise = <Kept extends AnyShape>(tensor: Tensor<Kept>) => Tensor<Kept>

const negatedSize = (x: tf.Tensor): tf.Tensor => tf.neg(tf.abs(x))

/** The derivative of the logistic function. */
const slope = (x: tf.Tensor): tf.Tensor => {
  const decay = tf.exp(negatedSize(x))
  return tf.div(decay, tf.square(tf.add(decay, 1)))
}

// -----------------------------------------------------------------------------
// the parts of softplus(x) = max(x, 0) + ln(1 + e^-|x|)
// -----------------------------------------------------------------------------

/** A number within two others, whose gradient passes everywhere. */
const passing = (low: number, high: number): Elementwise =>
  unary(
    tf.customGrad((x) => ({
      value: tf.clipByValue(x as tf.Tensor, low, high),
      gradFunc: (dy) => (dy as tf.Tensor).clone(),
    })),
  )

/** Infinity as the largest float, so that 0 times it is 0. Its gradient passes. */
export const finite: Elementwise = passing(-LARGEST, LARGEST)

/** The same of a log-rate, whose rate overflows long before: so that some times it is less than that rate. */
export const finiteRate: Elementwise = passing(-LARGEST, 1e4)

/** The same numbers, but that the largest float is infinity: it overflows. Of sums of what `finite` has made. */
export const infinite: Elementwise = unary((x) => tf.mul(tf.add(x, x), 0.5))

/** `max(x, 0)`, with the gradient of all of `softplus`. */
export const softplusLinear: Elementwise = unary(withSlope(tf.relu, tf.sigmoid))

/** `ln(1 + e^-|x|)`, without a gradient. */
export const softplusRest: Elementwise = unary(
  tf.customGrad((x) => ({
    value: tf.softplus(negatedSize(x as tf.Tensor)),
    gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
  })),
)

// -----------------------------------------------------------------------------
// information
// -----------------------------------------------------------------------------

/** The entropy of bits of some logits: `softplus(-|x|) + |x| sigmoid(-|x|)`, with the gradient `-x sigmoid'(x)`. */
export const entropyOfLogits: Elementwise = unary(
  withSlope(
    (x) => {
      const below = negatedSize(x)
      return tf.add(tf.softplus(below), weighed(tf.sigmoid(below), tf.abs(x)))
    },
    (x) => tf.neg(weighed(slope(x), x)),
  ),
)

/** `sigmoid(own) ln (sigmoid(own) / sigmoid(other))`: nothing where the first is 0. */
const informationOf = (own: tf.Tensor, other: tf.Tensor): tf.Tensor =>
  weighed(tf.sigmoid(own), tf.sub(tf.softplus(tf.neg(other)), tf.softplus(tf.neg(own))))

const divergence = withSlopes(
  (q, p) => tf.add(informationOf(q, p), informationOf(tf.neg(q), tf.neg(p))),
  (q, p) => [weighed(slope(q), tf.sub(q, p)), tf.sub(tf.sigmoid(p), tf.sigmoid(q))],
)

/**
 * The divergence of bits of some logits from bits of others.
 *
 * As `q(1) ln q(1)/p(1) + q(0) ln q(0)/p(0)` with every logarithm a softplus: the shorter
 * `q(1)(logit_q - logit_p) - softplus(logit_q) + softplus(logit_p)` loses all digits at large logits.
 *
 * Shapes: `[...Shape], [...Shape] -> [...Shape]`.
 */
export const divergenceOfLogits =
  <Kept extends AnyShape>(p: Tensor<Kept>) =>
  (q: Tensor<Kept>): Tensor<Kept> => {
    bindSame('divergenceOfLogits', q, p)
    return wrap(q.shape, divergence(unwrap(q), unwrap(p)))
  }

const divergenceOfRates = withSlopes(
  (q, p) => {
    const [rate, ratio] = [tf.exp(q), tf.sub(q, p)]
    const near = tf.mul(rate, tf.add(exactExpm1(tf.neg(ratio)), ratio))
    const far = tf.add(tf.sub(tf.exp(p), rate), weighed(rate, ratio))
    return tf.where(tf.greater(ratio, -1), near, far)
  },
  (q, p) => [weighed(tf.exp(q), tf.sub(q, p)), tf.sub(tf.exp(p), tf.exp(q))],
)

/**
 * The divergence of counts of some log-rates from counts of others: `rate_q (e⁻ʳ - 1 + r)`, with
 * `r = ln(rate_q / rate_p)`, which has all its digits near equality.
 *
 * Far below it `e⁻ʳ` overflows, so there `rate_p - rate_q + rate_q r`. Shapes: `[...Shape], [...Shape] -> [...Shape]`.
 */
export const divergenceOfLogRates =
  <Kept extends AnyShape>(p: Tensor<Kept>) =>
  (q: Tensor<Kept>): Tensor<Kept> => {
    bindSame('divergenceOfLogRates', q, p)
    return wrap(q.shape, divergenceOfRates(unwrap(q), unwrap(p)))
  }
