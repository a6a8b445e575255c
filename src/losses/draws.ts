/** What estimators have in common that take densities at draws: through which no gradient goes, or by another way. */

import { coordinateOf, type Draw, type Rows } from '../distributions/coordinates.js'
import { logPosteriorOf, record } from '../distributions/family.js'
import * as T from '../tensors/index.js'
import {
  constant,
  type HasAnyPosterior,
  type HasAnyPrior,
  type HasDraws,
  type HasLogLikelihoodAt,
  type HasPosteriorDensity,
  type HasSamples,
} from './atoms.js'
import { type Parts, partsAt } from './logWeights.js'

/** The densities of a model as functions of the latent. */
export type Densities = HasLogLikelihoodAt & HasPosteriorDensity & HasAnyPrior

/** Their names. */
export const DENSITIES = ['logLikelihoodAt', 'posterior', 'prior'] as const

/** The parts of the log-weight at a draw. */
export const partsOf = (densities: Densities, at: Draw): Parts =>
  partsAt(densities, at, densities.logLikelihoodAt(at.z), logPosteriorOf(densities.posterior)(at))

/** The same with the parameters of q constant. */
export const partsOfConstant = (densities: Densities, at: Draw): Parts =>
  partsAt(densities, at, densities.logLikelihoodAt(at.z), logPosteriorOf(constant(densities.posterior))(at))

/** The draw with its coordinate, and both through a function that leaves their numbers. */
export const through =
  (run: (x: HasSamples['z']) => HasSamples['z']) =>
  (posterior: HasAnyPosterior['posterior'], at: Draw): Draw => ({
    z: run(at.z),
    coordinate: run(coordinateOf(posterior[record].coordinate)(at)),
  })

/** The draws with their coordinates, without a gradient. */
export const fixed = ({ posterior, draws, ...rest }: HasAnyPosterior & HasDraws): Draw =>
  through(T.stopGradient)(posterior, { ...rest, z: draws })

/** The share of each sample in the sum of the weights of its example, to a power: constant. Rows of samples sum to 1. */
export const sharesOf = (weights: Rows, power = 1): Rows => {
  const powers = T.mulScalar(power)(weights)
  const total = T.logSumExp('samples')(powers)
  return T.stopGradient(T.exp(T.trailing.sub(total)<readonly ['samples']>(powers)))
}
