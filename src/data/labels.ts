/** The classes of examples, for whoever looks at them: a model is not shown them. */

import { from } from '../random/key.js'
import type { AnyDataset } from './dataset.js'

/** The class of each of some examples: numbers from 0 on, and their names where they have any. */
export interface Labels {
  readonly values: ArrayLike<number>
  readonly names?: readonly string[] | null
}

const most = (row: Float32Array): number =>
  row.reduce((best, value, at) => (value > (row[best] as number) ? at : best), 0)

/**
 * The classes of data that `classes` makes: of each example the place of its 1.
 *
 * Shapes: `[Classes]`.
 *
 * @example
 * Array.from(labelsOf(classes(3, [2, 0, 1])).values)
 * //=> [2, 0, 1]
 */
export const labelsOf = (data: Pick<AnyDataset, 'rows' | 'count'>): Labels => {
  const rows = data.rows(
    Uint32Array.from({ length: data.count }, (_, row) => row),
    from(0), // classes are drawn from no key
  )
  const width = rows.length / data.count
  return {
    values: Uint32Array.from({ length: data.count }, (_, row) => most(rows.subarray(row * width, (row + 1) * width))),
  }
}
