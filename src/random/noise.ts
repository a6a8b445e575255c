/** Noise on the host: float32 numbers from random bits, the same on every machine. */

import { type Bits, bits, type Words } from './threefry.js'

/** The distributions that noise is drawn from. */
export type NoiseDistribution = 'normal' | 'uniform'

// Both distributions write their numbers over the words that they are made of, which nobody else holds: noise is drawn at every
// step, and memory that is new each time would lie about until it is collected.

/** The same memory as numbers. */
const over = ({ buffer, byteOffset, length }: Uint32Array): Float32Array => new Float32Array(buffer, byteOffset, length)

// the middles of 2^32 cells, so that 0 and 1 are never drawn and the logarithm is finite
const CELL = 2 ** -32

/**
 * Uniform numbers in (0, 1): the middles of 2^23 cells, the most whose middles a float32 holds exactly.
 *
 * Range: open at both ends. A loop, since `Float32Array.from` with a function takes several times as long.
 */
const uniform = (words: Uint32Array): Float32Array => {
  const out = over(words)
  for (let at = 0; at < words.length; at++) out[at] = (((words[at] as number) >>> 9) + 0.5) * 2 ** -23
  return out
}

/**
 * Standard normal numbers, two from two words.
 *
 * Range: up to 6.8 in size. Source: Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958.
 */
const normal = (words: Uint32Array): Float32Array => {
  const out = over(words)
  for (let at = 0; at < words.length; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(((words[at] as number) + 0.5) * CELL))
    const angle = 2 * Math.PI * ((words[at + 1] as number) + 0.5) * CELL
    out[at] = radius * Math.cos(angle)
    out[at + 1] = radius * Math.sin(angle)
  }
  return out
}

/** Numbers of a distribution: as many as wanted, from one on, in one of the streams of a key. */
export type Stream = (count: number, from?: number, stream?: number) => Float32Array

/** Pairs of words as pairs of numbers, from the pair on in which the first number is. */
const inPairs =
  (words: Bits, numbersOf: (words: Uint32Array) => Float32Array): Stream =>
  (count, from = 0, stream = 0) => {
    const skipped = from % 2
    const even = skipped + count + ((skipped + count) % 2)
    return numbersOf(words(even, from - skipped, stream)).subarray(skipped, skipped + count)
  }

/** The numbers of a distribution for a key. */
export const noise = (distribution: NoiseDistribution, key: Words): Stream =>
  inPairs(bits(key), distribution === 'uniform' ? uniform : normal)
