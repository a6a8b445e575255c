/**
 * The log-weight of samples by its three parts, at one coordinate.
 *
 * Densities of a rounded sample with respect to itself are of the size of its logit over the temperature, and their
 * difference would keep few of its digits; with respect to the coordinate they are not.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { type Draw, logVolumeOf, type Rows } from '../distributions/coordinates.js'
import { record } from '../distributions/family.js'
import { logPriorOf } from '../distributions/priors.js'
import * as T from '../tensors/index.js'
import type { HasAnyPosterior, HasAnyPrior } from './atoms.js'
import type { Part, TermValue } from './value.js'

/** The parts of a log-weight, those of the latent with respect to its coordinate. */
export interface Parts {
  readonly likelihood: Rows
  readonly prior: Rows
  readonly posterior: Rows
  /** What is subtracted from the densities for those of `z`, or `null` for nothing. */
  readonly volume: Rows | null
}

/** The parts at a draw. `posterior` is the log-density of q there. */
export const partsAt = (
  { prior, posterior: q }: HasAnyPrior & HasAnyPosterior,
  at: Draw,
  likelihood: Rows,
  posterior: Rows,
): Parts => ({ likelihood, prior: logPriorOf(prior)(at), posterior, volume: logVolumeOf(q[record].coordinate)(at) })

/** `log p(x|z) + log p(z) - log q(z|x)`. */
export const weighed = ({ likelihood, prior, posterior }: Parts): Rows =>
  pipe(likelihood, T.same.add(prior), T.same.sub(posterior))

/** What is reported of each part: the densities of `z`. */
export const reported = (
  { likelihood, prior, posterior, volume }: Parts,
  part: Part = T.meanOfAll,
): TermValue<readonly []>['parts'] => {
  const latent = [part(prior), part(posterior)]
  return [part(likelihood), ...(volume === null ? latent : latent.map(T.same.sub(part(volume))))]
}

/** A log-weight, evaluated. `part` gives the number that each part reports. */
export const evaluated = (parts: Parts, part: Part = T.meanOfAll): TermValue<readonly ['samples', 'batch']> => {
  const value = weighed(parts)
  return { value, surrogate: value, parts: reported(parts, part) }
}
