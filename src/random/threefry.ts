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

/** The words of a key: as many as wanted, from one on, in one of its streams. */
export type Bits = (count: number, from?: number, stream?: number) => Uint32Array

/** A counter of blocks is one word; what lies beyond it moves the other word, beyond the first streams. */
const BLOCKS = 2 ** 32
const STREAMS = 2 ** 24

const secondWord = (stream: number, block: number): number =>
  block < BLOCKS ? stream : stream + STREAMS * Math.floor(block / BLOCKS)

/**
 * The words of a key, in streams: the blocks of the counters 0, 1, 2, … with the number of the stream beside them.
 *
 * Range: the first 16,777,216 streams are apart whatever is drawn of them, and all 2^32 are within their first 2^33 words.
 *
 * @example
 * Array.from(bits([0, 0])(2)) // the block of the counter [0, 0]
 * //=> [0x6b200159, 0x99ba4efe]
 */
export const bits = (key: Words): Bits => {
  const schedule = scheduleOf(key)
  return (count, from = 0, stream = 0) => {
    const skipped = from % 2
    const blocks = Math.ceil((skipped + count) / 2)
    const out = new Uint32Array(2 * blocks)
    for (let block = 0; block < blocks; block++) {
      const at = (from - skipped) / 2 + block
      blockInto(out, 2 * block, schedule, at | 0, secondWord(stream, at) | 0)
    }
    return out.subarray(skipped, skipped + count)
  }
}
