/** What the tests of distributions share; their numbers and the answers of another library are in `torch.ts`. */

import { hostOf } from '../support/engine.js'

/** Two rows of three numbers. */
export const matrix = (values: readonly number[]) => hostOf(['batch', 3], [2, 3], values)

/** The sums of three numbers each. */
export const rows = (values: readonly number[]): readonly number[] =>
  Array.from({ length: values.length / 3 }, (_, row) =>
    values.slice(3 * row, 3 * row + 3).reduce((sum, each) => sum + each, 0),
  )

/** A function of as many numbers as it has arguments, summed over each row. */
export const rowwise =
  (f: (...each: readonly number[]) => number) =>
  (...arrays: readonly (readonly number[])[]): readonly number[] =>
    rows((arrays[0] as readonly number[]).map((_, at) => f(...arrays.map((array) => array[at] as number))))

export * from './torch.js'
