/** Distances of features: of examples that a model has made from those of data. */

export { frechet, frechetOfMoments, type Moments, momentsOf } from './frechet.js'
export { type KidOptions, kid } from './kid.js'
export { type Nearness, nearness } from './nearest.js'
export { classesBy, type DenseParams, featuresBy, type Network, networkOf } from './network.js'
