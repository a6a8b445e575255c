/** Terms of the evidence lower bound and the algebra that joins them. */

export {
  type HasData,
  type HasLogLikelihood,
  type HasPosterior,
  type HasPrior,
  type HasReconstruction,
  type HasSamples,
  kl,
  logLikelihood,
  logPosterior,
  logPrior,
  squaredError,
} from './atoms.js'
export { average, logMeanExp, sum } from './axes.js'
export { type Guarantee, type GuaranteeOf, guaranteeOf, type IsBound, isBound, type LogWeight } from './content.js'
export { elbo, elboByMonteCarlo, elboWithBeta, iwae, logWeight } from './estimators.js'
export type { Evaluated } from './evaluated.js'
export { type Formula, formula } from './formula.js'
export { minus, plus } from './joining.js'
export {
  type At,
  type Cycles,
  cyclicalWarmUp,
  linearWarmUp,
  type Ramp,
  type Schedule,
  type ScheduleOf,
  schedule,
  sigmoidWarmUp,
} from './schedule.js'
export { type AnyAxes, type Part, type Sense, type Term, type TermOf, term } from './term.js'
export { type KnownWeight, minimise, scale } from './weighting.js'
