/** Gradient boosted regression trees over numbers in bins, and what each number is worth to them. */

import { type Binned, binned } from './information.js'
import { columnsOf, type Matrix, meanOf, varianceOf } from './matrix.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

const [BINS, TREES, DEPTH, RATE, LEAST_ROWS] = [32, 40, 3, 0.3, 10] as const

/** Gains are equal where they differ by no more than rounding does. */
const EQUAL = 1e-9

/** A tree: a leaf that adds a number, or a split of the rows whose number is in a bin up to one. */
type Tree =
  | { readonly leaf: number }
  | { readonly column: number; readonly bin: number; readonly low: Tree; readonly high: Tree }

/** Trees that were fit. */
export interface Boosted {
  /** By how much splits of each column made the squared error smaller: a share of the variance of the target. */
  readonly importances: readonly number[]
  /** What they give for each row of the numbers that they were fit to. */
  readonly fitted: Float64Array
}

// -----------------------------------------------------------------------------
// one split
// -----------------------------------------------------------------------------

interface Split {
  readonly bin: number
  /** By how much the sum of squared errors falls. */
  readonly gain: number
}

/** The best split of some rows by a column. */
const splitBy = ({ bins, count }: Binned, rows: Uint32Array, target: Float64Array): Split => {
  const [sums, counts] = [new Float64Array(count), new Float64Array(count)]
  for (const row of rows) {
    const bin = bins[row] as number
    sums[bin] = (sums[bin] as number) + (target[row] as number)
    counts[bin] = (counts[bin] as number) + 1
  }
  const total = sums.reduce((sum, value) => sum + value, 0)
  const found = { bin: -1, gain: 0 }
  let [sum, many] = [0, 0]
  for (let bin = 0; bin < count - 1; bin++) {
    sum += sums[bin] as number
    many += counts[bin] as number
    const rest = rows.length - many
    if (many < LEAST_ROWS || rest < LEAST_ROWS) continue
    const gain = sum ** 2 / many + (total - sum) ** 2 / rest - total ** 2 / rows.length
    if (gain > found.gain * (1 + EQUAL)) Object.assign(found, { bin, gain })
  }
  return found
}

// -----------------------------------------------------------------------------
// trees
// -----------------------------------------------------------------------------

/** What trees are fit to, and what they add to the importances of columns. */
interface Fit {
  readonly columns: readonly Binned[]
  readonly target: Float64Array
  readonly importances: Float64Array
}

const meanAt = (rows: Uint32Array, values: Float64Array): number =>
  rows.reduce((sum, row) => sum + (values[row] as number), 0) / rows.length

/** Columns that split as well as the best share what it is worth: of two that are the same, neither is worth nothing. */
const addTo = (importances: Float64Array, splits: readonly Split[], most: number): void => {
  const best = splits.flatMap(({ gain }, column) => (gain >= most * (1 - EQUAL) ? [column] : []))
  for (const column of best) importances[column] = (importances[column] as number) + most / best.length
}

const grow = (fit: Fit, rows: Uint32Array, depth: number): Tree => {
  const splits = depth === 0 ? [] : fit.columns.map((column) => splitBy(column, rows, fit.target))
  const most = splits.reduce((gain, split) => Math.max(gain, split.gain), 0)
  if (most <= 0) return { leaf: meanAt(rows, fit.target) }
  addTo(fit.importances, splits, most)
  const column = splits.findIndex(({ gain }) => gain === most)
  const [{ bins }, { bin }] = [fit.columns[column] as Binned, splits[column] as Split]
  const isLow = (row: number): boolean => (bins[row] as number) <= bin
  return {
    ...{ column, bin },
    low: grow(fit, rows.filter(isLow), depth - 1),
    high: grow(
      fit,
      rows.filter((row) => !isLow(row)),
      depth - 1,
    ),
  }
}

const valueAt = (tree: Tree, columns: readonly Binned[], row: number): number =>
  'leaf' in tree
    ? tree.leaf
    : valueAt((columns[tree.column]?.bins[row] as number) <= tree.bin ? tree.low : tree.high, columns, row)

/**
 * Trees that predict a target from rows of numbers, each fit to what those before it have left over.
 *
 * Nothing of it is random. Shapes: `[Row, Column]` and as many numbers as rows; `train` are the rows that it is fit to.
 * Source: Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001, algorithms 1 and 2; the importance of a
 * column is that of Breiman et al., "Classification and Regression Trees", 1984.
 */
export const boosted = (numbers: Matrix, target: Float64Array, train: Uint32Array): Boosted => {
  const columns = columnsOf(numbers).map(binned(BINS))
  const own = Float64Array.from(train, (row) => target[row] as number)
  const fitted = new Float64Array(target.length).fill(meanOf(own))
  const importances = new Float64Array(columns.length)
  for (let tree = 0; tree < TREES; tree++) {
    const left = target.map((value, row) => value - (fitted[row] as number))
    const grown = grow({ columns, target: left, importances }, train, DEPTH)
    for (let row = 0; row < fitted.length; row++)
      fitted[row] = (fitted[row] as number) + RATE * valueAt(grown, columns, row)
  }
  // a step of rate r takes r (2 - r) of what a whole one would
  const scale = (RATE * (2 - RATE)) / (varianceOf(own) * train.length)
  return { importances: Array.from(importances, (gain) => gain * scale), fitted }
}
