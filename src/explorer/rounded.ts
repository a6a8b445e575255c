/** Numbers in fewer bits: int8 with a scale for each column. */

import type { Rounding } from './model.js'

/** Whole numbers from -127 to 127, and what one of each column is. */
export interface Scaled {
  readonly values: Int8Array
  readonly scales: Float32Array
}

/** Numbers of rows of some columns, each column with a scale of its own: 127 is its largest. */
export const toScaled = (values: ArrayLike<number>, columns: number): Scaled => {
  const scales = new Float32Array(columns)
  for (let at = 0; at < values.length; at++)
    scales[at % columns] = Math.max(scales[at % columns] as number, Math.abs(values[at] as number) / 127)
  return {
    scales,
    values: Int8Array.from({ length: values.length }, (_, at) =>
      Math.round((values[at] as number) / (scales[at % columns] || 1)),
    ),
  }
}

/** The numbers again. */
export const fromScaled = ({ values, scales }: Scaled): Float32Array => {
  const result = new Float32Array(values.length)
  for (let at = 0; at < values.length; at++)
    result[at] = (values[at] as number) * (scales[at % scales.length] as number)
  return result
}

/**
 * What rounded weights do, as words.
 *
 * @example
 * roundingWords({ held: 'f16', mean: 0.00012, worst: 0.0034 })
 * //=> 'float16: a decoded number is 0.00012 off on average, 0.0034 at most'
 */
export const roundingWords = ({ held, mean, worst }: Rounding): string =>
  `${held === 'i8' ? 'int8' : 'float16'}: a decoded number is ${mean.toPrecision(2)} off on average, ${worst.toPrecision(2)} at most`
