/** The heads of the distributions, each a line. */

import * as Bernoulli from '../distributions/bernoulli.js'
import { positive, type Temperature } from '../distributions/bound.js'
import * as Categorical from '../distributions/categorical.js'
import * as ContinuousBernoulli from '../distributions/continuousBernoulli.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import * as Laplace from '../distributions/laplace.js'
import * as NegativeBinomial from '../distributions/negativeBinomial.js'
import * as Poisson from '../distributions/poisson.js'
import * as RelaxedBernoulli from '../distributions/relaxedBernoulli.js'
import * as RelaxedCategorical from '../distributions/relaxedCategorical.js'
import * as StudentT from '../distributions/studentT.js'
import * as WrappedNormal from '../distributions/wrappedNormal.js'
import * as Zero from '../distributions/zeroInflatedNegativeBinomial.js'
import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { head, headOfParameter, type SizedHead } from './head.js'
import type { BernoulliHeadLayer, NormalHeadLayer } from './headTypes.js'
import type { Layer } from './layer.js'
import type { AffineMaps, Keep } from './step.js'

/** A temperature that all numbers share. */
const at = (name: string, temperature: unknown) => {
  const known = positive(name, 'temperature', temperature)
  return () => ({ temperature: T.scalar(known) })
}

// -----------------------------------------------------------------------------
// of both sizes, or of the output size alone
// -----------------------------------------------------------------------------

/**
 * The μ and log σ² heads of a diagonal normal distribution, each an affine map of its own.
 *
 * `normalHead(500, 20)`, or `normalHead(20)` with the input size of the layer before. The log-variance is bounded.
 *
 * Shapes: `[Row, In] -> DiagonalNormal<Row, [Out]>`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix C.2.
 */
export const normalHead: NormalHeadLayer = head('normalHead', DiagonalNormal.family)

/**
 * The logits of independent Bernoulli distributions: `bernoulliHead(500, 784)`, or `bernoulliHead(784)`.
 *
 * Shapes: `[Row, In] -> Bernoulli<Row, [Out]>`.
 * Source: Kingma and Welling, arXiv:1312.6114, appendix C.1.
 */
export const bernoulliHead: BernoulliHeadLayer = head('bernoulliHead', Bernoulli.family)

/** The parameters of the Laplace head. */
export type LaplaceParameters<In extends Dim, Output extends Dim> = AffineMaps<'mean' | 'logScale', In, Output>

/**
 * The mean and the log-scale of a Laplace distribution, each an affine map of its own: `laplaceHead(500, 20)`, or
 * `laplaceHead(20)`. The log-scale is bounded.
 *
 * Shapes: `[Row, In] -> Laplace<Row, [Out]>`.
 */
export const laplaceHead: SizedHead<'laplaceHead', 'Laplace'> = head('laplaceHead', Laplace.family)

/**
 * The log-rates of independent Poisson distributions: `poissonHead(500, 784)`, or `poissonHead(784)`. They are bounded as
 * log-variances are: rates from 0.00005 to 22,000.
 *
 * Shapes: `[Row, In] -> Poisson<Row, [Out]>`.
 */
export const poissonHead: SizedHead<'poissonHead', 'Poisson'> = head('poissonHead', Poisson.family)

/** The parameters of the negative binomial head. */
export type NegativeBinomialParameters<In extends Dim, Output extends Dim> = AffineMaps<
  'logMean' | 'logConcentration',
  In,
  Output
>

/**
 * The log-means and log-concentrations of independent negative binomial distributions, each an affine map of its own:
 * `negativeBinomialHead(500, 784)`, or `(784)`. Both are bounded as log-rates of `poissonHead` are.
 *
 * Shapes: `[Row, In] -> NegativeBinomial<Row, [Out]>`.
 */
export const negativeBinomialHead: SizedHead<'negativeBinomialHead', 'NegativeBinomial'> = head(
  'negativeBinomialHead',
  NegativeBinomial.family,
)

