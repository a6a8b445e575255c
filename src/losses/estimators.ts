/** Estimators of the evidence lower bound, as values over the same terms. */

import { pipe } from 'fp-ts/lib/function.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import { minus, plus } from './algebra.js'
import {
  type HasAnyPosterior,
  type HasAnyPrior,
  type HasLogLikelihood,
  type HasSamples,
  kl,
  klPerDimension,
  logLikelihood,
  logPosterior,
  logPosteriorAt,
  logPrior,
} from './atoms.js'
import { average, sum } from './axes.js'
import { atLeast, distanceFrom, type KnownNats } from './freeBits.js'
import { groupsOf } from './grouping.js'
import { evaluated, partsAt } from './logWeights.js'
import type { LogWeight } from './proof.js'
import type { Schedule } from './schedule.js'
import type { Term } from './term.js'
import { partOf } from './value.js'
import { type KnownWeight, scale } from './weighting.js'

type SampledSupplies = HasLogLikelihood & HasAnyPrior & HasAnyPosterior & HasSamples

/**
 * `log p(x|z) + log p(z) - log q(z|x)`: the log-weight of a sample.
 *
 * Both densities of the latent are taken at its unrounded coordinate.
 *
 * Axes: samples, batch. Units: nats per example. Source: Burda et al., arXiv:1509.00519, section 3.
 */
export const logWeight: Term<readonly ['samples', 'batch'], 'gain', LogWeight, SampledSupplies> = {
  ...pipe(logLikelihood, plus(logPrior), minus(logPosterior)),
  evaluate: (supplied: SampledSupplies) =>
    evaluated(partsAt(supplied, supplied, supplied.logLikelihood, logPosteriorAt(supplied)), partOf(supplied)),
}

/**
 * SGVB-A: the bound by Monte Carlo alone.
 *
 * Axes: batch. Units: nats per example. Source: Kingma and Welling, arXiv:1312.6114, equation 6.
 */
export const elboByMonteCarlo = pipe(logWeight, average('samples'))

/**
 * SGVB-B: the bound with the KL in closed form, usually of the lower variance.
 *
 * Axes: batch. Units: nats per example. Source: Kingma and Welling, arXiv:1312.6114, equation 7.
 *
 * @example
 * elbo.formula.text
 * //=> 'E_q[log p(x|z)] - KL(q(z|x) || p(z))'
 */
export const elbo = pipe(logLikelihood, average('samples'), minus(kl))

/**
 * The bound with a weight on the KL; still a bound when the weight is a literal of 1 or more.
 *
 * Axes: batch. Source: Higgins et al., "beta-VAE", ICLR 2017, equation 4.
 */
export const elboWithBeta = <const Beta extends number | Schedule>(beta: KnownWeight<Beta>) =>
  pipe(logLikelihood, average('samples'), minus(pipe(kl, scale<Beta>(beta))))

// -----------------------------------------------------------------------------
// free bits and capacity
// -----------------------------------------------------------------------------

/** `log p(x|z)`, averaged over samples and the batch. */
const reconstruction = pipe(logLikelihood, average('samples'), average('batch'))

/**
 * The bound with free bits: each dimension of the latent costs at least that many nats, on average over the batch.
 *
 * The mean over the batch is taken before the maximum, so that a dimension may be used for some examples alone: in
 * evaluation too, so that its value is one of batches of a size.
 *
 * Axes: none. Units: nats per example. Source: Kingma et al., arXiv:1606.04934, appendix C.8.
 */
export const elboWithFreeBits = <const Nats extends number | Schedule>(nats: KnownNats<'atLeast', Nats>) =>
  pipe(reconstruction, minus(pipe(klPerDimension, average('batch'), atLeast<Nats>(nats), sum('latent'))))

const SIZE = 'elboWithGroupedFreeBits: the size of a group'

/**
 * The bound with free bits of groups of consecutive dimensions, `size` in each.
 *
 * Axes: none. Units: nats per example. Errors: as `groupsOf`.
 * Source: Kingma et al., arXiv:1606.04934, appendix C.8.
 */
export const elboWithGroupedFreeBits = <const Size extends number>(size: WholeNumber<Size, typeof SIZE>) =>
  withGroups(counted(size, SIZE))

const withGroups =
  (size: number) =>
  <const Nats extends number | Schedule>(nats: KnownNats<'atLeast', Nats>) =>
    pipe(
      reconstruction,
      minus(pipe(klPerDimension, groupsOf<number>(size), average('batch'), atLeast<Nats>(nats), sum('groups'))),
    )

/**
 * `E_q[log p(x|z)] - γ |KL - C|`, with the KL averaged over the batch: the latent is asked for a capacity of C nats.
 *
 * It is not a bound.
 *
 * Axes: none. Units: nats per example. Source: Burgess et al., arXiv:1804.03599, the objective of controlled
 * capacity.
 */
export const elboWithCapacity = <const Nats extends number | Schedule, const Gamma extends number = number>({
  gamma,
  capacity,
}: {
  readonly gamma: KnownWeight<Gamma>
  readonly capacity: KnownNats<'distanceFrom', Nats>
}) => pipe(reconstruction, minus(pipe(kl, average('batch'), distanceFrom<Nats>(capacity), scale<Gamma>(gamma))))
