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
