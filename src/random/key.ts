/**
 * Keys: randomness as a value.
 *
 * A key is used once, or split into children and never used itself. Nothing else in the library is random.
 */

import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import type { Native } from '../tensors/tensor.js'
import { type NoiseDistribution, noise, type Stream } from './noise.js'
import type { Drawn, Rows } from './rows.js'
import { threefry, type Words } from './threefry.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The way from a root key to one of its descendants: the number of each child. */
export type Path = readonly number[]

/**
 * Where the noise of a key comes from.
 *
 * A key that was made from a seed draws on the host. An engine that traces a program hands it a key of another source,
 * which records the paths that are drawn and gives placeholders; each call of the program replays them from a real key.
 */
export interface Source {
  /** The words that a key is drawn from, for a source that has them. */
  readonly words?: (path: Path) => Words
  /** Numbers on the host, or `null` where the source only records. */
  readonly stream: (path: Path, distribution: NoiseDistribution) => Stream | null
  /** A native tensor in place of numbers, for a source that records; else `null`. */
  readonly placeholder: (path: Path, distribution: NoiseDistribution, drawn: Drawn<AnyShape>) => Native | null
}

/** Randomness as a value. Two draws from one key are the same draw. */
export interface Key {
  readonly source: Source
  readonly path: Path
  /** The rows of a data set that it draws for, or `null` where rows count from 0. */
  readonly rows: Rows | null
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** The words of a descendant: the block of each child's number under the words of its parent. */
const derive = (root: Words, path: Path): Words =>
  path.reduce<Words>((words, child) => threefry(words, [child >>> 0, Math.floor(child / 2 ** 32) >>> 0]), root)

const hostSource = (root: Words): Source => ({
  words: (path) => derive(root, path),
  stream: (path, distribution) => noise(distribution, derive(root, path)),
  placeholder: () => null,
})

/**
 * The key of a seed.
 *
 * Range: a whole number from 0 to 2^53 - 1; seeds that differ give unrelated keys. Errors: a `ShapeError` for any other
 * number, which would silently be the seed of another.
 *
 * @example
 * uniform(from(7), 1)[0] === uniform(from(7), 1)[0]
 * //=> true
 */
export const from = (seed: number): Key =>
  Number.isSafeInteger(seed) && seed >= 0
    ? ofSource(hostSource([seed >>> 0, Math.floor(seed / 2 ** 32)]))
    : refuse(mustBe('Key.from: the seed', 'a whole number from 0 to 2^53 - 1', seed))

/** The key of two numbers that `wordsOf` gave: it and its children draw the same. */
export const ofWords = (words: Words): Key => ofSource(hostSource(words))

/** A key of another source: for engines. */
export const ofSource = (source: Source): Key => ({ source, path: [], rows: null })

/** A key further down a path, which draws for the same rows. */
export const descend =
  (path: Path) =>
  (key: Key): Key => ({ ...key, path: [...key.path, ...path] })

/**
 * The key for some rows of a data set: what is drawn under the axis `batch` is what they get among all rows.
 *
 * An evaluation takes one for each batch, so that its numbers are those of the data set and the key, whatever the size of
 * its batches.
 */
export const forRows =
  (rows: Rows) =>
  (key: Key): Key => ({ ...key, rows })

/**
 * A child of a key, by its number or by a name.
 *
 * @example
 * child('init')(from(7)).path.length
 * //=> 1
 */
export const child =
  (which: number | string) =>
  (key: Key): Key =>
    descend([typeof which === 'number' ? which : numberOf(which)])(key)

/** FNV-1a, over the code points of a name, moved above 2^32: so a name is never the number of a numbered child. */
const numberOf = (name: string): number =>
  2 ** 32 +
  [...name].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5)

/**
 * The two numbers of 32 bits that a key draws from: keys of the same ones draw the same. `null` for the key of a program
 * that is being traced.
 *
 * @example
 * wordsOf(from(7))
 * //=> [7, 0]
 */
export const wordsOf = ({ source, path }: Key): Words | null => source.words?.(path) ?? null

// -----------------------------------------------------------------------------
// numbers on the host
// -----------------------------------------------------------------------------

/** The numbers of a key on the host, in streams. Errors: a `TypeError` for the key of a program that is being traced. */
export const streamOf =
  (distribution: NoiseDistribution) =>
  (key: Key): Stream =>
    key.source.stream(key.path, distribution) ?? recorded()

/** Numbers of a distribution on the host. Errors: as `streamOf`. */
export const numbers =
  (distribution: NoiseDistribution) =>
  (key: Key, count: number): Float32Array =>
    streamOf(distribution)(key)(count)

const recorded = (): never => {
  throw new TypeError('Key: a key of a traced program has no numbers on the host: draw a tensor with Random.normal')
}

/** Standard normal numbers on the host. Errors: as `streamOf`. */
export const normal = numbers('normal')

/** Uniform numbers in (0, 1) on the host. Errors: as `streamOf`. */
export const uniform = numbers('uniform')

/** The numbers 0 to `count - 1` in random order. Source: Fisher and Yates, as in Knuth, TAOCP 2, algorithm 3.4.2P. */
export const permutation = (key: Key, count: number): Uint32Array => {
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  const draws = uniform(key, count)
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor((draws[last] as number) * (last + 1))
    const held = order[last] as number
    order[last] = order[other] as number
    order[other] = held
  }
  return order
}
