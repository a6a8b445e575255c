/** A mean over examples or samples, with its error. */

import { meanOf } from './numbers/matrix.js'

/** A mean over examples, and how far it is from that over all that there could be. */
export interface Estimate {
  readonly mean: number
  /** The standard deviation of the numbers over the root of how many they are; `NaN` of one alone. */
  readonly standardError: number
}

/**
 * The mean of some numbers and its standard error.
 *
 * @example
 * estimateOf([1, 2, 3, 4]).mean
 * //=> 2.5
 */
export const estimateOf = (values: readonly number[]): Estimate => {
  const count = values.length
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count) }
}
