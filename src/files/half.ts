/** Numbers of half precision. */

/**
 * A number of half precision, exactly.
 *
 * Source: IEEE 754, binary16.
 *
 * @example
 * fromHalf(0x3c00)
 * //=> 1
 */
export const fromHalf = (bits: number): number => {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff]
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : exponent === 0x1f
      ? fraction === 0
        ? sign * Number.POSITIVE_INFINITY
        : Number.NaN
      : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** How many there are. */
const HALVES = 2 ** 16

/**
 * Numbers of half precision, one after the other. Of more than there are, each is computed once.
 *
 * @example
 * fromHalves(Uint16Array.of(0x3c00, 0xc000))
 * //=> Float32Array.of(1, -2)
 */
export const fromHalves = (all: Uint16Array): Float32Array => {
  const known = all.length > HALVES ? fromHalves(Uint16Array.from(Array(HALVES).keys())) : null
  const numbers = new Float32Array(all.length)
  for (let at = 0; at < all.length; at++) {
    const half = all[at] as number
    numbers[at] = known === null ? fromHalf(half) : (known[half] as number)
  }
  return numbers
}

/** A float32 and its bits. */
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
