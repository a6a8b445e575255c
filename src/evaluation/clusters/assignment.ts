/** The best assignment of one list to another. */

import { at, type Matrix } from '../numbers/matrix.js'

/** A potential of each row and column, by which no pair is worth less than nothing; and which row each column has. */
interface Matching {
  readonly rows: Float64Array
  readonly columns: Float64Array
  /** The row of each column, from 1 on; 0 for none. */
  readonly rowOf: Uint32Array
}

/** Gives a row a column, moving others along the way that costs least. Columns and rows count from 1; column 0 is where it begins. */
const place = (cost: Matrix, { rows, columns, rowOf }: Matching, row: number): void => {
  const count = cost.columns
  const least = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY)
  const [seen, before] = [new Uint8Array(count + 1), new Uint32Array(count + 1)]
  rowOf[0] = row
  let column = 0
  do {
    seen[column] = 1
    const own = rowOf[column] as number
    let [delta, next] = [Number.POSITIVE_INFINITY, 0]
    for (let other = 1; other <= count; other++) {
      if (seen[other]) continue
      const reduced = at(cost, own - 1, other - 1) - (rows[own] as number) - (columns[other] as number)
      if (reduced < (least[other] as number)) {
        least[other] = reduced
        before[other] = column
      }
      if ((least[other] as number) < delta) [delta, next] = [least[other] as number, other]
    }
    for (let other = 0; other <= count; other++)
      if (seen[other]) {
        rows[rowOf[other] as number] = (rows[rowOf[other] as number] as number) + delta
        columns[other] = (columns[other] as number) - delta
      } else least[other] = (least[other] as number) - delta
    column = next
  } while (rowOf[column] !== 0)
  for (; column !== 0; column = before[column] as number) rowOf[column] = rowOf[before[column] as number] as number
}

/**
 * The column of each row, each column once, so that the sum of the costs is least.
 *
 * Shapes: `[n, m]` with n no more than m. Source: Kuhn, "The Hungarian method for the assignment problem", 1955; in the form of Jonker and
 * Volgenant, 1987.
 *
 * @example
 * assignment(ofRows([[4, 1, 3], [2, 0, 5], [3, 2, 2]]))
 * //=> [1, 0, 2]
 */
export const assignment = (cost: Matrix): readonly number[] => {
  const matching: Matching = {
    rows: new Float64Array(cost.rows + 1),
    columns: new Float64Array(cost.columns + 1),
    rowOf: new Uint32Array(cost.columns + 1),
  }
  for (let row = 1; row <= cost.rows; row++) place(cost, matching, row)
  return Array.from({ length: cost.rows }, (_, row) => matching.rowOf.indexOf(row + 1, 1) - 1)
}
