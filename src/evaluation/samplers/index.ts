/** Samplers of codes, fitted to those of a trained autoencoder: `Samplers.secondStage`, `Samplers.diffusion`. */

export type { CodeSampler, CodeSamplerOptions } from './codes.js'
export { diffusion } from './diffusion.js'
export { secondStage } from './secondStage.js'
