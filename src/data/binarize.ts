/**
 * How grey pixels become data for a likelihood over 0 and 1: three choices, each made by name.
 *
 * They give different numbers of nats, and a number of one is not to be compared with a number of another.
 */

import { child, type Key, uniform } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import { refuse } from '../shapes/refusal.js'
import type { Dataset } from './dataset.js'
import { read, vouched } from './reading.js'

/** Memory for as many numbers: that of the caller, where it is of the right length. */
const memoryFor = ({ length }: Float32Array, into?: Float32Array): Float32Array =>
  into?.length === length ? into : new Float32Array(length)

const isGrey = (pixel: number): boolean => pixel > 0 && pixel < 1

/**
 * Only grey pixels take a draw: in MNIST one in five, and draws are what costs time.
 *
 * Loops over places, since `for … of` an array of numbers takes three times as long.
 */
const bits = (pixels: Float32Array, key: Key, into?: Float32Array): Float32Array => {
  const out = memoryFor(pixels, into)
  if (out !== pixels) out.set(pixels)
  let grey = 0
  for (let at = 0; at < out.length; at++) if (isGrey(out[at] as number)) grey++
  const draws = uniform(key, grey)
  let next = 0
  for (let at = 0; at < out.length; at++) {
    const pixel = out[at] as number
    const drawn = isGrey(pixel) ? (draws[next++] as number) < pixel : pixel > 0
    out[at] = drawn ? 1 : 0
  }
  return out
}

/**
 * Pixels drawn anew at each visit: 1 with the probability that the pixel says, else 0.
 *
 * The bits come from the key that `rows` is given, so an evaluation that repeats its key sees the same data again.
 *
 * Shapes: `[...Event]`, unchanged.
 * Source: Salakhutdinov and Murray, "On the Quantitative Analysis of Deep Belief Networks", ICML 2008, section 5.1.
 */
export const sample = <Event extends AnyShape>(data: Dataset<Event, 'unitInterval'>): Dataset<Event, 'binary'> => ({
  ...data,
  name: `${data.name}, sampled`,
  support: 'binary',
  rows: vouched('binary', (indices, key, into) =>
    bits(read(data)(indices, child('data')(key), into), child('binarize')(key), into),
  ),
})

/** How pixels are cut. */
export interface ThresholdOptions {
  /** Pixels above it are 1, the others 0. Range: at least 0, below 1. Default: 0.5. */
  readonly level?: number
}

/** A loop, since `map` with a function takes three times as long and memory of its own. */
const cut = (pixels: Float32Array, level: number, into?: Float32Array): Float32Array => {
  const out = memoryFor(pixels, into)
  for (let at = 0; at < out.length; at++) out[at] = (pixels[at] as number) > level ? 1 : 0
  return out
}

/**
 * Pixels above a level as 1, the others as 0: the same at each visit.
 *
 * Shapes: `[...Event]`, unchanged. Errors: a `ShapeError` when the level is outside its range.
 */
export const threshold =
  ({ level = 0.5 }: ThresholdOptions = {}) =>
  <Event extends AnyShape>(data: Dataset<Event, 'unitInterval'>): Dataset<Event, 'binary'> =>
    level >= 0 && level < 1
      ? {
          ...data,
          name: `${data.name}, above ${level}`,
          support: 'binary',
          rows: vouched('binary', (indices, key, into) => cut(read(data)(indices, key, into), level, into)),
        }
      : refuse(`threshold: takes a level of at least 0 and below 1 but is given ${level}`)

/**
 * Pixels as they are, declared to stand for the probability of a 1.
 *
 * The cross-entropy with them is what many programs report for grey MNIST. It is no log-probability of any data: its
 * nats compare only with themselves.
 *
 * Shapes: `[...Event]`, unchanged.
 */
export const relaxed = <Event extends AnyShape>(data: Dataset<Event, 'unitInterval'>): Dataset<Event, 'relaxed'> => ({
  ...data,
  name: `${data.name}, relaxed`,
  support: 'relaxed',
  rows: vouched('relaxed', read(data)),
})
