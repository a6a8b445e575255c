/** How two lists of numbers vary together. */

import { meanOf, varianceOf } from './matrix.js'

/**
 * The covariance of two lists of numbers, and the product of their variances, each a mean: of both together a correlation is made.
 *
 * @example
 * together(Float64Array.of(0, 2), [4, 0])
 * //=> { covariance: -2, variances: 4 }
 */
export const together = (one: Float64Array, other: ArrayLike<number>) => {
  const [mean, otherMean] = [meanOf(one), meanOf(other)]
  return {
    covariance: meanOf(one.map((value, row) => (value - mean) * ((other[row] as number) - otherMean))),
    variances: varianceOf(one) * varianceOf(other),
  }
}
