/**
 * How grey pixels become data for a likelihood over 0 and 1: three choices, each made by name.
 *
 * They give different numbers of nats, and a number of one is not to be compared with a number of another.
 */

import { child, type Key, streamOf } from '../random/key.js'
import type { Stream } from '../random/noise.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import type { Dataset } from './dataset.js'
import { changedOf, type Readable, type Rows, read, vouched } from './reading.js'

/** Memory for as many numbers: that of the caller, where it is of the right length. */
const memoryFor = ({ length }: Float32Array, into?: Float32Array): Float32Array =>
  into?.length === length ? into : new Float32Array(length)

/**
 * The places of grey pixels, written into memory for them, and how many there are.
 *
 * Without a branch for each pixel: which are grey cannot be guessed, and a wrong guess costs more than the rest.
 */
const greyPlaces = (places: Uint32Array, pixels: Float32Array, from: number, to: number): number => {
  let grey = 0
  for (let at = from; at < to; at++) {
    const pixel = pixels[at] as number
    places[grey] = at
    grey += Number(pixel > 0) & Number(pixel < 1)
  }
  return grey
}

/**
 * Draws the bits of each example in place, from a stream of its own.
 *
 * Only grey pixels take a draw: in MNIST one in five, and draws are what costs time.
 */
const drawBits = (out: Float32Array, indices: Uint32Array, stream: Stream): void => {
  const width = out.length / indices.length
  const places = new Uint32Array(width + 1)
  indices.forEach((example, row) => {
    const grey = greyPlaces(places, out, row * width, (row + 1) * width)
    const draws = stream(grey, 0, example)
    for (let next = 0; next < grey; next++) {
      const at = places[next] as number
      out[at] = Number((draws[next] as number) < (out[at] as number))
    }
  })
}

const bits = (pixels: Float32Array, indices: Uint32Array, key: Key, into?: Float32Array): Float32Array => {
  const out = memoryFor(pixels, into)
  if (out !== pixels) out.set(pixels)
  drawBits(out, indices, streamOf('uniform')(key))
  return out
}

/**
 * Pixels drawn anew at each visit: 1 with the probability that the pixel says, else 0.
 *
 * The bits of an example come from the key that `rows` is given and from its number, whatever examples are beside it: so
 * an evaluation that repeats its key sees the same data again, in batches of any size.
 *
 * Shapes: `[...Event]`, unchanged.
 * Source: Salakhutdinov and Murray, "On the Quantitative Analysis of Deep Belief Networks", ICML 2008, section 5.1.
 */
export const sample = <Event extends AnyShape>(data: Dataset<Event, 'unitInterval'>): Dataset<Event, 'binary'> => ({
  ...data,
  name: `${data.name}, sampled`,
  support: 'binary',
  rows: vouched('binary', (indices, key, into) =>
    bits(read(data)(indices, child('data')(key), into), indices, child('binarize')(key), into),
  ),
})

/** How pixels are cut. */
export interface ThresholdOptions {
  /** Pixels above it are 1, the others 0. Range: at least 0, below 1. Default: 0.5. */
  readonly level?: number
}

const above = (level: number) => (pixel: number) => Number(pixel > level)

/** A loop without a branch, since `map` with a function takes ten times as long, and memory of its own. */
const cut = (pixels: Float32Array, level: number, into?: Float32Array): Float32Array => {
  const out = memoryFor(pixels, into)
  for (let at = 0; at < out.length; at++) out[at] = Number((pixels[at] as number) > level)
  return out
}

/** Bytes are cut in the table of their numbers, 256 of them and once for all. */
const thresholded = (data: Readable, level: number): Rows =>
  changedOf(data)?.(above(level)) ?? ((indices, key, into) => cut(read(data)(indices, key, into), level, into))

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
          rows: vouched('binary', thresholded(data, level)),
        }
      : refuse(`threshold: takes a level of at least 0 and below 1 but is given ${level}`)

/**
 * Pixels as they are, declared to stand for the probability of a 1.
 *
 * The cross-entropy with them is what many programs report for grey MNIST. It is not a log-probability of any data: its
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
export { type Binarized, field, type GreyField } from './binarizeField.js'
