/** Clustering accuracy: how many examples are in the cluster that is their class. */

import { make, sameRows } from '../numbers/matrix.js'
import { assignment } from './assignment.js'

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, value), -1)

/**
 * The share of examples whose cluster is that of their class, where each cluster is given one class at most, and each class one
 * cluster, as is best.
 *
 * Not the class that most of a cluster have, which may be the same for several clusters: with as many clusters as examples that would
 * be 1.
 *
 * Shapes: a whole number from 0 on for each example, of each. Range: from 0 to 1. Errors: a `ShapeError` for other numbers of examples.
 * Source: Xie, Girshick and Farhadi, "Unsupervised Deep Embedding for Clustering Analysis", arXiv:1511.06335, equation 10.
 *
 * @example
 * clusterAccuracy([1, 1, 0, 0], [0, 0, 1, 0])
 * //=> 0.75
 */
export const clusterAccuracy = (clusters: ArrayLike<number>, classes: ArrayLike<number>): number => {
  sameRows('clusterAccuracy', clusters.length, classes.length)
  const size = 1 + Math.max(largest(clusters), largest(classes))
  const counts = new Float64Array(size * size)
  for (let row = 0; row < clusters.length; row++) {
    const cell = (clusters[row] as number) * size + (classes[row] as number)
    counts[cell] = (counts[cell] as number) + 1
  }
  const at = (cluster: number, label: number): number => counts[cluster * size + label] as number
  const best = assignment(make(size, size, (cluster, label) => -at(cluster, label)))
  return best.reduce((sum, label, cluster) => sum + at(cluster, label), 0) / clusters.length
}
