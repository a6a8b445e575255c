/**
 * Pictures changed anew at each visit: moved, turned over, with noise. For training data alone: a bound is on the data as it is.
 *
 * What an example gets comes from the key that `rows` is given and from its number, whatever examples are beside it.
 */

import type { Support } from '../distributions/support.js'
import { child, type Key, streamOf } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import { mustBe, show } from '../shapes/message.js'
import { type Dataset, numbersPerRow } from './dataset.js'
import { type Readable, type Rows, read, vouched } from './reading.js'

// -----------------------------------------------------------------------------
// pictures
// -----------------------------------------------------------------------------

/** The sizes of a picture: its rows, its columns, and the numbers of a pixel. */
interface Grid {
  readonly height: number
  readonly width: number
  readonly channels: number
}

type Pictured = Readable & { readonly picture: Dataset<AnyShape, Support>['picture'] }

/** The picture that an event is: of two or three axes, or of one whose picture is known. */
const gridOf = (operation: string, { event, picture, name }: Pictured): Grid => {
  const [height, width, channels] = event.map(({ size }) => size)
  if (height !== undefined && width !== undefined && event.length < 4) return { height, width, channels: channels ?? 1 }
  const found = picture === null ? 0 : numbersPerRow(event) / (picture.height * picture.width)
  return picture !== null && event.length === 1 && Number.isInteger(found)
    ? { ...picture, channels: found }
    : refuse(
        `${operation}: ${name} must be of pictures, [height, width] or [height, width, channels], not ${sizesOf(event)}`,
      )
}

const sizesOf = (event: Sizes): string => show(event.map(({ size }) => size))

/** Where each pixel of a picture comes from: the row and the column of another one, which may lie outside. */
type From = (row: number, column: number) => readonly [row: number, column: number]

/** One picture made of another, 0 where it is made of nothing. */
const redraw = ({ height, width, channels }: Grid, picture: Float32Array, from: From): Float32Array => {
  const out = new Float32Array(picture.length)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [down, right] = from(row, column)
      if (down < 0 || down >= height || right < 0 || right >= width) continue
      const at = (down * width + right) * channels
      out.set(picture.subarray(at, at + channels), (row * width + column) * channels)
    }
  return out
}

/** What is done to the numbers of an example, in place. */
type Each = (numbers: Float32Array, example: number) => void

/** Rows whose examples are each changed in place. Not in memory that the data may hold on to. */
const changedRows =
  (data: Readable, operation: string, change: (key: Key) => Each): Rows =>
  (indices, key, into) => {
    const found = read(data)(indices, child('data')(key), into)
    const out = found === into ? found : new Float32Array(found)
    const each = change(child(operation)(key))
    const width = numbersPerRow(data.event)
    indices.forEach((example, row) => {
      each(out.subarray(row * width, (row + 1) * width), example)
    })
    return out
  }

/** The supports that 0 is a number of, and of which a picture that is moved still is. */
type Movable = Exclude<Support, 'oneHot'>

const redrawn = <Event extends AnyShape, Values extends Movable>(
  data: Dataset<Event, Values>,
  operation: string,
  draw: (grid: Grid, key: Key) => (example: number) => From | null,
): Dataset<Event, Values> => {
  const readable = data as unknown as Pictured // safe: only its rows and its sizes are read
  const grid = gridOf(operation, readable)
  const change = (key: Key): Each => {
    const drawn = draw(grid, key)
    return (numbers, example) => {
      const from = drawn(example)
      if (from !== null) numbers.set(redraw(grid, numbers, from))
    }
  }
  return {
    ...data,
    name: `${data.name}, ${operation}`,
    rows: vouched(data.support, changedRows(readable, operation, change)),
  }
}

// -----------------------------------------------------------------------------
// what may be done
// -----------------------------------------------------------------------------

