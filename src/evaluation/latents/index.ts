/** The latents of a model over a data set: which are active, and what they tell of examples. */

export { type ActiveUnits, activeUnits } from './activeUnits.js'
export { type Aggregate, type AggregateOptions, aggregate, type Posteriors } from './aggregate.js'
