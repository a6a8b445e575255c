/** A data set: examples with a shape and a support in its type. */

import type { Support } from '../distributions/support.js'
import type { Key } from '../random/key.js'
import { type KnownSizes, knownSize } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnyShape, ShapeOf, SizeLike, Sizes, SizesOf } from '../shapes/dim.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How the examples look as pictures: for reports. */
export interface Picture {
  readonly height: number
  readonly width: number
  /** The numbers of a pixel: one of grey, or red, green and blue. Default: 1. */
  readonly channels?: 1 | 3
}

/**
 * The picture of an example of the sizes of an array, `[height, width]` or `[height, width, 3]`; `null` of any others.
 *
 * @example
 * pictureOf([32, 32, 3])
 * //=> { height: 32, width: 32, channels: 3 }
 */
export const pictureOf = ([height, width, channels, ...others]: readonly number[]): Picture | null =>
  height === undefined || width === undefined || others.length > 0
    ? null
    : channels === undefined
      ? { height, width }
      : channels === 3
        ? { height, width, channels }
        : null

/**
 * Examples, each of the shape of the event.
 *
 * `rows` gives the numbers of some examples in row-major order. Data that is drawn anew at each visit (a random
 * binarization) draws from the key and the number of each example, as in `Key.child(index)(key)`: an evaluation gives
 * one key for all its batches. All other data ignores it. Numbers that are made for the call may be written into the
 * array of the right length that the caller has for them, and are then that array: a new one for each step is a
 * megabyte or so of garbage, which costs more than the numbers. The numbers must be those of the support: they are looked
 * at where they are read. An index at or above `count` is a defect of the program,
 * and is refused with a `ShapeError`.
 */
export interface Dataset<in out Event extends AnyShape, out Values extends Support> {
  readonly name: string
  readonly event: SizesOf<Event>
  /** The dimensions of the event, as the type says them. */
  readonly shape: Event
  readonly support: Values
  readonly count: number
  readonly picture: Picture | null
  readonly rows: (indices: Uint32Array, key: Key, into?: Float32Array) => Float32Array
}

/** What is read of a data set of any event. Internal. */
export type AnyDataset = Pick<Dataset<AnyShape, Support>, keyof Dataset<AnyShape, Support>>

/** An event: its dimensions as the type says them, and with their sizes. */
export interface Event<out Shape extends AnyShape> {
  readonly shape: Shape
  readonly event: SizesOf<Shape>
}

// -----------------------------------------------------------------------------
// parts
// -----------------------------------------------------------------------------

/**
 * The event of a tuple of sizes, as `operation` is given it.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * eventOf('mnist', [784]).shape
 * //=> [784]
 */
export const eventOf = <const What extends string, const Given extends readonly SizeLike[]>(
  operation: What,
  given: KnownSizes<Given, What>,
): Event<ShapeOf<Given>> => {
  // safe: the parameter is `Given` itself wherever the call compiles
  const event = (given as unknown as Given).map((size) => orRefuse(knownSize(size, `${operation}: a dimension`)))
  const shape = event.map(({ dim }) => dim)
  // safe: `ShapeOf` on the values
  return { event, shape } as { readonly event: Sizes; readonly shape: AnyShape } as Event<ShapeOf<Given>>
}

/** How many numbers one example has. */
export const numbersPerRow = (event: Sizes): number => event.reduce((all, { size }) => all * size, 1)

/** The indices, when all are below the count. Errors: a `ShapeError` for the first that is not. */
export const within = (name: string, count: number, indices: Uint32Array): Uint32Array => {
  const beyond = indices.find((index) => index >= count)
  return beyond === undefined
    ? indices
    : refuse(`rows: ${name} has ${count} examples but is asked for number ${beyond}`)
}
