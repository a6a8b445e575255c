/** Everything about variational autoencoders under one name: `Vae.make`, `Vae.generate`, `Vae.reconstruct`. */

export { type Generated, generate, reconstruct } from './generation.js'
export { make, type Vae, type VaeOf, type VaeParams, type VaeSupplies } from './vae.js'
