/**
 * shapebound/evaluate: scores of trained models, as functions of arrays. What a page that trains does not need is here, and not
 * in the index.
 */

export * as Disentanglement from './evaluation/disentanglement/index.js'
export { type Estimate, estimateOf } from './evaluation/estimate.js'
export * as Latents from './evaluation/latents/index.js'
export type { Matrix as AnyMatrix } from './evaluation/numbers/matrix.js'
export * as Matrix from './evaluation/numbers/matrix.js'
export { type Reconstruction, reconstruction } from './evaluation/reconstruction.js'
