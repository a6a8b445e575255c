/** Estimators of the gradient, by what is differentiated in place of a bound: the values are those of the bound. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Rows } from '../distributions/coordinates.js'
import { logPosteriorOf, record } from '../distributions/family.js'
import { refuse } from '../shapes/defect.js'
import * as T from '../tensors/index.js'
import { minus, plus } from './algebra.js'
import { DENSITY } from './asks.js'
import {
  constant,
  type HasAnyPrior,
  type HasDraws,
  type HasLogLikelihood,
  type HasLogLikelihoodAt,
  type HasPosteriorDensity,
  type HasSamples,
  logLikelihood,
  logPosteriorAt,
  logPosteriorPathOnly,
  logPrior,
} from './atoms.js'
import { average } from './axes.js'
import { DENSITIES, type Densities, fixed, partsOfConstant, sharesOf, through } from './draws.js'
import { logWeight } from './estimators.js'
import { iwae } from './importance.js'
import { evaluated, partsAt, reported, weighed } from './logWeights.js'
import type { LogWeight } from './proof.js'
import type { Term } from './term.js'
import type { TermValue } from './value.js'

// -----------------------------------------------------------------------------
// sticking the landing
// -----------------------------------------------------------------------------

type SampledSupplies = HasLogLikelihood & HasPosteriorDensity & HasAnyPrior & HasSamples

const pathOnly = pipe(logLikelihood, plus(logPrior), minus(logPosteriorPathOnly))

/**
 * SGVB-A whose gradient leaves out the score of q, which is 0 in expectation: it has no variance where q is the true
 * posterior.
 *
 * For the ELBO alone: importance weights are not linear in the log-weight, and the gradient of IWAE would be biased, so
 * that `iwae` does not take this one. `doublyReparameterized` is what to take there.
 *
 * Axes: batch. Units: nats per example.
 * Source: Roeder, Wu and Duvenaud, "Sticking the Landing", arXiv:1703.09194: the path derivative; its bias under IWAE:
 * Tucker et al., arXiv:1810.04152.
 */
export const stickingTheLanding = pipe(
  {
    ...pathOnly,
    evaluate: (supplied: SampledSupplies) =>
      evaluated(
        partsAt(supplied, supplied, supplied.logLikelihood, logPosteriorOf(constant(supplied.posterior))(supplied)),
      ),
  },
  average('samples'),
)

// -----------------------------------------------------------------------------
// doubly reparameterized
// -----------------------------------------------------------------------------

/** The samples, whose gradient is multiplied by one number each. */
const withGradient =
  (factor: Rows) =>
  (z: HasSamples['z']): HasSamples['z'] => {
    const moving = pipe(z, T.same.sub(T.stopGradient(z)))
    return pipe(T.stopGradient(z), T.same.add(pipe(moving, T.mul(pipe(factor, T.reshape(['samples', 'batch', 1]))))))
  }

type Doubly = Densities & HasSamples & HasLogLikelihood

/** The gradient of one sample is exchanged for another by the distribution of it alone, whatever the others are. */
const DEPENDENT =
  'doublyReparameterized: takes samples that do not depend on one another, but those of a mixture of experts are spread evenly over these: take Elbo.iwae'

const doubly = (supplied: Doubly): TermValue<readonly ['batch']> => {
  if (supplied.posterior[record].dependent === true) refuse(DEPENDENT)
  const { value, parts } = iwae(logWeight).evaluate(supplied)
  const weights = weighed(partsAt(supplied, supplied, supplied.logLikelihood, logPosteriorAt(supplied)))
  const share = sharesOf(weights)
  const moved = weighed(partsOfConstant(supplied, through(withGradient(share))(supplied.posterior, supplied)))
  return { value, surrogate: pipe(moved, T.same.mul(share), T.sum('samples')), parts }
}

/**
 * IWAE with the doubly reparameterized gradient: each sample moves q by the square of its share of the weights.
 *
 * Its signal-to-noise ratio does not fall with more samples, as that of plain IWAE does. The decoder is applied twice:
 * for the shares, and for the gradient.
 *
 * Axes: batch. Units: nats per example. Errors: a `ShapeError` for a mixture of experts, whose samples depend on one another.
 * Source: Tucker, Lawson, Gu and Maddison, "Doubly Reparameterized Gradient Estimators for Monte Carlo Objectives",
 * arXiv:1810.04152: the estimator of the IWAE bound, DReG.
 */
