/** Nearest neighbors: how like made features are to real ones, and how many of the real ones have any like them. */

import { refuse } from '../../shapes/defect.js'
import { mustBe } from '../../shapes/message.js'
import { type Matrix, rowsOf, sameColumns } from '../numbers/matrix.js'
import { squaredDistance } from '../samples/mmd.js'

/** How near features are. */
export interface Nearness {
  /** The share of made rows that are near a real one. Range: from 0 to 1. */
  readonly precision: number
  /** The share of real rows that are near a made one. Range: from 0 to 1. */
  readonly recall: number
  /** How many real rows a made one is near to, over how many neighbors there are, a mean. Range: 0 or more; 1 on average where both are alike. */
  readonly density: number
  /** The share of real rows that a made one is nearer to than their last neighbor. Range: from 0 to 1. */
  readonly coverage: number
}

/** The squared distance of each row to its neighbor of a number, itself not counted. */
const reachOf = (rows: readonly Float64Array[], neighbors: number): Float64Array =>
  Float64Array.from(rows, (row, own) => {
    const distances = Float64Array.from(rows, (other) => squaredDistance(row, other))
    distances[own] = -1 // the row itself is the first
    return distances.sort()[neighbors] as number
  })

/** The largest share of a table that is held at once is one row: distances of 10,000 rows to each other are 800 MB. */
const near = (rows: readonly Float64Array[], others: readonly Float64Array[], reach: Float64Array) => {
  const hit = new Uint8Array(others.length)
  const hits = rows.map((row) => {
    let count = 0
    for (const [place, other] of others.entries())
      if (squaredDistance(row, other) <= (reach[place] as number)) {
        count++
        hit[place] = 1
      }
    return count
  })
  return { hits, hit }
}

const shareOf = (values: ArrayLike<number>): number => {
  let count = 0
  for (let place = 0; place < values.length; place++) if ((values[place] as number) > 0) count++
  return count / values.length
}

/**
 * Precision, recall, density and coverage: whether features are within the distance of the k-th neighbor of others.
 *
 * A row is no neighbor of its own, and on the very edge it counts as near, so that two equal sets have a precision of 1. All four depend
 * on how many rows there are: compare only numbers of as many.
 *
 * Shapes: `[Row, Feature]` each. Errors: a `ShapeError` for other numbers of features, or no more rows than neighbors.
 * Source: Kynkäänniemi et al., "Improved Precision and Recall Metric for Assessing Generative Models", arXiv:1904.06991, equation 2;
 * Naeem et al., "Reliable Fidelity and Diversity Metrics for Generative Models", arXiv:2002.09797, equations 3 and 4.
 */
export const nearness = (real: Matrix, made: Matrix, neighbors = 5): Nearness => {
  sameColumns('nearness', real, made)
  const least = Math.min(real.rows, made.rows)
  if (!(Number.isInteger(neighbors) && neighbors > 0 && neighbors < least))
    refuse(
      mustBe(
        'nearness: the number of neighbors',
        `a whole number above 0 and below ${least}, that of the rows`,
        neighbors,
      ),
    )
  const [ones, others] = [rowsOf(real), rowsOf(made)]
  const ofReal = near(others, ones, reachOf(ones, neighbors))
  const ofMade = near(ones, others, reachOf(others, neighbors))
  return {
    precision: shareOf(ofReal.hits),
    recall: shareOf(ofMade.hits),
    density: ofReal.hits.reduce((sum, count) => sum + count, 0) / (neighbors * made.rows),
    coverage: shareOf(ofReal.hit),
  }
}
