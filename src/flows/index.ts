/** Flows: bijections whose types say which ways they go, as posteriors and as priors. */

export { type AffineFlow, affine } from './affine.js'
export {
  type AmortizedNet,
  type AmortizedOptions,
  type AmortizedParameters,
  amortized,
  type BasePart,
  type TrunkPart,
} from './amortized.js'
export { type HiddenOption, iaf, maf } from './autoregressive.js'
export type { Bijection, Direction, Missing, Moved, NoPass, Pass } from './bijection.js'
export { type CheckedFlows, type Composed, compose, inverted, repeat, type Turned } from './compose.js'
export type { ConditionerPart, ParamsOfNet } from './conditioner.js'
export { affineCoupling } from './coupling.js'
export type { BaseKind, FlowDistribution, FlowKind, ForwardFlowDistribution } from './distribution.js'
export type { MaskedParameters, SeeingParameters } from './masked.js'
export { type KnownOrder, permutation, reverse } from './permutation.js'
export { type KnownAxis, type PlanarFlow, planar } from './planar.js'
export {
  type BaseNetwork,
  type FlowAfter,
  type FlowHint,
  type PosteriorNet,
  type PosteriorParameters,
  posterior,
} from './posterior.js'
export {
  type BasePrior,
  type FlowOfPrior,
  type FlowPrior,
  type FlowPriorParameters,
  prior,
  type SeenFlowPrior,
} from './prior.js'
export { type RadialFlow, radial } from './radial.js'
export { type KnownBins, type SplineOptions, splineCoupling } from './splineCoupling.js'