/** The parameters of the zero-inflated negative binomial head. */
export type ZeroInflatedNegativeBinomialParameters<In extends Dim, Output extends Dim> = AffineMaps<
  'logMean' | 'logConcentration' | 'logits',
  In,
  Output
>

/**
 * The same of zero-inflated ones, and the logits of a 0: `zeroInflatedNegativeBinomialHead(500, 784)`, or `(784)`.
 *
 * Shapes: `[Row, In] -> ZeroInflatedNegativeBinomial<Row, [Out]>`.
 * Source: Lopez et al., "Deep generative modeling for single-cell transcriptomics", Nature Methods 15, 2018.
 */
export const zeroInflatedNegativeBinomialHead: SizedHead<
  'zeroInflatedNegativeBinomialHead',
  'ZeroInflatedNegativeBinomial'
> = head('zeroInflatedNegativeBinomialHead', Zero.family)

/** The parameters of the Student-t head. */
export type StudentTParameters<In extends Dim, Output extends Dim> = AffineMaps<'location' | 'logScale', In, Output>

/**
 * The locations and log-scales of independent Student-t distributions, all of the same degrees of freedom:
 * `studentTHead({ degrees: 4 })(500, 20)`, or `(20)`. The log-scale is bounded.
 *
 * Shapes: `[Row, In] -> StudentT<Row, [Out]>`. Errors: a `ShapeError` when the degrees are not above 0.
 */
export const studentTHead = <const Given extends number>({
  degrees,
}: StudentT.DegreesOfFreedom<Given, 'studentTHead'>): SizedHead<'studentTHead', 'StudentT'> => {
  const known = positive('studentTHead', 'degrees', degrees)
  return head('studentTHead', StudentT.family, () => ({ degrees: T.scalar(known) }))
}

/** The parameters of the head of a wrapped normal distribution. */
export type WrappedNormalParameters<In extends Dim, Output extends Dim> = AffineMaps<
  'location' | 'logVariance',
  In,
  Output
>

/**
 * The location and the log-variances of a wrapped normal distribution in hyperbolic space of curvature -c:
 * `wrappedNormalHead({ curvature: 1 })(500, 2)`, or `(2)`. The log-variances are bounded.
 *
 * Shapes: `[Row, In] -> WrappedNormal<Row, [Out]>`. Errors: a `ShapeError` when the number is not above 0.
 * Source: Mathieu et al., arXiv:1901.06033, section 3.
 */
export const wrappedNormalHead = <const Given extends number>({
  curvature,
}: WrappedNormal.Curvature<Given, 'wrappedNormalHead'>): SizedHead<'wrappedNormalHead', 'WrappedNormal'> => {
  const known = positive('wrappedNormalHead', 'curvature', curvature)
  return head('wrappedNormalHead', WrappedNormal.family, () => ({ curvature: T.scalar(known) }))
}

/**
 * The logits of independent continuous Bernoulli distributions: `continuousBernoulliHead(500, 784)`, or `(784)`.
 *
 * Shapes: `[Row, In] -> ContinuousBernoulli<Row, [Out]>`. Source: Loaiza-Ganem and Cunningham, arXiv:1907.06845.
 */
export const continuousBernoulliHead: SizedHead<'continuousBernoulliHead', 'ContinuousBernoulli'> = head(
  'continuousBernoulliHead',
  ContinuousBernoulli.family,
)

/**
 * The logits of one categorical distribution of so many classes: `categoricalHead(500, 10)`, or `categoricalHead(10)`.
 *
 * For several distributions, reshape and end in `categoricalLogits`.
 *
 * Shapes: `[Row, In] -> Categorical<Row, [Classes]>`.
 */
export const categoricalHead: SizedHead<'categoricalHead', 'Categorical'> = head('categoricalHead', Categorical.family)

