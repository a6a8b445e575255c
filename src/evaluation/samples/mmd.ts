/** The maximum mean discrepancy of two sets of samples, and a test by it. */

import { child, type Key, permutation } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import { type Matrix, rowsOf, sameColumns } from '../numbers/matrix.js'

// -----------------------------------------------------------------------------
// kernels
// -----------------------------------------------------------------------------

/** How alike two rows are. */
export type Kernel = (x: Float64Array, y: Float64Array) => number

export const squaredDistance: Kernel = (x, y) => {
  let sum = 0
  for (let place = 0; place < x.length; place++) sum += ((x[place] as number) - (y[place] as number)) ** 2
  return sum
}

/** `exp(-|x - y|² / 2 w²)`. */
export const gaussian =
  (width: number): Kernel =>
  (x, y) =>
    Math.exp(-squaredDistance(x, y) / (2 * width * width))

// -----------------------------------------------------------------------------
// the statistic
// -----------------------------------------------------------------------------

/** What each row is to each other one. */
type Table = (row: number, other: number) => number

/** The statistic, of the rows of each set by their numbers. */
const statistic = (table: Table, ones: ArrayLike<number>, others: ArrayLike<number>): number => {
  const [m, n] = [ones.length, others.length]
  let [within, without, between] = [0, 0, 0]
  for (let i = 0; i < m; i++) for (let j = 0; j < i; j++) within += table(ones[i] as number, ones[j] as number)
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) without += table(others[i] as number, others[j] as number)
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) between += table(ones[i] as number, others[j] as number)
  return (2 * within) / (m * (m - 1)) + (2 * without) / (n * (n - 1)) - (2 * between) / (m * n)
}

const upTo = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, at) => from + at)

/**
 * The squared maximum mean discrepancy of two sets of rows, without bias: below 0 about half of the time where they are alike.
 *
 * Source: Gretton et al., "A Kernel Two-Sample Test", 2012, equation 3.
 */
export const mmd =
  (kernel: Kernel) =>
  (ones: readonly Float64Array[], others: readonly Float64Array[]): number => {
    const all = [...ones, ...others]
    const table: Table = (row, other) => kernel(all[row] as Float64Array, all[other] as Float64Array)
    return statistic(table, upTo(0, ones.length), upTo(ones.length, all.length))
  }

// -----------------------------------------------------------------------------
// the test
// -----------------------------------------------------------------------------

/** What a test of two sets says. */
export interface TwoSample {
  readonly statistic: number
  /** How probable a statistic as large or larger were, had both been drawn alike. Range: above 0, to 1. */
  readonly pValue: number
}

/** How often the rows change sets. */
export interface PermutationOptions {
  readonly key: Key
  /** 200 if left out. */
  readonly permutations?: number
}

/** The width at which half of the distances are less: rows of which all are alike have 1. */
const widthOf = (rows: readonly Float64Array[]): number => {
  const distances: number[] = []
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < i; j++) distances.push(squaredDistance(rows[i] as Float64Array, rows[j] as Float64Array))
  const middle = Float64Array.from(distances).sort()[distances.length >> 1] as number
  return middle > 0 ? Math.sqrt(middle / 2) : 1
}

/** How often what was found was reached, itself counted. */
export const pValueOf = (found: number, others: readonly number[]): number =>
  (1 + others.filter((other) => other >= found).length) / (1 + others.length)

/**
 * Tests whether two sets of rows are drawn from one distribution, by the maximum mean discrepancy under a Gaussian kernel whose width
 * is the median of all distances: the p-value is how often the rows in another order are as far apart.
 *
 * All pairs are worked out: 1,000 rows of each are two million.
 *
 * Shapes: `[Row, Column]` each. Errors: a `ShapeError` for other numbers of columns, or fewer than two rows.
 * Source: Gretton et al., "A Kernel Two-Sample Test", 2012, sections 3 and 8.
 */
export const mmdTest = (one: Matrix, other: Matrix, { key, permutations = 200 }: PermutationOptions): TwoSample => {
  sameColumns('mmdTest', one, other)
  if (Math.min(one.rows, other.rows) < 2)
    refuse(`mmdTest: takes 2 rows or more of each but is given ${Math.min(one.rows, other.rows)}`)
  const rows = [...rowsOf(one), ...rowsOf(other)]
  const kernel = gaussian(widthOf(rows))
  const values = rows.map((row) => Float64Array.from(rows, (each) => kernel(row, each)))
  const table: Table = (row, column) => values[row]?.[column] as number
  const of = (order: Uint32Array): number => statistic(table, order.subarray(0, one.rows), order.subarray(one.rows))
  const found = of(upTo(0, rows.length))
  const others = Array.from({ length: permutations }, (_, at) => of(permutation(child(at)(key), rows.length)))
  return { statistic: found, pValue: pValueOf(found, others) }
}
