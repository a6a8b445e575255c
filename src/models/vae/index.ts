/**
 * Everything about variational autoencoders under one name: `Vae.make`, `Vae.of`, `Vae.beside`; of trained ones `Vae.encode`, `Vae.decode`,
 * `Vae.reconstruct`, `Vae.generate`, `Vae.interpolate`, `Vae.traverse`.
 */

export {
  type AppliedNetworks,
  type BesideOf,
  beside,
  type NetworkParams,
  type OfEvents,
  type OfExamples,
  type OfLatents,
} from '../beside.js'
export { type ConditionRows, type DrawnFor, draw, type JointDraw } from '../joint/generation.js'
export { type Together, type TogetherParams, type TogetherSupplies, together } from '../joint/together.js'
export {
  type FieldsOf,
  type JointParams,
  type JointSuppliesOf,
  type JointVae,
  type JointVaeOf,
  of,
} from '../joint/vae.js'
export type { Continuous, NothingBetween, Way } from './between.js'
export { decode, encode, type InterpolateOptions, interpolate, type TraverseOptions, traverse } from './codes.js'
export { describe } from './describe.js'
export type { PathwiseSupplies, ScoreSupplies, SuppliesOf } from './environment.js'
export { type Generation, generate, reconstruct } from './generation.js'
export { make, type Vae, type VaeOf, type VaeParams, type VaeParamsOf, type VaeSupplies, type VaeWith } from './vae.js'
