/** KID: the kernel distance of features. */

import { child, type Key, permutation } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import { type Estimate, estimateOf } from '../estimate.js'
import { type Matrix, rowsOf, sameColumns } from '../numbers/matrix.js'
import { type Kernel, mmd } from '../samples/mmd.js'

/** Which rows are taken. */
export interface KidOptions {
  readonly key: Key
  /** How many subsets of the rows there are. 10 if left out. */
  readonly subsets?: number
  /** How many rows of each a subset has. 500 if left out; fewer where there are fewer. */
  readonly size?: number
}

/** `(x·y / d + 1)³` of rows of d numbers. */
export const cubic: Kernel = (x, y) => {
  let sum = 0
  for (let place = 0; place < x.length; place++) sum += (x[place] as number) * (y[place] as number)
  return (sum / x.length + 1) ** 3
}

/**
 * The kernel distance: the squared maximum mean discrepancy of features under the kernel `(x·y / d + 1)³`, without bias, a mean over
 * subsets with its error.
 *
 * Without bias it is 0 on average where both are alike, and so is below 0 half of the time. Subsets share rows: the error is that
 * of subsets, and too small where they have nearly all rows.
 *
 * Shapes: `[Row, Feature]` each. Errors: a `ShapeError` for other numbers of features, or fewer than two rows.
 * Source: Bińkowski et al., "Demystifying MMD GANs", arXiv:1801.01401, section 4.
 */
export const kid = (real: Matrix, made: Matrix, { key, subsets = 10, size = 500 }: KidOptions): Estimate => {
  sameColumns('kid', real, made)
  const count = Math.min(size, real.rows, made.rows)
  if (count < 2) refuse(`kid: takes 2 rows of features or more but is given ${count}`)
  const [all, others] = [rowsOf(real), rowsOf(made)]
  const some = (rows: readonly Float64Array[], own: Key) =>
    Array.from(permutation(own, rows.length).subarray(0, count), (row) => rows[row] as Float64Array)
  return estimateOf(
    Array.from({ length: subsets }, (_, subset) => {
      const own = child(subset)(key)
      return mmd(cubic)(some(all, child('real')(own)), some(others, child('made')(own)))
    }),
  )
}
