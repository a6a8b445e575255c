/** Numbers with the mean 0 and the deviation 1 that those of training data have, and back again. */

import type { Support } from '../distributions/support.js'
import { from } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import { type AnyDataset, type Dataset, numbersPerRow } from './dataset.js'
import { read } from './reading.js'

/** The mean and the deviation of each number of an event over some data. */
export interface Standardization<in out Event extends AnyShape> {
  readonly shape: Event
  readonly means: Float32Array
  /** 1 where all numbers are the same. */
  readonly deviations: Float32Array
}

/** How many rows are read at a time. */
const AT_ONCE = 1024

/** Adds up what `of` says of each number, in float64. */
const sums = (data: AnyDataset, of: (value: number, place: number) => number): Float64Array => {
  const width = numbersPerRow(data.event)
  const out = new Float64Array(width)
  for (let first = 0; first < data.count; first += AT_ONCE) {
    const indices = Uint32Array.from({ length: Math.min(AT_ONCE, data.count - first) }, (_, at) => first + at)
    read(data)(indices, from(0)).forEach((value, at) => {
      const place = at % width
      out[place] = (out[place] as number) + of(value, place)
    })
  }
  return out
}

/**
 * The mean and the deviation of each number over all examples: of training data, for test data too.
 *
 * Shapes: `[...Event]`. The deviation is that of the examples themselves, divided by their count.
 *
 * @example
 * Array.from(standardization(Data.numbers('ages', [1, 3])).means)
 * //=> [2]
 */
export const standardization = <Event extends AnyShape>(data: Dataset<Event, Support>): Standardization<Event> => {
  const all = data as unknown as AnyDataset // safe: only its rows and its sizes are read
  const means = sums(all, (value) => value).map((sum) => sum / all.count)
  const squares = sums(all, (value, place) => (value - (means[place] as number)) ** 2)
  const deviations = Float32Array.from(squares, (square) => Math.sqrt(square / all.count) || 1)
  return { shape: data.shape, means: Float32Array.from(means), deviations }
}

/**
 * Each number less its mean, divided by its deviation.
 *
 * Shapes: `[...Event]`, unchanged.
 *
 * @example
 * const ages = Data.numbers('ages', [1, 3])
 * Array.from(standardize(standardization(ages))(ages).rows(Uint32Array.of(0, 1), from(1)))
 * //=> [-1, 1]
 */
export const standardize =
  <Event extends AnyShape>({ means, deviations }: Standardization<Event>) =>
  (data: Dataset<Event, Support>): Dataset<Event, 'real'> => ({
    ...data,
    name: `${data.name}, standardized`,
    support: 'real',
    rows: (indices, key) =>
      read(data as unknown as AnyDataset)(indices, key).map((value, at) => {
        const place = at % means.length
        return (value - (means[place] as number)) / (deviations[place] as number)
      }),
  })

/**
 * Standardized numbers, such as a model gives them, as they were: in row-major order, any count of examples.
 *
 * Shapes: `[Row, ...Event]`, flat.
 *
 * @example
 * const ages = Data.numbers('ages', [1, 3])
 * Array.from(unstandardize(standardization(ages))(Float32Array.of(-1, 1, 0)))
 * //=> [1, 3, 2]
 */
export const unstandardize =
  <Event extends AnyShape>({ means, deviations }: Standardization<Event>) =>
  (numbers: Float32Array): Float32Array =>
    numbers.map((value, at) => {
      const place = at % means.length
      return value * (deviations[place] as number) + (means[place] as number)
    })
