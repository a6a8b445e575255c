/** Numbers in fewer bits: float16, and int8 with a scale for each column. */

// -----------------------------------------------------------------------------
// float16
// -----------------------------------------------------------------------------

const bits = new Uint32Array(1)
const float = new Float32Array(bits.buffer)

/**
 * The float16 next to a number, as its bits; of two as near the even one. Beyond 65,504 it is infinite.
 *
 * Source: IEEE 754-2019, binary16.
 *
 * @example
 * [1, -2, 65504, 1e9, 2 ** -24].map(toHalf)
 * //=> [0x3c00, 0xc000, 0x7bff, 0x7c00, 1]
 */
export const toHalf = (value: number): number => {
  float[0] = value
  const whole = bits[0] as number
  const sign = (whole >>> 16) & 0x8000
  const magnitude = whole & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00 // not a number
  if (magnitude >= 0x477ff000) return sign | 0x7c00 // rounds beyond the largest
  if (magnitude < 0x38800000) return sign | evenly(Math.abs(float[0] as number) * 2 ** 24) // subnormal: steps of 2^-24
  const [kept, rest] = [magnitude - 0x38000000, magnitude & 0x1fff]
  const down = kept >>> 13
  return sign | (down + (rest > 0x1000 || (rest === 0x1000 && (down & 1) === 1) ? 1 : 0))
}

/** The whole number next to one, of two as near the even one. */
const evenly = (value: number): number => {
  const down = Math.floor(value)
  const rest = value - down
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down
}

/**
 * A number from the bits of a float16.
 *
 * @example
 * [0x3c00, 0xc000, 0x7c00, 1].map(fromHalf)
 * //=> [1, -2, Infinity, 2 ** -24]
 */
export const fromHalf = (half: number): number => {
  const sign = (half & 0x8000) === 0 ? 1 : -1
  const [exponent, fraction] = [(half >>> 10) & 31, half & 1023]
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

// -----------------------------------------------------------------------------
// int8
// -----------------------------------------------------------------------------

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