/**
 * The logits of independent relaxed Bernoulli distributions at a temperature: `relaxedBernoulliHead({ temperature: 0.5
 * })(500, 20)`, or `(20)`.
 *
 * Shapes: `[Row, In] -> RelaxedBernoulli<Row, [Out]>`. Errors: a `ShapeError` when the temperature is not above 0.
 * Source: Maddison, Mnih and Teh, arXiv:1611.00712, appendix B.
 */
export const relaxedBernoulliHead = <const Given extends number>({
  temperature,
}: Temperature<Given, 'relaxedBernoulliHead'>): SizedHead<'relaxedBernoulliHead', 'RelaxedBernoulli'> =>
  head('relaxedBernoulliHead', RelaxedBernoulli.family, at('relaxedBernoulliHead', temperature))

/**
 * The logits of one relaxed categorical distribution (Gumbel-softmax, Concrete) of so many classes, at a temperature:
 * `relaxedCategoricalHead({ temperature: 0.5 })(500, 10)`, or `(10)`.
 *
 * Shapes: `[Row, In] -> RelaxedCategorical<Row, [Classes]>`.
 * Errors: a `ShapeError` when the temperature is not above 0.
 * Source: Maddison, Mnih and Teh, arXiv:1611.00712, section 3.
 */
export const relaxedCategoricalHead = <const Given extends number>({
  temperature,
}: Temperature<Given, 'relaxedCategoricalHead'>): SizedHead<'relaxedCategoricalHead', 'RelaxedCategorical'> =>
  head('relaxedCategoricalHead', RelaxedCategorical.family, at('relaxedCategoricalHead', temperature))

// -----------------------------------------------------------------------------
// of logits that the layers before have made
// -----------------------------------------------------------------------------

/** Logits of Bernoulli distributions that the layers before have already made, of any event. */
export interface BernoulliLogits extends Keep<'bernoulliLogits', 'Bernoulli'> {}

/**
 * A head without parameters: what it is given are the logits.
 *
 * Shapes: `[Row, ...Event] -> Bernoulli<Row, Event>`.
 */
export const bernoulliLogits: Layer<BernoulliLogits> = headOfParameter('bernoulliLogits', Bernoulli.family)

/** Logits of continuous Bernoulli distributions that the layers before have already made, of any event. */
export interface ContinuousBernoulliLogits extends Keep<'continuousBernoulliLogits', 'ContinuousBernoulli'> {}

/**
 * A head without parameters: what it is given are the logits.
 *
 * Shapes: `[Row, ...Event] -> ContinuousBernoulli<Row, Event>`.
 */
export const continuousBernoulliLogits: Layer<ContinuousBernoulliLogits> = headOfParameter(
  'continuousBernoulliLogits',
  ContinuousBernoulli.family,
)

/** Logits that the layers before have already made, the classes last. */
export interface CategoricalLogits extends Keep<'categoricalLogits', 'Categorical'> {}

/**
 * A head without parameters: what it is given are the logits, the classes last.
 *
 * Shapes: `[Row, ...Event] -> Categorical<Row, Event>`.
 */
export const categoricalLogits: Layer<CategoricalLogits> = headOfParameter('categoricalLogits', Categorical.family)

/** Logits of relaxed distributions that the layers before have already made, the classes last. */
export interface RelaxedCategoricalLogits extends Keep<'relaxedCategoricalLogits', 'RelaxedCategorical'> {}

/**
 * A head without parameters, at a temperature: what it is given are the logits, the classes last.
 *
 * Shapes: `[Row, ...Event] -> RelaxedCategorical<Row, Event>`.
 * Errors: a `ShapeError` when the temperature is not above 0.
 */
export const relaxedCategoricalLogits = <const Given extends number>({
  temperature,
}: Temperature<Given, 'relaxedCategoricalLogits'>): Layer<RelaxedCategoricalLogits> =>
  headOfParameter('relaxedCategoricalLogits', RelaxedCategorical.family, at('relaxedCategoricalLogits', temperature))
