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
export { type IsBound, isBound, type LogWeight } from './content.js'
export { elbo, elboByMonteCarlo, elboWithBeta, iwae, logWeight } from './estimators.js'
export { type Formula, formula } from './formula.js'
export { minus, plus } from './joining.js'
export { type AnyAxes, type Evaluated, type Part, type Sense, type Term, type TermOf, term } from './term.js'
export { minimise, scale } from './weighting.js'
