/** Everything about variational autoencoders under one name: `Vae.make`, `Vae.generate`, `Vae.reconstruct`. */

export { describe } from './describe.js'
export type { PathwiseSupplies, ScoreSupplies, SuppliesOf } from './environment.js'
export { type Generation, generate, reconstruct } from './generation.js'
export { make, type Vae, type VaeOf, type VaeParams, type VaeParamsOf, type VaeSupplies, type VaeWith } from './vae.js'