export const doublyReparameterized: Term<readonly ['batch'], 'gain', '+iwae', Doubly> = {
  ...iwae(logWeight),
  needs: ['logLikelihood', ...DENSITIES, 'z'],
  asks: [DENSITY],
  evaluate: doubly,
}

// -----------------------------------------------------------------------------
// the score function
// -----------------------------------------------------------------------------

/** What is subtracted from the log-weight before it weighs the score of q. */
export type Baseline = 'none' | 'other samples'

/** For each sample, the mean of the others. Errors: a `ShapeError` where there is only one. */
const ofOthers = (operation: string, weights: Rows): Rows => {
  const count = weights.sizes[0] as number
  if (count < 2) refuse(`${operation}: a baseline of the other samples takes 2 or more but there is ${count}`)
  // (Σ w - w) / (L - 1)
  const total = T.sum('samples')(weights)
  return pipe(weights, T.negate, T.trailing.add(total)<readonly ['samples']>, T.mulScalar(1 / (count - 1)))
}

/** What weighs the score of q: less the baseline, and constant. */
const scored = (operation: string, baseline: Baseline, weights: Rows): Rows =>
  T.stopGradient(baseline === 'none' ? weights : pipe(weights, T.same.sub(ofOthers(operation, weights))))

const byScore =
  (baseline: Baseline) =>
  (supplied: Densities & HasDraws): TermValue<readonly ['batch']> => {
    const at = fixed(supplied)
    const parts = partsOfConstant(supplied, at)
    const weights = weighed(parts)
    const surrogate = pipe(
      scored('scoreFunction', baseline, weights),
      T.same.mul(logPosteriorOf(supplied.posterior)(at)),
      T.same.add(parts.likelihood),
      T.same.add(parts.prior),
    )
    return {
      value: T.mean('samples')(weights),
      surrogate: T.mean('samples')(surrogate),
      parts: reported(parts),
    }
  }

/**
 * SGVB-A with the score-function gradient: q moves by how good its samples are, and no gradient goes through them.
 *
 * It asks for no reparameterization, so that a posterior over 0 and 1, classes or counts is trained by it. Its variance
 * is usually larger than that of the pathwise estimators. The mean log-weight of the other samples is a baseline that
 * depends on no draw of its own sample, and so leaves the expectation as it is; at the true posterior, where every
 * log-weight is log p(x), the gradient by q is then exactly 0.
 *
 * Axes: batch. Units: nats per example. Errors: a `ShapeError` for a baseline of the other samples with one sample.
 * Source: Williams, "Simple Statistical Gradient-Following Algorithms", 1992; Ranganath, Gerrish and Blei, "Black Box
 * Variational Inference", arXiv:1401.0118, equation 2; the baseline: Kool, van Hoof and Welling, "Buy 4 REINFORCE
 * Samples, Get a Baseline for Free!", ICLR 2019 workshop.
 */
export const scoreFunction = (
  baseline: Baseline,
): Term<readonly ['batch'], 'gain', LogWeight, Densities & HasDraws> => ({
  ...pipe(logWeight, average('samples')),
  needs: [...DENSITIES, 'draws'],
  asks: [DENSITY],
  evaluate: byScore(baseline),
})

const byScoreOfLikelihood =
  (baseline: Baseline) =>
  (supplied: ByScore): TermValue<readonly ['batch']> => {
    const at = fixed(supplied)
    const likelihood = supplied.logLikelihoodAt(at.z)
    const surrogate = pipe(
      scored('logLikelihoodByScore', baseline, likelihood),
      T.same.mul(logPosteriorOf(supplied.posterior)(at)),
      T.same.add(likelihood),
    )
    return {
      value: T.mean('samples')(likelihood),
      surrogate: T.mean('samples')(surrogate),
      parts: [T.meanOfAll(likelihood)],
    }
  }

type ByScore = HasLogLikelihoodAt & HasPosteriorDensity & HasDraws

/**
 * `E_q[log p(x|z)]` with the score-function gradient, to subtract a KL in closed form from: SGVB-B for a posterior
 * without reparameterization. Of the log-weight, only the likelihood is left to the draws.
 *
 * Axes: batch. Units: nats per example. Errors and source: as `scoreFunction`.
 */
export const logLikelihoodByScore = (baseline: Baseline): Term<readonly ['batch'], 'gain', '+log p(x|z)', ByScore> => ({
  ...pipe(logLikelihood, average('samples')),
  needs: ['logLikelihoodAt', 'posterior', 'draws'],
  asks: [DENSITY],
  evaluate: byScoreOfLikelihood(baseline),
})
