/** Optimizers, as pure pairs of init and update. */

export { type AdagradOptions, adagrad } from './adagrad.js'
export { type AdamOptions, adam } from './adam.js'
export type { Memory, Optimizer, Rate, Updated } from './optimizer.js'
export { type SgdOptions, sgd } from './sgd.js'
