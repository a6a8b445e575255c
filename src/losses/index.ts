/** Terms of the evidence lower bound and the algebra that joins them. */

export { klAcross } from './across.js'
export { adversarialPenalty, marginalKl, priorDiscrimination } from './adversarial.js'
export { minus, plus } from './algebra.js'
export {
  codeSize,
  type HasAnyPosterior,
  type HasAnyPrior,
  type HasClosedKl,
  type HasCode,
  type HasData,
  type HasDraws,
  type HasLogLikelihood,
  type HasLogLikelihoodAt,
  type HasMeanAt,
  type HasPosterior,
  type HasPosteriorDensity,
  type HasPrior,
  type HasReconstruction,
  type HasSamples,
  kl,
  klByMonteCarlo,
  klPerDimension,
  logLikelihood,
  logPosterior,
  logPosteriorPathOnly,
  logPrior,
  type NeedsClosedKl,
  type NeedsPosteriorDensity,
  type NoClosedKl,
  squaredError,
} from './atoms.js'
export { average, logMeanExp, sum } from './axes.js'
export { bestVarianceLikelihood } from './bestVariance.js'
export {
  type ClosedKl,
  type HasClosedKlOf,
  type HasKls,
  type HasLatents,
  type HasLogLikelihoods,
  type HasLogPosteriors,
  type HasLogPosteriorsAtData,
  type HasLogPriors,
  klByMonteCarloOf,
  klOf,
  klPerSampleOf,
  logLikelihoodOf,
  logPosteriorAtData,
} from './byVariable.js'
export { codebook, commitment, type HasCodebook, type HasCodes } from './codes.js'
export { type CovarianceOf, diagonalCovariance, offDiagonalCovariance } from './covariance.js'
export { cubo } from './cubo.js'
export {
  type BatchEstimator,
  marginalKlOfBatch,
  mutualInformationOfBatch,
  type OfData,
  totalCorrelationOfBatch,
} from './decomposition.js'
export { inverseMultiquadratic, type Kernel, maximumMeanDiscrepancy, radialBasis } from './discrepancy.js'
export {
  elbo,
  elboByMonteCarlo,
  elboWithBeta,
  elboWithCapacity,
  elboWithFreeBits,
  elboWithGroupedFreeBits,
  logWeight,
} from './estimators.js'
export { divergenceBound, divergenceByMonteCarlo, marginalDivergence, posteriorDivergence } from './fDivergence.js'
export { type Formula, formula } from './formula.js'
export { atLeast, distanceFrom, type KnownNats } from './freeBits.js'
export {
  forwardKl,
  type Generator,
  jensenShannon,
  neymanChiSquared,
  pearsonChiSquared,
  reverseKl,
  squaredHellinger,
  totalVariation,
} from './generators.js'
export {
  type Baseline,
  doublyReparameterized,
  logLikelihoodByScore,
  scoreFunction,
  stickingTheLanding,
} from './gradients.js'
export { groupSamples, groupsOf } from './grouping.js'
export { ciwae, iwae, type LogWeightOnly, miwae, type Piwae, piwae, renyi } from './importance.js'
export type { HasMask, MaskName, MasksNeeded } from './masks.js'
export { reweightedWake, vimco, type WakePhases } from './multisample.js'
export { type AsksUnobserved, type CheckedBranch, type OneField, whereObserved } from './observed.js'
export { type LogWeightBy, logWeightBy } from './ownLogWeight.js'
export { type Guarantee, type GuaranteeOf, guaranteeOf, type IsBound, isBound, type LogWeight } from './proof.js'
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
export {
  exampleDiscrimination,
  examplePenalty,
  type HasFeatureDiscriminator,
  type HasSimilarity,
  learnedError,
} from './similarity.js'
export { slicedWasserstein } from './slicedWasserstein.js'
export { type PictureSize, type StructureOptions, structuralDissimilarity } from './structure.js'
export { type EachValue, expectOver, type HasSums, sumOver } from './sums.js'
export {
  type AnyAxes,
  type Caption,
  type Description,
  describe,
  type HasKey,
  type KnownNeeds,
  type Part,
  type Sense,
  type Term,
  type TermOf,
  term,
} from './term.js'
export { thermodynamic } from './thermodynamic.js'
export {
  type Discriminator,
  discrimination,
  type HasDiscriminator,
  type HasNetworks,
  totalCorrelation,
} from './totalCorrelation.js'
export type { TermValue } from './value.js'
export { type KnownWeight, minimize, scale } from './weighting.js'
export { type HasParts, type OnePart, within } from './within.js'
