/** Kullback-Leibler divergences in closed form, by pair of distributions. */

import type { AnyShape, Dim } from '../shapes/dim.js'
import type * as T from '../tensors/index.js'
import * as Bernoulli from './bernoulli.js'
import * as Categorical from './categorical.js'
import * as ContinuousBernoulli from './continuousBernoulli.js'
import * as DiagonalNormal from './diagonalNormal.js'
import * as FullNormal from './fullNormal.js'
import * as Laplace from './laplace.js'
import { refuseApart, refuseOtherEvent } from './over.js'
import * as Poisson from './poisson.js'
import type { StandardNormal } from './standardNormal.js'

export {
  closedForm,
  closedFormOf,
  type HasClosedForm,
  hasClosedForm,
  type RowOf,
  type Second,
  type TaggedDistribution,
} from './closedForm.js'

// -----------------------------------------------------------------------------
// of normal distributions
// -----------------------------------------------------------------------------

/**
 * `KL(q || N(0, I))` for every number of the event.
 *
 * Shapes: `[Row, ...Event]`. Units: nats. Range: never negative.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix B.
 */
export const toStandardNormalPerDimension = DiagonalNormal.klToStandardPerDimension

/**
 * `KL(q || N(0, I))`, summed over the event.
 *
 * The prior is an argument, so that the two cannot be exchanged by mistake: no other order of these types compiles.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: never negative.
 * Errors: a `ShapeError` when the prior is over another event, which a cast let through.
 * Source: Kingma and Welling, arXiv:1312.6114, appendix B.
 */
export const toStandardNormal =
  <Event extends AnyShape>(prior: StandardNormal<Event>) =>
  <Row extends Dim>(q: DiagonalNormal.DiagonalNormal<Row, Event>): T.Tensor<readonly [Row]> => {
    refuseOtherEvent('Kl.toStandardNormal', q.mean, prior)
    return DiagonalNormal.family.kl.StandardNormal<Row, Event>(prior)(q)
  }

/**
 * `KL(q || p)` of two diagonal normal distributions, summed over the event.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative.
 * Errors: a `ShapeError` when they are over other rows or events, which a cast let through.
 * Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning", equation A.23, for diagonal covariances.
 */
export const toDiagonalNormal =
  <Row extends Dim, Event extends AnyShape>(p: DiagonalNormal.DiagonalNormal<Row, Event>) =>
  (q: DiagonalNormal.DiagonalNormal<Row, Event>): T.Tensor<readonly [Row]> => {
    refuseApart('Kl.toDiagonalNormal', q.mean, p.mean)
    return DiagonalNormal.family.kl.DiagonalNormal<Row, Event>(p)(q)
  }

/**
 * `KL(q || N(0, I))` of a normal distribution of full covariance.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Errors: a `ShapeError` when the prior is over another event, which a cast let through.
 * Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning", equation A.23.
 */
export const fullToStandardNormal =
  <Event extends AnyShape>(prior: StandardNormal<Event>) =>
  <Row extends Dim>(q: FullNormal.FullNormal<Row, Event>): T.Tensor<readonly [Row]> => {
    refuseOtherEvent('Kl.fullToStandardNormal', q.mean, prior)
    return FullNormal.family.kl.StandardNormal<Row, Event>(prior)(q)
  }

/**
 * `KL(q || p)` of two normal distributions of full covariance: that of q to `N(0, I)` in the coordinates in which p is it.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Rasmussen and Williams, equation A.23.
 */
export const toFullNormal = FullNormal.family.kl.FullNormal

// -----------------------------------------------------------------------------
// of other distributions, each to one of its own family
// -----------------------------------------------------------------------------

/**
 * `KL(q || p)` of two Laplace distributions, summed over the event.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Meyer, "An Alternative Probabilistic Interpretation of the Huber Loss", arXiv:1911.02088.
 */
export const toLaplace = Laplace.family.kl.Laplace

/**
 * `KL(q || p)` of two categorical distributions, summed over the distributions of the event.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, equation 2.26.
 */
export const toCategorical = Categorical.family.kl.Categorical

/**
 * `KL(q || p)` of independent Bernoulli distributions, summed over the event: `Σ q(1) ln q(1)/p(1) + q(0) ln q(0)/p(0)`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Cover and Thomas, equation 2.26.
 */
export const toBernoulli = Bernoulli.family.kl.Bernoulli

/**
 * `KL(q || p)` of independent Poisson distributions, summed over the event: `Σ rate_q (e⁻ʳ - 1 + r)`, with
 * `r = ln(rate_q / rate_p)`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 3rd edition, chapter 4.
 */
export const toPoisson = Poisson.family.kl.Poisson

/**
 * `KL(q || p)` of independent continuous Bernoulli distributions, summed over the event: with C the logarithm of the
 * normalizer, `Σ C(logit_p) - C(logit_q) - (logit_p - logit_q)·mean_q`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Nielsen and Garcia, arXiv:0911.4863.
 */
export const toContinuousBernoulli = ContinuousBernoulli.family.kl.ContinuousBernoulli
