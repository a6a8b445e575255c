/** Points in two dimensions: the two axes along which some rows of numbers vary most. */

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

type Vector = readonly number[]

/** A point in the plane. */
export type PlanePoint = readonly [x: number, y: number]

// -----------------------------------------------------------------------------
// covariance
// -----------------------------------------------------------------------------

const columnMean = (rows: readonly Vector[], column: number): number =>
  rows.reduce((sum, row) => sum + (row[column] as number), 0) / rows.length

const centered = (rows: readonly Vector[]): readonly Vector[] => {
  const means = (rows[0] ?? []).map((_, column) => columnMean(rows, column))
  return rows.map((row) => row.map((value, column) => value - (means[column] as number)))
}

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, at) => sum + value * (b[at] as number), 0)

const covariance = (rows: readonly Vector[]): readonly Vector[] =>
  (rows[0] ?? []).map((_, i) =>
    (rows[0] ?? []).map(
      (_, j) => rows.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0) / rows.length,
    ),
  )

// -----------------------------------------------------------------------------
// principal axes
// -----------------------------------------------------------------------------

/** Turns of the power iteration: where two axes are nearly alike it finds one between them, which shows as much. */
const TURNS = 200

const scaled = (vector: Vector): Vector => {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map((value) => value / length)
}

/** The axis with the largest variance; it begins at that of the number that varies most. Its largest number is positive. */
const principalAxis = (matrix: readonly Vector[]): Vector => {
  const variances = matrix.map((row, at) => row[at] as number)
  const most = variances.indexOf(Math.max(...variances))
  let axis: Vector = matrix[most] ?? []
  for (let turn = 0; turn < TURNS; turn++) axis = scaled(matrix.map((row) => dot(row, axis)))
  const largest = axis.reduce((found, value) => (Math.abs(value) > Math.abs(found) ? value : found), 0)
  return largest < 0 ? axis.map((value) => -value) : axis
}

/** What is left of a covariance without an axis. */
const deflated = (matrix: readonly Vector[], axis: Vector): readonly Vector[] => {
  const variance = dot(
    axis,
    matrix.map((row) => dot(row, axis)),
  )
  return matrix.map((row, i) => row.map((value, j) => value - variance * (axis[i] as number) * (axis[j] as number)))
}

/**
 * Rows of numbers as points: themselves where they have two numbers, else on their first two principal axes.
 *
 * Shapes: `[Row, size]`, flat.
 * Source: Pearson, "On lines and planes of closest fit to systems of points in space", 1901.
 *
 * @example
 * projected(2)(Float32Array.of(1, 2, 3, 4))
 * //=> [[1, 2], [3, 4]]
 */
export const projected =
  (size: number) =>
  (values: Float32Array): readonly PlanePoint[] => {
    const rows = Array.from({ length: Math.floor(values.length / size) }, (_, row) => [
      ...values.subarray(row * size, (row + 1) * size),
    ])
    if (size <= 2) return rows.map(([x = 0, y = 0]) => [x, y] as const)
    const around = centered(rows)
    const matrix = covariance(around)
    const first = principalAxis(matrix)
    const second = principalAxis(deflated(matrix, first))
    return around.map((row) => [dot(row, first), dot(row, second)] as const)
  }
