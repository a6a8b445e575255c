/** Factors of sprites that share the value of one of them, group by group. */

import { drawFactors, type FactorName, type Factors } from '../../data/sources/factors.js'
import type { Key } from '../../random/key.js'
import { at, type Matrix, make, sameRows } from '../numbers/matrix.js'
import type { Group } from './groups.js'

/** How many groups there are, and how many examples each has. */
export interface GroupSizes {
  readonly groups: number
  readonly size: number
}

/**
 * The factors of sprites in groups: those of a group share the value of one factor, and all others are drawn anew for each; of
 * `null` they share nothing.
 *
 * @example
 * const { x, y } = sharing('x', { groups: 2, size: 3 })(from(1))
 * ;[new Set(x.values).size, new Set(y.values).size]
 * //=> [2, 6]
 */
export const sharing =
  (name: FactorName | null, { groups, size }: GroupSizes) =>
  (key: Key): Factors => {
    const drawn = drawFactors(key, groups * size)
    if (name === null) return drawn
    const { values } = drawn[name]
    return {
      ...drawn,
      [name]: { ...drawn[name], values: values.map((_, row) => values[row - (row % size)] as number) },
    }
  }

/**
 * The codes of such examples as groups of their factor. Errors: a `ShapeError` when there are not as many rows as groups have examples.
 */
export const grouped =
  (factor: string | null, { groups, size }: GroupSizes) =>
  (codes: Matrix): readonly Group[] => {
    sameRows('grouped', codes.rows, groups * size)
    return Array.from({ length: groups }, (_, group) => ({
      factor,
      codes: make(size, codes.columns, (row, column) => at(codes, group * size + row, column)),
    }))
  }
