import { type Dataset, eventOf } from '../../src/data/dataset.js'
import type { Support } from '../../src/distributions/support.js'

/** A user's own data set of rows of four numbers. */
export const tabled = <Values extends Support>(
  support: Values,
  rows: readonly (readonly number[])[],
): Dataset<readonly [4], Values> => ({
  name: 'mine',
  ...eventOf('mine', [4]),
  support,
  count: rows.length,
  picture: null,
  rows: (indices) => Float32Array.from([...indices].flatMap((index) => rows[index] ?? [])),
})
