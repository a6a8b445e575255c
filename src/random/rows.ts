/**
 * Rows: which numbers of a key a draw takes for each example.
 *
 * A key has streams of numbers without end. The numbers of a row lie in a stream at a place of their own: those of row 5
 * of rows of 20 numbers are the numbers 100 to 119. A program that is shown the rows 5 to 8 of a data set draws from
 * there on, and so gets what it would have got for them among all rows: how many rows there are at a time changes no bit.
 * Each sample in front of the rows has a stream of its own, so that more samples begin with the same ones.
 */

import type { AnyShape } from '../shapes/dim.js'
import { elements } from '../tensors/tensor.js'
import type { Stream } from './noise.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The rows of a data set, or of a batch, that a program is shown, and draws for. */
export interface Rows {
  /** The number of the first of them in the data set, or in the batch. */
  readonly first: number
  /** How many there are. */
  readonly count: number
  /** How many the batch has that they are a part of: they get what they get in it. Left out for those of a data set. */
  readonly of?: number
  /** Which of more samples are drawn for them: all, if left out. */
  readonly samples?: Samples
}

/** Some of the samples of each row. */
export interface Samples {
  readonly first: number
  readonly count: number
  /** How many there are in all. */
  readonly of: number
}

/** A shape with its numbers, as a draw needs them. */
export interface Drawn<out Given extends AnyShape> {
  readonly shape: Given
  readonly sizes: readonly number[]
}

/** What a draw takes: of each of some streams as many numbers, from one on. */
export interface StreamSlice {
  readonly streams: number
  /** Which stream one of them is; itself, if left out. */
  readonly streamAt?: (each: number) => number
  readonly from: number
  /** From which number one of them is taken on; `from`, if left out. */
  readonly fromAt?: (each: number) => number
  readonly count: number
}

// -----------------------------------------------------------------------------
// the axis of rows
// -----------------------------------------------------------------------------

/** The axis of the examples of a program, and the end of the names of those that samples are merged with. */
const ROWS = 'batch'

const isMerged = (dim: unknown): boolean => typeof dim === 'string' && dim.endsWith(`*${ROWS}`)

/** Which axis counts rows, or -1: `batch`, or one that is merged with it, such as `samples*batch`. */
export const rowAxisOf = (shape: AnyShape): number => shape.findIndex((dim) => dim === ROWS || isMerged(dim))

/** How many rows lie behind one another on an axis: all, or where samples are merged with them as many as are shown. */
const rowsOn = (dim: unknown, size: number, rows: Rows | null): number =>
  rows !== null && isMerged(dim) && size % rows.count === 0 ? rows.count : size

// -----------------------------------------------------------------------------
// the axis of samples
// -----------------------------------------------------------------------------

const SAMPLES = 'samples'

/** How many streams one sample has, or `null` of a draw whose streams are not those of samples. */
const streamsOfOne = ({ shape, sizes }: Drawn<AnyShape>, axis: number, { count }: Samples, streams: number) => {
  const own = shape.slice(0, axis).indexOf(SAMPLES)
  if (own >= 0) return streams / elements(sizes.slice(0, own + 1))
  const merged = String(shape[axis]).split('*')
  return !merged.includes(SAMPLES) ? null : merged[0] === SAMPLES && merged.length > 2 ? streams / count : 1
}

/** The streams of some samples among those of all. */
const streamAtOf = (samples: Samples, one: number): ((each: number) => number) => {
  const [first, count, of] = [samples.first * one, samples.count * one, samples.of * one]
  return (each) => Math.floor(each / count) * of + first + (each % count)
}

// -----------------------------------------------------------------------------
// rows of a batch
// -----------------------------------------------------------------------------

/** Whether an axis counts the places of rows, such as `batch*time`: those of a row lie behind one another. */
const isOfPlaces = (dim: unknown): boolean => typeof dim === 'string' && dim.startsWith(`${ROWS}*`)

/** What a part of a batch takes: in a batch the rows of samples that are merged with them lie in one stream, behind one another. */
const takenInBatch = ({ shape, sizes }: Drawn<AnyShape>, { first, count }: Rows, of: number): StreamSlice => {
  const axis = isOfPlaces(shape[0]) ? 0 : rowAxisOf(shape)
  const [size, width] = [sizes[axis] ?? 1, elements(sizes.slice(axis + 1))]
  if (axis < 0) return { streams: 1, from: 0, count: elements(sizes) }
  if (isOfPlaces(shape[axis])) return { streams: 1, from: first * (size / count) * width, count: size * width }
  const merged = isMerged(shape[axis]) && size % count === 0 ? size / count : 1
  return {
    streams: elements(sizes.slice(0, axis)) * merged,
    streamAt: (each) => Math.floor(each / merged),
    from: first * width,
    fromAt: (each) => ((each % merged) * of + first) * width,
    count: (size / merged) * width,
  }
}

/**
 * What a draw takes for the rows that are shown. Without an axis of rows it takes the beginning of one stream.
 *
 * @example
 * takenBy({ shape: ['samples', 'batch', 20], sizes: [3, 4, 20] }, { first: 5, count: 4 })
 * //=> { streams: 3, from: 100, count: 80 }
 */
export const takenBy = ({ shape, sizes }: Drawn<AnyShape>, rows: Rows | null): StreamSlice => {
  if (rows?.of !== undefined) return takenInBatch({ shape, sizes }, rows, rows.of)
  const axis = rowAxisOf(shape)
  const samples = rows?.samples
  if (axis < 0) {
    const count = elements(sizes)
    return { streams: 1, from: samples && shape[0] === SAMPLES ? (count / samples.count) * samples.first : 0, count }
  }
  const size = sizes[axis] as number
  const width = elements(sizes.slice(axis + 1))
  const together = rowsOn(shape[axis], size, rows)
  const streams = (elements(sizes.slice(0, axis)) * size) / together
  const one = samples ? streamsOfOne({ shape, sizes }, axis, samples, streams) : null
  return {
    ...{ streams, from: (rows?.first ?? 0) * width, count: together * width },
    ...(samples && one !== null ? { streamAt: streamAtOf(samples, one) } : {}),
  }
}

/** The numbers that a draw takes, stream by stream. */
export const numbersFrom = (
  stream: Stream,
  { streams, streamAt = (each) => each, from, fromAt = () => from, count }: StreamSlice,
): Float32Array => {
  if (streams === 1) return stream(count, fromAt(0), streamAt(0))
  const out = new Float32Array(streams * count)
  for (let each = 0; each < streams; each++) out.set(stream(count, fromAt(each), streamAt(each)), each * count)
  return out
}
