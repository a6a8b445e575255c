/** Annealed importance sampling: log p(x) by chains from the prior to the posterior, and from both sides. */

export { type Annealed, type AnnealedOptions, annealed } from './annealed.js'
export { type Bidirectional, type BidirectionalOptions, bidirectional } from './bidirectional.js'
export type { ChainOptions } from './options.js'
