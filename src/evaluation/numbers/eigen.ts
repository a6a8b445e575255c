/** Eigenvalues and square roots of symmetric matrices. */

import { at, type Matrix, make, ofRows, product, rowsOf } from './matrix.js'

/** The eigenvalues of a symmetric matrix, and its eigenvectors as columns in the same order. */
export interface Eigen {
  readonly values: readonly number[]
  readonly vectors: Matrix
}

/** Sweeps over all pairs: a dozen do for any matrix of float64. */
const SWEEPS = 50

/** The rotation that makes the number at `[p, q]` 0. */
const rotate = (a: readonly Float64Array[], v: readonly Float64Array[], p: number, q: number): void => {
  const [rowP, rowQ] = [a[p] as Float64Array, a[q] as Float64Array]
  const off = rowP[q] as number
  if (off === 0) return
  const theta = ((rowQ[q] as number) - (rowP[p] as number)) / (2 * off)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  const mix = (x: Float64Array, one: number, other: number): void => {
    const [first, second] = [x[one] as number, x[other] as number]
    x[one] = c * first - s * second
    x[other] = s * first + c * second
  }
  for (const row of a) mix(row, p, q)
  for (let column = 0; column < rowP.length; column++) {
    const [first, second] = [rowP[column] as number, rowQ[column] as number]
    rowP[column] = c * first - s * second
    rowQ[column] = s * first + c * second
  }
  for (const row of v) mix(row, p, q)
}

const offDiagonal = (a: readonly Float64Array[]): number =>
  a.reduce((sum, row, p) => sum + row.reduce((own, value, q) => own + (p === q ? 0 : value * value), 0), 0)

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, by rotations.
 *
 * Shapes: `[n, n]`. Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 8.5: the cyclic Jacobi method.
 */
export const eigenOf = (matrix: Matrix): Eigen => {
  const size = matrix.rows
  const a = rowsOf(matrix)
  const v = rowsOf(make(size, size, (row, column) => (row === column ? 1 : 0)))
  const scale = offDiagonal(a) + a.reduce((sum, row, p) => sum + (row[p] as number) ** 2, 0)
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a) > 1e-30 * scale; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, p, q)
  return {
    values: a.map((row, place) => row[place] as number),
    vectors: ofRows(v),
  }
}

/** The root of a symmetric matrix that is nowhere negative: what rounding makes negative is 0. Shapes: `[n, n] -> [n, n]`. */
export const rootOf = (matrix: Matrix): Matrix => {
  const { values, vectors } = eigenOf(matrix)
  const { rows: size } = matrix
  const scaled = make(
    size,
    size,
    (row, column) => at(vectors, row, column) * Math.sqrt(Math.max(0, values[column] as number)),
  )
  return product(
    scaled,
    make(size, size, (row, column) => at(vectors, column, row)),
  )
}