/**
 * Pictures moved by up to so many whole pixels in either direction, drawn anew at each visit; what comes in is 0.
 *
 * Shapes: `[height, width]` or `[height, width, channels]`, or all of them as one axis, unchanged. Units: pixels. Errors: a
 * `ShapeError` when the examples are no pictures, or the most is not a whole number above 0.
 */
export const shift =
  ({ most }: { readonly most: number }) =>
  <Event extends AnyShape, Values extends Movable>(data: Dataset<Event, Values>): Dataset<Event, Values> =>
    Number.isInteger(most) && most > 0
      ? redrawn(data, 'shifted', (_, key) => {
          const uniform = streamOf('uniform')(key)
          return (example) => {
            const [down, right] = uniform(2, 0, example).map((draw) => Math.floor(draw * (2 * most + 1)) - most)
            return (row, column) => [row - (down ?? 0), column - (right ?? 0)]
          }
        })
      : refuse(mustBe('shift: the most', 'a whole number above 0', most))

/**
 * Pictures of which every other, drawn anew at each visit, has its left and its right exchanged.
 *
 * Shapes: as `shift`. Errors: a `ShapeError` when the examples are no pictures.
 */
export const flip = <Event extends AnyShape, Values extends Movable>(
  data: Dataset<Event, Values>,
): Dataset<Event, Values> =>
  redrawn(data, 'flipped', ({ width }, key) => {
    const uniform = streamOf('uniform')(key)
    return (example) => ((uniform(1, 0, example)[0] ?? 0) < 0.5 ? (row, column) => [row, width - 1 - column] : null)
  })

/**
 * Numbers with normal noise on each, drawn anew at each visit: real ones, whatever they were.
 *
 * Shapes: `[...Event]`, unchanged. Errors: a `ShapeError` when the deviation is not a finite number above 0.
 */
export const noise =
  ({ deviation }: { readonly deviation: number }) =>
  <Event extends AnyShape>(data: Dataset<Event, Support>): Dataset<Event, 'real'> => {
    if (!(deviation > 0 && Number.isFinite(deviation)))
      return refuse(mustBe('noise: the deviation', 'a finite number above 0', deviation))
    const readable = data as unknown as Readable // safe: only its rows and its sizes are read
    const change = (key: Key): Each => {
      const normal = streamOf('normal')(key)
      return (numbers, example) => {
        const draws = normal(numbers.length, 0, example)
        for (let at = 0; at < numbers.length; at++)
          numbers[at] = (numbers[at] as number) + deviation * (draws[at] as number)
      }
    }
    return { ...data, name: `${data.name}, with noise`, support: 'real', rows: changedRows(readable, 'noise', change) }
  }

/**
 * Numbers of some levels from 0 to 1 as numbers in between: each level becomes an interval of its width, drawn from evenly and
 * anew at each visit. A density of them is a bound on the probability of the levels.
 *
 * Shapes: `[...Event]`, unchanged. Range: from 0 to 1. Errors: a `ShapeError` when the levels are not a whole number above 1.
 * Source: Uria, Murray and Larochelle, "RNADE: The real-valued neural autoregressive density-estimator", arXiv:1306.0186,
 * section 4.
 */
export const dequantize =
  ({ levels }: { readonly levels: number }) =>
  <Event extends AnyShape>(data: Dataset<Event, 'unitInterval'>): Dataset<Event, 'unitInterval'> => {
    if (!(Number.isInteger(levels) && levels > 1))
      return refuse(mustBe('dequantize: the levels', 'a whole number above 1', levels))
    const readable = data as unknown as Readable // safe: only its rows and its sizes are read
    const change = (key: Key): Each => {
      const uniform = streamOf('uniform')(key)
      return (numbers, example) => {
        const draws = uniform(numbers.length, 0, example)
        for (let at = 0; at < numbers.length; at++)
          numbers[at] = ((numbers[at] as number) * (levels - 1) + (draws[at] as number)) / levels
      }
    }
    const rows = vouched('unitInterval', changedRows(readable, 'dequantize', change))
    return { ...data, name: `${data.name}, dequantized`, rows }
  }
