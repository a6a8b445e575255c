/** Codes of which every score is known: made from factors on a grid, which are independent in every number. */

import type { Codes } from '../../../src/evaluation/disentanglement/codes.js'
import type { Group } from '../../../src/evaluation/disentanglement/groups.js'
import { ofRows } from '../../../src/evaluation/numbers/matrix.js'
import { child, from, normal, uniform } from '../../../src/random/key.js'

const SIDE = 12

/** Two continuous factors of 12 values each, and one of three levels: each with every other, 432 in all. */
const grid: readonly (readonly number[])[] = Array.from({ length: SIDE * SIDE * 3 }, (_, at) => [
  Math.floor(at / (3 * SIDE)) / (SIDE - 1),
  (Math.floor(at / 3) % SIDE) / (SIDE - 1),
  at % 3,
])

/** What makes a code of the three factors of an example. */
export type Encode = (factors: readonly number[], row: number) => readonly number[]

const column = (at: number): readonly number[] => grid.map((factors) => factors[at] as number)

/** The codes of the grid. */
export const codesOf = (encode: Encode): Codes => ({
  codes: ofRows(grid.map(encode)),
  factors: {
    left: { values: column(0), levels: null },
    top: { values: column(1), levels: null },
    shape: { values: column(2), levels: ['square', 'ellipse', 'heart'] },
  },
})

/** Two continuous factors alone. */
export const twoOf = (encode: Encode): Codes => {
  const { codes, factors } = codesOf(encode)
  const { left, top } = factors
  return { codes, factors: { left, top } as Codes['factors'] }
}

/** Groups that share each of the three factors, and some that share nothing, of codes of factors drawn evenly. */
export const groupsOf = (encode: Encode, count = 40, size = 32): readonly Group[] => {
  const names = ['left', 'top', 'shape', null]
  return names.flatMap((factor, which) =>
    Array.from({ length: count }, (_, group): Group => {
      const draws = uniform(child(group)(child(which)(from(5))), 3 * (size + 1))
      const value = (row: number, at: number): number => {
        const draw = draws[3 * (at === which ? 0 : row + 1) + at] as number
        return at === 2 ? Math.floor(3 * draw) : draw
      }
      const rows = Array.from({ length: size }, (__, row) =>
        encode([value(row, 0), value(row, 1), value(row, 2)], size * (count * which + group) + row),
      )
      return { factor, codes: ofRows(rows) }
    }),
  )
}

const noise = normal(from(9), 3 * 10_000)

/** Each latent is one factor, in another order, scaled or bent; the fourth stands still. */
export const perfect: Encode = ([left = 0, top = 0, shape = 0]) => [2 * shape - 1, -3 * left, Math.exp(top), 0.7]

/** No latent knows anything. */
export const independent: Encode = (_, row) => [0, 1, 2].map((at) => noise[3 * (row % 10_000) + at] as number)

/** Two latents say the same of `left`. */
export const duplicated: Encode = ([left = 0, top = 0, shape = 0]) => [2 * left, 2 * left, 2 * top, shape]

/** `left` and `top`, turned by an eighth of a turn. */
export const rotated: Encode = ([left = 0, top = 0]) => [left + top, left - top]

/** Nothing moves. */
export const constant: Encode = () => [1, 2, 3]
