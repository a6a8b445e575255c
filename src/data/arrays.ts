/** Arrays of numbers as data sets: of a file, or in memory. Their first axis counts the examples. */

import * as E from 'fp-ts/lib/Either.js'
import type { Support } from '../distributions/support.js'
import { type FileDamaged, fileDamaged } from '../files/errors.js'
import type { FileArray, Numeric } from '../files/numeric.js'
import { from } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import { elements } from '../tensors/tensor.js'
import { type AnyDataset, type Dataset, type Event, numbersPerRow, type Picture, pictureOf, within } from './dataset.js'
import { BadData } from './errors.js'
import { type Rows, read, vouched } from './reading.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What an array is asked to be. */
export interface ArrayRequest<in out Shape extends AnyShape, out Values extends Support> extends Event<Shape> {
  readonly name: string
  readonly support: Values
  /** Each number is divided by it: 255 makes bytes numbers from 0 to 1. Default: 1. */
  readonly divideBy?: number
  /** How an example looks as a picture. Default: as the sizes of the array say, where they are those of pictures. */
  readonly picture?: Picture | null
}

/** The same for an event of any sizes. */
type AnyRequest = Omit<ArrayRequest<AnyShape, Support>, 'shape'>

// -----------------------------------------------------------------------------
// rows
// -----------------------------------------------------------------------------

const divided = (out: Float32Array, to: number, values: Numeric, begin: number, end: number, by: number): void => {
  let place = to
  for (let at = begin; at < end; at++) out[place++] = (values[at] as number) / by
}

const rowsOf = ({ name, event, divideBy = 1 }: AnyRequest, values: Numeric): Rows => {
  const width = numbersPerRow(event)
  const count = values.length / width
  return (indices, _key, into) => {
    const size = indices.length * width
    const out = into?.length === size ? into : new Float32Array(size)
    within(name, count, indices).forEach((index, row) => {
      const [begin, end] = [index * width, (index + 1) * width]
      if (divideBy === 1) out.set(values.subarray(begin, end), row * width)
      else divided(out, row * width, values, begin, end, divideBy)
    })
    return out
  }
}

/** Looks at every number, some rows at a time. Throws `BadData` for the first that the support does not have. */
const lookAt = (data: AnyDataset): void => {
  const step = Math.max(1, Math.floor(2 ** 16 / numbersPerRow(data.event)))
  for (let first = 0; first < data.count; first += step) {
    const indices = Uint32Array.from({ length: Math.min(step, data.count - first) }, (_, at) => first + at)
    read(data)(indices, from(0))
  }
}

/** The first whole number that float32 would round to another, as an error: rows are float32. */
const roundedFault = ({ event, support, name, divideBy = 1 }: AnyRequest, values: Numeric): BadData | null => {
  const isWide = values instanceof Int32Array || values instanceof Uint32Array || values instanceof Float64Array
  const at =
    support === 'integer' && divideBy === 1 && isWide ? values.findIndex((each) => Math.fround(each) !== each) : -1
  const value = values[at] as number
  const width = numbersPerRow(event)
  const [row, column] = [Math.floor(at / width), at % width]
  return at < 0 || Number.isNaN(value)
    ? null
    : new BadData(`${name}: row ${row}, column ${column} must be a whole number that float32 holds, not ${value}`, {
        row,
        column,
        value,
      })
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

const countMessage = ({ event, divideBy = 1 }: AnyRequest, length: number): string | null =>
  length === 0 || length % numbersPerRow(event) !== 0
    ? `the numbers must be a multiple of ${numbersPerRow(event)}, not ${length}`
    : !(Number.isFinite(divideBy) && divideBy > 0)
      ? `divideBy must be a finite number above 0, not ${divideBy}`
      : null

/** The data set of numbers that have a home of their own. Throws `BadData`. */
const checkedSet = <Shape extends AnyShape, Values extends Support>(
  { divideBy, ...asked }: ArrayRequest<Shape, Values>,
  values: Numeric,
  picture: Picture | null,
): Dataset<Shape, Values> => {
  // safe: only its sizes are read
  const request = (divideBy === undefined ? asked : { ...asked, divideBy }) as unknown as AnyRequest
  const message = countMessage(request, values.length)
  if (message !== null) throw new BadData(`${asked.name}: ${message}`)
  const rounded = roundedFault(request, values)
  if (rounded !== null) throw rounded
  const rows = rowsOf(request, values)
  const data = { picture, ...asked, count: values.length / numbersPerRow(request.event), rows }
  lookAt(data as unknown as AnyDataset) // safe: as above
  return { ...data, rows: vouched(asked.support, rows) }
}

/** Numbers, and what they are examples of. */
export interface Numbers<in out Shape extends AnyShape, out Values extends Support>
  extends ArrayRequest<Shape, Values> {
  /** In row-major order, one example after the other. */
  readonly numbers: ArrayLike<number>
}

/**
 * The data set of numbers in memory, in row-major order.
 *
 * Shapes: `[...Event]`. Errors: throws `BadData` when the numbers make no whole number of examples, and, with its place, for a
 * number that the support does not have.
 *
 * @example
 * fromNumbers({ name: 'points', support: 'real', numbers: [1, 2, 3, 4], ...eventOf('points', [2]) }).count
 * //=> 2
 */
export const fromNumbers = <Shape extends AnyShape, Values extends Support>({
  numbers,
  ...asked
}: Numbers<Shape, Values>): Dataset<Shape, Values> => checkedSet(asked, Float32Array.from(numbers), null) // a copy: the caller may write into its own later

/** What is wrong with the sizes of an array of examples, or `null`. Internal. */
export const sizesMessage = (event: Event<AnyShape>['event'], sizes: readonly number[]): string | null => {
  const [count = 0, ...each] = sizes
  const found = elements(each)
  return count > 0 && found === numbersPerRow(event)
    ? null
    : `needs examples of ${numbersPerRow(event)} numbers but has the sizes ${sizes.join('x') || 'of one number'}`
}

/** What a check that throws `BadData` says of a file. */
const ofFile = <A>(name: string, file: string, make: () => A): E.Either<FileDamaged, A> => {
  try {
    return E.right(make())
  } catch (caught) {
    if (!(caught instanceof BadData)) throw caught
    return E.left(fileDamaged(name, file, `is not as asked: ${caught.message.slice(name.length + 2)}`))
  }
}

/**
 * The examples in the array of a file: its first axis counts them, the others are the numbers of one.
 *
 * Shapes: `[...Event]`. Errors: `FileDamaged` when an example has another count of numbers than the event, and, with its place,
 * for a number that the support does not have.
 *
 * @example
 * const array = { file: 'x.npy', sizes: [1, 2], values: Uint8Array.of(0, 255) }
 * const grey = fromArray({ name: 'grey', support: 'unitInterval', divideBy: 255, ...eventOf('grey', [2]) })(array)
 * pipe(grey, E.map(({ rows }) => [...rows(Uint32Array.of(0), from(1))]))
 * //=> right([0, 1])
 */
export const fromArray =
  <Shape extends AnyShape, Values extends Support>(asked: ArrayRequest<Shape, Values>) =>
  ({ file, sizes, values }: FileArray): E.Either<FileDamaged, Dataset<Shape, Values>> => {
    const message = sizesMessage((asked as unknown as AnyRequest).event, sizes) // safe: only its sizes are read
    return message === null
      ? ofFile(asked.name, file, () => checkedSet(asked, values, pictureOf(sizes.slice(1))))
      : E.left(fileDamaged(asked.name, file, message))
  }
