/** Kullback-Leibler divergences in closed form, of laws that are not normal. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { divergenceOfLogits, divergenceOfLogRates } from '../tensors/logits.js'
import { logSoftmax, softmax } from '../tensors/softmax.js'
import { weighBy } from '../tensors/weighing.js'
import type { Bernoulli } from './bernoulli.js'
import type { Categorical } from './categorical.js'
import { type ContinuousBernoulli, entropy } from './continuousBernoulli.js'
import * as Tilt from './exponentialTilt.js'
import type { Laplace } from './laplace.js'
import type { Poisson } from './poisson.js'

/**
 * `KL(q || p)` of two Laplace laws, summed over the event.
 *
 * With `t = |mean_q - mean_p| / scale_q` and `r = ln(scale_q / scale_p)`, `Σ eʳ(e⁻ᵗ - 1 + t) + (eʳ - 1 - r)`: two parts
 * that are each 0 at equality, not `ln(scale_p / scale_q) + (scale_q e⁻ᵗ + |mean_q - mean_p|) / scale_p - 1`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Meyer, "An Alternative Probabilistic Interpretation of the Huber Loss", arXiv:1911.02088,
 * the divergence of two Laplace laws.
 */
export const toLaplace =
  <Row extends Dim, Event extends AnyShape>(p: Laplace<Row, Event>) =>
  (q: Laplace<Row, Event>): T.Tensor<readonly [Row]> => {
    const logRatio = pipe(q.logScale, T.same.sub(p.logScale))
    const away = pipe(q.mean, T.same.sub(p.mean), T.abs, T.same.mul(pipe(q.logScale, T.negate, T.exp)))
    return pipe(
      T.expm1(T.negate(away)),
      T.same.add(away),
      T.same.mul(T.exp(logRatio)),
      T.same.add(T.expm1(logRatio)),
      T.same.sub(logRatio),
      T.sumEvent(T.eventShape(q.mean))<readonly [Row]>,
    )
  }

/**
 * `KL(q || p)` of two categorical laws, summed over the laws of the event.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, equation 2.26.
 */
export const toCategorical =
  <Row extends Dim, Event extends AnyShape>(p: Categorical<Row, Event>) =>
  (q: Categorical<Row, Event>): T.Tensor<readonly [Row]> =>
    pipe(
      logSoftmax(q.logits),
      T.same.sub(logSoftmax(p.logits)),
      weighBy(softmax(q.logits)),
      T.sumEvent(T.eventShape(q.logits))<readonly [Row]>,
    )

/**
 * `KL(q || p)` of independent Bernoulli laws, summed over the event: `Σ q(1) ln q(1)/p(1) + q(0) ln q(0)/p(0)`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Cover and Thomas, equation 2.26.
 */
export const toBernoulli =
  <Row extends Dim, Event extends AnyShape>(p: Bernoulli<Row, Event>) =>
  (q: Bernoulli<Row, Event>): T.Tensor<readonly [Row]> =>
    pipe(q.logits, divergenceOfLogits(p.logits), T.sumEvent(T.eventShape(q.logits))<readonly [Row]>)

/**
 * `KL(q || p)` of independent Poisson laws, summed over the event: `Σ rate_q (e⁻ʳ - 1 + r)`, with
 * `r = ln(rate_q / rate_p)`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 3rd edition, chapter 4, by the mean of
 * `x ln(rate_q / rate_p) - rate_q + rate_p`.
 */
export const toPoisson =
  <Row extends Dim, Event extends AnyShape>(p: Poisson<Row, Event>) =>
  (q: Poisson<Row, Event>): T.Tensor<readonly [Row]> =>
    pipe(q.logRates, divergenceOfLogRates(p.logRates), T.sumEvent(T.eventShape(q.logRates))<readonly [Row]>)

/**
 * `KL(q || p)` of independent continuous Bernoulli laws, summed over the event: with C the logarithm of the normalizer,
 * `Σ C(logit_p) - C(logit_q) - (logit_p - logit_q)·mean_q`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Nielsen and Garcia, "Statistical exponential families: A digest with flash cards", arXiv:0911.4863, the
 * divergence of two laws of one exponential family.
 */
export const toContinuousBernoulli =
  <Row extends Dim, Event extends AnyShape>(p: ContinuousBernoulli<Row, Event>) =>
  (q: ContinuousBernoulli<Row, Event>): T.Tensor<readonly [Row]> =>
    pipe(q.logits, Tilt.divergence(p.logits), T.sumEvent(T.eventShape(q.logits))<readonly [Row]>)

/**
 * `KL(q || uniform)` of independent continuous Bernoulli laws: minus their entropy, of which no digit is lost near 0.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: never negative.
 */
export const toUniform = <Row extends Dim, Event extends AnyShape>(
  q: ContinuousBernoulli<Row, Event>,
): T.Tensor<readonly [Row]> => T.negate(entropy(q))
