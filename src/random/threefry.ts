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

const PARITY = 0x1bd11bda

/** What is added to the two words before the first round and after every fourth: computed once a key. */
interface Schedule {
  readonly first: Int32Array
  readonly second: Int32Array
}

const scheduleOf = ([k0, k1]: Words): Schedule => {
  const words = [k0, k1, PARITY ^ k0 ^ k1]
  return {
    first: Int32Array.from({ length: 6 }, (_, injection) => words[injection % 3] as number),
    second: Int32Array.from({ length: 6 }, (_, injection) => (words[(injection + 1) % 3] as number) + injection),
  }
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/**
 * Writes the block of a counter into `out[at]` and `out[at + 1]`.
 *
 * In place, on integers and with its rotations written out, since noise for a step takes thousands of blocks: a loop
 * over a list of rotations takes three times as long.
 */
const blockInto = (
  out: Uint32Array,
  at: number,
  { first, second }: Schedule,
  counter0: number,
  counter1: number,
): void => {
  let x0 = (counter0 + (first[0] as number)) | 0
  let x1 = (counter1 + (second[0] as number)) | 0
  for (let injection = 1; injection < 6; injection++) {
    const odd = (injection & 1) === 1
    x0 = (x0 + x1) | 0
    x1 = (odd ? rotated(x1, 13) : rotated(x1, 17)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = (odd ? rotated(x1, 15) : rotated(x1, 29)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = (odd ? rotated(x1, 26) : rotated(x1, 16)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = (odd ? rotated(x1, 6) : rotated(x1, 24)) ^ x0
    x0 = (x0 + (first[injection] as number)) | 0
    x1 = (x1 + (second[injection] as number)) | 0
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
  blockInto(out, 0, scheduleOf(key), counter[0], counter[1])
  return [out[0] as number, out[1] as number]
}

/** As many words as wanted: the blocks of counters 0, 1, 2, … */
export const bits = (key: Words, count: number): Uint32Array => {
  const out = new Uint32Array(count + (count & 1))
  const schedule = scheduleOf(key)
  for (let block = 0; block * 2 < count; block++) blockInto(out, block * 2, schedule, block, 0)
  return out.subarray(0, count)
}
