/** Laws: what encoders and decoders end in, and what priors are. */

export * as Bernoulli from './bernoulli.js'
export * as Categorical from './categorical.js'
export * as ContinuousBernoulli from './continuousBernoulli.js'
export * as DiagonalNormal from './diagonalNormal.js'
export type { Family, FamilyOf, Kind, Kinds, LawKind, Supports } from './kinds.js'
export * as Kl from './kl.js'
export * as Laplace from './laplace.js'
export * as RelaxedBernoulli from './relaxedBernoulli.js'
export * as RelaxedCategorical from './relaxedCategorical.js'
export type { Sampled } from './sampled.js'
export * as StandardNormal from './standardNormal.js'
export type { Accepted, Support } from './support.js'
