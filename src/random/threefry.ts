/**
 * Threefry-2x32 with 20 rounds: 64 random bits from a 64-bit key and a 64-bit counter.
 *
 * No package of the registry holds it, and the same key must give the same bits on every engine, so it is ours; the
 * published known answers are its test.
 *
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011, section 4.
 */

/** Two 32-bit words, as whole numbers from 0 to 2^32 - 1. */
export type Words = readonly [number, number]

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const
const PARITY = 0x1bd11bda

/**
 * Writes the block of a counter into `out[at]` and `out[at + 1]`.
 *
 * In place and on integers, since noise for a step takes thousands of blocks.
 */
export const threefryInto = (out: Uint32Array, at: number, key: Words, counter0: number, counter1: number): void => {
  const k0 = key[0] | 0
  const k1 = key[1] | 0
  const schedule = [k0, k1, PARITY ^ k0 ^ k1] as const
  let x0 = (counter0 + k0) | 0
  let x1 = (counter1 + k1) | 0
  for (let round = 0; round < 20; round++) {
    const by = ROTATIONS[round & 7] as number
    x0 = (x0 + x1) | 0
    x1 = ((x1 << by) | (x1 >>> (32 - by))) ^ x0
    if ((round & 3) === 3) {
      const injection = (round >> 2) + 1
      x0 = (x0 + (schedule[injection % 3] as number)) | 0
      x1 = (x1 + (schedule[(injection + 1) % 3] as number) + injection) | 0
    }
  }
  out[at] = x0
  out[at + 1] = x1
}

/**
 * The block of a counter.
 *
 * @example
 * threefry([0, 0], [0, 0])
 * //=> [0x6b200159, 0x99ba4efe]
 */
export const threefry = (key: Words, counter: Words): Words => {
  const out = new Uint32Array(2)
  threefryInto(out, 0, key, counter[0], counter[1])
  return [out[0] as number, out[1] as number]
}

/** As many words as wanted: the blocks of counters 0, 1, 2, … */
export const bits = (key: Words, count: number): Uint32Array => {
  const out = new Uint32Array(count + (count & 1))
  for (let block = 0; block * 2 < count; block++) threefryInto(out, block * 2, key, block, 0)
  return out.subarray(0, count)
}
