/** Numbers in float64 from a key: what samplers decide by must not be rounded to the 2^23 numbers of float32. */

import { type Key, wordsOf } from '../random/key.js'
import { bits } from '../random/threefry.js'
import { refuse } from '../shapes/defect.js'

/**
 * Uniform numbers in (0, 1): the middles of 2^52 cells, from two words each.
 *
 * Errors: a `ShapeError` for the key of a program that is being traced.
 *
 * @example
 * uniforms(from(1), 3).length
 * //=> 3
 */
export const uniforms = (key: Key, count: number): readonly number[] => {
  const words = wordsOf(key)
  if (words === null) return refuse('Sweep: a key of a traced program has no numbers on the host')
  const drawn = bits(words)(2 * count)
  return Array.from({ length: count }, (_, at) => {
    const [high, low] = [(drawn[2 * at] as number) >>> 6, (drawn[2 * at + 1] as number) >>> 6]
    return (high * 2 ** 26 + low + 0.5) * 2 ** -52
  })
}

/** Words of 32 bits. */
export const words = (key: Key, count: number): readonly number[] =>
  uniforms(key, count).map((part) => Math.floor(part * 2 ** 32))
