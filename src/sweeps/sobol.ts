/** Sobol sequences: points that fill a cube more evenly than random ones do. */

import { DIRECTIONS } from './directions.js'

/** How many dimensions there are direction numbers for. */
export const MOST = DIRECTIONS.length + 1

/** How many bits a coordinate has. */
const BITS = 32

/** The direction numbers of a dimension, each with its first bit at the top of a word. */
const numbersOf = (dimension: number): readonly number[] => {
  const found = DIRECTIONS[dimension - 1]
  if (found === undefined) return Array.from({ length: BITS }, (_, bit) => 2 ** (BITS - 1 - bit))
  const [degree, inner, first] = found
  const numbers = first.map((each, bit) => (each << (BITS - 1 - bit)) >>> 0)
  for (let bit = degree; bit < BITS; bit++) {
    const back = numbers[bit - degree] as number
    let next = back ^ (back >>> degree)
    for (let k = 1; k < degree; k++) if ((inner >> (degree - 1 - k)) & 1) next ^= numbers[bit - k] as number
    numbers.push(next >>> 0)
  }
  return numbers
}

/**
 * A coordinate of a point of the sequence, as a word of 32 bits, which a shift turns about without making it less even.
 *
 * Source: Antonov and Saleev, 1979: the point follows from the Gray code of its number.
 *
 * @example
 * [0, 1, 2, 3].map((index) => coordinate(0, index) / 2 ** 32)
 * //=> [0, 0.5, 0.75, 0.25]
 */
export const coordinate = (dimension: number, index: number, shift = 0): number => {
  const gray = index ^ (index >>> 1)
  const word = numbersOf(dimension).reduce((sum, number, bit) => ((gray >>> bit) & 1 ? sum ^ number : sum), shift)
  return word >>> 0
}
