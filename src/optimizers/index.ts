/** Optimizers, as pure pairs of init and update. */

export { type AdagradOptions, adagrad } from './adagrad.js'
export { type AdamOptions, adam } from './adam.js'
export type { Optimizer, OptimizerState as State, Rate, Update } from './optimizer.js'
export { type SgdOptions, sgd } from './sgd.js'
