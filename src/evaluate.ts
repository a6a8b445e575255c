/**
 * shapebound/evaluate: scores of trained models. What a page that trains does not need is here, and not
 * in the index.
 */

export * as Annealing from './evaluation/annealing/index.js'
export * as Clusters from './evaluation/clusters/index.js'
export * as Disentanglement from './evaluation/disentanglement/index.js'
export { type Estimate, estimateOf } from './evaluation/estimate.js'
export * as Features from './evaluation/features/index.js'
export * as Latents from './evaluation/latents/index.js'
export type { Matrix as AnyMatrix } from './evaluation/numbers/matrix.js'
export * as Matrix from './evaluation/numbers/matrix.js'
export { type Reconstruction, reconstruction } from './evaluation/reconstruction.js'
export * as Samplers from './evaluation/samplers/index.js'
export * as Samples from './evaluation/samples/index.js'
