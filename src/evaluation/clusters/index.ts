/** Classes: those of clusters, and those of several modalities. */

export { assignment } from './assignment.js'
export { clusterAccuracy } from './clusterAccuracy.js'
export { type Coherence, coherence, type SaidOf } from './coherence.js'
