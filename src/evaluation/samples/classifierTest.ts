/** A test of two sets of samples by a classifier: whether it can tell them apart. */

import { type Key, permutation } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import { accuracyOf, logistic } from '../numbers/logistic.js'
import { at, type Matrix, make, sameColumns, stacked, taken } from '../numbers/matrix.js'
import type { TwoSample } from './mmd.js'

/** The upper tail of the standard normal distribution, to 1e-7. Source: Abramowitz and Stegun, 7.1.26. */
const upperTail = (z: number): number => {
  const t = 1 / (1 + 0.3275911 * (Math.abs(z) / Math.SQRT2))
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const tail = 0.5 * sum * Math.exp((-z * z) / 2)
  return z >= 0 ? tail : 1 - tail
}

/** Rows with the squares of their numbers beside them: a line tells variances apart too. */
const withSquares = (rows: Matrix): Matrix =>
  make(rows.rows, 2 * rows.columns, (row, column) =>
    column < rows.columns ? at(rows, row, column) : at(rows, row, column - rows.columns) ** 2,
  )

/**
 * Tests whether two sets of rows are drawn from one distribution, by how often a classifier that is fit to half of them says right of
 * the other half which set a row is of: half of the time where both are alike.
 *
 * The classifier is a logistic regression on the numbers and their squares: it sees means and variances. As many rows of each
 * set are taken. The p-value is that of the normal approximation.
 *
 * Shapes: `[Row, Column]` each. Range: the statistic is an accuracy. Errors: a `ShapeError` for other numbers of columns, or fewer
 * than 20 rows.
 * Source: Lopez-Paz and Oquab, "Revisiting Classifier Two-Sample Tests", arXiv:1610.06545, section 3.
 */
export const classifierTest = (one: Matrix, other: Matrix, { key }: { readonly key: Key }): TwoSample => {
  sameColumns('classifierTest', one, other)
  const count = Math.min(one.rows, other.rows)
  if (count < 20) refuse(`classifierTest: takes 20 rows or more of each but is given ${count}`)
  const first = Array.from({ length: count }, (_, row) => row)
  const all = withSquares(stacked([taken(one, first), taken(other, first)]))
  const order = permutation(key, 2 * count)
  const [fit, tried] = [order.subarray(0, count), order.subarray(count)]
  const labelsOf = (rows: Uint32Array): readonly number[] => Array.from(rows, (row) => (row < count ? 0 : 1))
  const accuracy = accuracyOf(logistic(taken(all, fit), labelsOf(fit), 2)(taken(all, tried)), labelsOf(tried))
  return { statistic: accuracy, pValue: upperTail((accuracy - 0.5) * 2 * Math.sqrt(count)) }
}
