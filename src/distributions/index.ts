/** Distributions: what encoders and decoders end in, and what priors are. */

export * as Bernoulli from './bernoulli.js'
export * as Categorical from './categorical.js'
export * as ContinuousBernoulli from './continuousBernoulli.js'
export type { Draw } from './coordinates.js'
export * as DiagonalNormal from './diagonalNormal.js'
export * as DiscretizedLogistic from './discretizedLogistic.js'
export * as Distribution from './distribution.js'
export * as EvenMixture from './evenMixture.js'
export type {
  AnyPosterior,
  Drawn,
  Facts,
  Family,
  FamilyOf,
  Kind,
  LatentKind,
  Likelihood,
  LikelihoodKind,
  Of,
  PosteriorOf,
} from './family.js'
export * as FullNormal from './fullNormal.js'
// whole, so that a program may add to it: `declare module 'shapebound'`
export type * from './kinds.js'
export * as Kl from './kl.js'
export * as Laplace from './laplace.js'
export * as MixturePrior from './mixturePrior.js'
export * as NegativeBinomial from './negativeBinomial.js'
export * as NormalMixture from './normalMixture.js'
export * as Poisson from './poisson.js'
export * as PowerSpherical from './powerSpherical.js'
export type {
  AnyPart,
  AnyPrior,
  FixedRecord,
  PartRecord,
  PriorDistributionOf,
  PriorKind,
  PriorRecord,
} from './priors.js'
export * as RelaxedBernoulli from './relaxedBernoulli.js'
export * as RelaxedCategorical from './relaxedCategorical.js'
export type { SamplesWithLogProb } from './sampled.js'
export type { Standard } from './standard.js'
export * as StandardNormal from './standardNormal.js'
export * as StudentT from './studentT.js'
export type { Accepted, Support } from './support.js'
export * as UniformSphere from './uniformSphere.js'
export * as WrappedNormal from './wrappedNormal.js'
export * as ZeroInflatedNegativeBinomial from './zeroInflatedNegativeBinomial.js'
