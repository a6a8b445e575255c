/** Noise in a page: the same from the same number, so that a draw stands still while its code does. */

import type { Noise } from '../machine.js'

/** Uniform numbers in (0, 1). Source: mulberry32, Ettinger, 2017, public domain. */
const uniforms = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32
  }
}

/** Noise from a number. Pictures do not need more: it is none of the streams of the library. Source of normal numbers: Box and Muller, 1958. */
export const noiseFrom = (seed: number): Noise => {
  const next = uniforms(seed)
  const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
  return (distribution, count) => Float32Array.from({ length: count }, distribution === 'normal' ? normal : next)
}
