/** A number for each example as data: a factor, an age, a time. */

import { type Dataset, within } from './dataset.js'
import { BadData } from './errors.js'
import { vouched } from './reading.js'

/**
 * One number for each example.
 *
 * Shapes: `[1]`. Errors: throws `BadData`, with the row, for a number that is not finite, or where there is none.
 *
 * @example
 * [...numbers('ages', [31, 7]).rows(Uint32Array.of(1, 0), from(1))]
 * //=> [7, 31]
 */
export const numbers = (name: string, given: ArrayLike<number>): Dataset<readonly [1], 'real'> => {
  const values = Float32Array.from(given) // a copy: the caller may write into its own later
  const row = values.findIndex((value) => !Number.isFinite(value))
  if (values.length === 0) throw new BadData(`${name}: there must be at least one number`)
  if (row >= 0)
    throw new BadData(`${name}: row ${row} must be a finite number, not ${given[row]}`, {
      row,
      column: 0,
      value: given[row] as number,
    })
  return {
    name,
    event: [{ dim: 1, size: 1 }],
    shape: [1],
    support: 'real',
    count: values.length,
    picture: null,
    rows: vouched('real', (indices) =>
      Float32Array.from(within(name, values.length, indices), (index) => values[index] as number),
    ),
  }
}
