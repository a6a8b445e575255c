/** Rows of numbers, computed with in float64: codes and features of examples. */

import { refuse } from '../../shapes/defect.js'
import { elements } from '../../tensors/tensor.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A row of numbers an example. Shapes: `[rows, columns]`, flat. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: ArrayLike<number>
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/**
 * Rows that are given one by one.
 *
 * Errors: a `ShapeError` when they are not of one length.
 *
 * @example
 * ofRows([[1, 2], [3, 4], [5, 6]]).columns
 * //=> 2
 */
export const ofRows = (given: readonly ArrayLike<number>[]): Matrix => {
  const columns = given[0]?.length ?? 0
  const other = given.find(({ length }) => length !== columns)
  if (other !== undefined) refuse(`a matrix has rows of one length, not of ${columns} and ${other.length}`)
  return make(given.length, columns, (row, column) => (given[row] as ArrayLike<number>)[column] as number)
}

/**
 * The rows of a tensor on the host: its first axis counts them, and all others are one.
 *
 * @example
 * ofHost({ shape: ['rows', 2, 3], sizes: [4, 2, 3], values: new Float32Array(24) }).columns
 * //=> 6
 */
export const ofHost = (host: {
  readonly shape?: unknown
  readonly sizes: readonly number[]
  readonly values: ArrayLike<number>
}): Matrix => {
  const [rows = 0, ...event] = host.sizes
  return { rows, columns: elements(event), values: host.values }
}

/** A matrix by its numbers. */
export const make = (rows: number, columns: number, at: (row: number, column: number) => number): Matrix => {
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) values[row * columns + column] = at(row, column)
  return { rows, columns, values }
}

/**
 * All rows of some matrices, one under the other.
 *
 * Errors: a `ShapeError` when they have not as many columns.
 */
export const stacked = (all: readonly Matrix[]): Matrix => ofRows(all.flatMap(rowsOf))

// -----------------------------------------------------------------------------
// parts
// -----------------------------------------------------------------------------

/** One number. */
export const at = ({ columns, values }: Matrix, row: number, column: number): number =>
  values[row * columns + column] as number

/** The numbers of one column. */
export const columnOf = (matrix: Matrix, column: number): Float64Array =>
  Float64Array.from({ length: matrix.rows }, (_, row) => at(matrix, row, column))

/** The columns. */
export const columnsOf = (matrix: Matrix): readonly Float64Array[] =>
  Array.from({ length: matrix.columns }, (_, column) => columnOf(matrix, column))

/** The numbers of one row. */
export const rowOf = (matrix: Matrix, row: number): Float64Array =>
  Float64Array.from({ length: matrix.columns }, (_, column) => at(matrix, row, column))

/** The rows. */
export const rowsOf = (matrix: Matrix): readonly Float64Array[] =>
  Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix, row))

/** Some of the rows, in their order. */
export const taken = (matrix: Matrix, rows: ArrayLike<number>): Matrix =>
  make(rows.length, matrix.columns, (row, column) => at(matrix, rows[row] as number, column))

// -----------------------------------------------------------------------------
// moments
// -----------------------------------------------------------------------------

/** The mean of some numbers. */
export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += values[index] as number
  return sum / values.length
}

/** The mean of the squares of how far some numbers are from their mean. */
export const varianceOf = (values: ArrayLike<number>): number => {
  const mean = meanOf(values)
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += ((values[index] as number) - mean) ** 2
  return sum / values.length
}

/** The mean of each column. */
export const meansOf = (matrix: Matrix): readonly number[] => columnsOf(matrix).map(meanOf)

/**
 * The covariance of the columns, without bias: over as many rows less one.
 *
 * @example
 * covarianceOf(ofRows([[0, 0], [2, 4]])).values
 * //=> Float64Array.of(2, 4, 4, 8)
 */
export const covarianceOf = (matrix: Matrix): Matrix => {
  const around = columnsOf(matrix).map((values) => {
    const mean = meanOf(values)
    return values.map((value) => value - mean)
  })
  return make(matrix.columns, matrix.columns, (row, column) => {
    const [one, other] = [around[row] as Float64Array, around[column] as Float64Array]
    return one.reduce((sum, value, index) => sum + value * (other[index] as number), 0) / (matrix.rows - 1)
  })
}

/** The product of two matrices. */
export const product = (one: Matrix, other: Matrix): Matrix =>
  make(one.rows, other.columns, (row, column) => {
    let sum = 0
    for (let inner = 0; inner < one.columns; inner++) sum += at(one, row, inner) * at(other, inner, column)
    return sum
  })

// -----------------------------------------------------------------------------
// checks
// -----------------------------------------------------------------------------

/** Refuses matrices of which one has not as many rows as the others. Errors: a `ShapeError`. */
export const sameRows = (what: string, one: number, other: number): void => {
  if (one !== other) refuse(`${what}: takes as many rows of each but is given ${one} and ${other}`)
}

/** Refuses matrices of which one has not as many columns as the other. Errors: a `ShapeError`. */
export const sameColumns = (what: string, one: Matrix, other: Matrix): void => {
  if (one.columns !== other.columns)
    refuse(`${what}: takes as many columns of each but is given ${one.columns} and ${other.columns}`)
}
