/** Images held as bytes, a quarter of their numbers' size, and made numbers a batch at a time. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { AnyShape, ShapeOf, SizeLike } from '../shapes/dim.js'
import type { KnownSizes } from '../shapes/door.js'
import { type Dataset, type Event, eventOf, numbersPerRow, type Picture, within } from './dataset.js'
import { BadData, type DataError, type FileDamaged, fileDamaged } from './errors.js'
import { readIdx, type Wanted } from './files.js'
import type { Idx } from './idx.js'
import { type Rows, strayNumber, vouched } from './reading.js'

// -----------------------------------------------------------------------------
// bytes as a data set
// -----------------------------------------------------------------------------

/** The values that bytes can stand for: 0 or 1, or 0 to 255 for black to white. */
export type ByteValues = 'binary' | 'unitInterval'

/** What each byte stands for, rounded to float32 once and not once a pixel; `null` where it is the byte itself. */
const NUMBERS: { readonly [Values in ByteValues]: Float32Array | null } = {
  binary: null,
  unitInterval: Float32Array.from({ length: 256 }, (_, byte) => byte / 255),
}

/** Writes the numbers of some bytes. With a place of its own for what is written: one sum for both takes twice as long. */
const writeRow = (
  out: Float32Array,
  to: number,
  bytes: Uint8Array,
  from: number,
  end: number,
  numbers: Float32Array,
) => {
  let place = to
  for (let at = from; at < end; at++) out[place++] = numbers[bytes[at] as number] as number
}

const gather =
  (pixels: Uint8Array, width: number, numbers: Float32Array | null) =>
  (indices: Uint32Array, into?: Float32Array): Float32Array => {
    const size = indices.length * width
    const out = into?.length === size ? into : new Float32Array(size)
    indices.forEach((index, row) => {
      // bytes as they are: `set` takes a tenth of the time
      if (numbers === null) out.set(pixels.subarray(index * width, (index + 1) * width), row * width)
      else writeRow(out, row * width, pixels, index * width, (index + 1) * width, numbers)
    })
    return out
  }

/** Bytes, and what they are examples of. */
export interface Pixels<in out Shape extends AnyShape, out Values extends ByteValues> extends Event<Shape> {
  readonly name: string
  readonly support: Values
  readonly picture: Picture | null
  readonly pixels: Uint8Array
}

/** The data set of bytes that are what their support says. */
const ofSound = <Shape extends AnyShape, Values extends ByteValues>({
  pixels,
  ...about
}: Pixels<Shape, Values>): Dataset<Shape, Values> => {
  const width = numbersPerRow(about.event)
  const count = pixels.length / width
  const rowsAs = (numbers: Float32Array | null): Rows => {
    const rows = gather(pixels, width, numbers)
    return (indices, _key, into) => rows(within(about.name, count, indices), into)
  }
  const numbers = NUMBERS[about.support]
  const changed = numbers === null ? null : (change: (value: number) => number) => rowsAs(numbers.map(change))
  return { ...about, count, rows: vouched(about.support, rowsAs(numbers), changed) }
}

/** The place of the first byte that its support does not have, or -1. */
const strayByte = (support: ByteValues, bytes: Uint8Array): number =>
  support === 'binary' ? bytes.findIndex((byte) => byte > 1) : -1

const pixelFault = ({ pixels, ...about }: Pixels<AnyShape, ByteValues>): BadData | null => {
  const width = numbersPerRow(about.event)
  if (pixels.length === 0 || pixels.length % width !== 0)
    return new BadData(`${about.name}: pixels must be a multiple of ${width} bytes, not ${pixels.length}`)
  const at = strayByte(about.support, pixels)
  return at < 0 ? null : strayNumber(about, Math.floor(at / width), at % width, pixels[at] as number)
}

/**
 * The data set of bytes in row-major order: 0 and 1 of `binary`, 0 to 255 for 0 to 1 of `unitInterval`.
 *
 * Errors: throws `BadData` when the bytes make no whole number of examples, or one of `binary` is above 1.
 *
 * @example
 * fromPixels({ name: 'masks', support: 'binary', picture: null, pixels: Uint8Array.of(0, 255), ...eventOf('masks', [2]) })
 * //=> throws: masks: row 0, column 1 must be 0 or 1, not 255
 */
export const fromPixels = <Shape extends AnyShape, Values extends ByteValues>(
  pixels: Pixels<Shape, Values>,
): Dataset<Shape, Values> => {
  // safe: only its sizes and its bytes are read
  const fault = pixelFault(pixels as unknown as Pixels<AnyShape, ByteValues>)
  if (fault !== null) throw fault
  return ofSound(pixels)
}

// -----------------------------------------------------------------------------
// the array of a file as a data set
// -----------------------------------------------------------------------------

/** What the array of a file is asked to be. */
export interface Asked<in out Shape extends AnyShape, out Values extends ByteValues> extends Event<Shape> {
  readonly name: string
  readonly support: Values
}

const eventWords = ({ sizes }: Idx, event: Event<AnyShape>['event']): string | null => {
  const [count = 0, ...each] = sizes
  const found = each.reduce((all, size) => all * size, 1)
  return count === 0 || found !== numbersPerRow(event)
    ? `needs images of ${numbersPerRow(event)} pixels but has the sizes ${sizes.join('x')}`
    : null
}

const valueWords = ({ values }: Idx, support: ByteValues, width: number): string | null => {
  const at = strayByte(support, values)
  const image = Math.floor(at / width)
  return at < 0 ? null : `needs pixels of 0 or 1 but image ${image} has the pixel ${values[at]}`
}

const pictureOf = ([, height, width, ...others]: readonly number[]): Picture | null =>
  height === undefined || width === undefined || others.length > 0 ? null : { height, width }

/**
 * The images in an array: its first axis counts them, the others are the pixels of one.
 *
 * Errors: `FileDamaged` when an image has another number of pixels than the event, or a binary one a pixel above 1.
 */
export const fromIdx =
  <Shape extends AnyShape, Values extends ByteValues>(asked: Asked<Shape, Values>) =>
  (idx: Idx): E.Either<FileDamaged, Dataset<Shape, Values>> => {
    const words = eventWords(idx, asked.event) ?? valueWords(idx, asked.support, numbersPerRow(asked.event))
    return words === null
      ? E.right(ofSound({ ...asked, picture: pictureOf(idx.sizes), pixels: idx.values }))
      : E.left(fileDamaged(asked.name, idx.file, words))
  }

/** The images in a file that may be in several places. Errors: as `readIdx` and `fromIdx`. */
export const readImages =
  <Shape extends AnyShape, Values extends ByteValues>(asked: Asked<Shape, Values>) =>
  (wanted: Wanted): TE.TaskEither<DataError, Dataset<Shape, Values>> =>
    pipe(wanted, readIdx, TE.chainEitherKW(fromIdx(asked)))

// -----------------------------------------------------------------------------
// a user's own files
// -----------------------------------------------------------------------------

/** A file of images in IDX, gzipped or plain. */
export interface ImageFile<Given extends readonly unknown[]> {
  readonly path: string
  readonly name: string
  /** The sizes of one image as the model takes it: `[784]`, `[28, 28]`, or a `Size` where it has a name. */
  readonly event: KnownSizes<Given, 'imagesFromIdx'>
  /** Of the uncompressed bytes. Without it any are taken. */
  readonly sha256?: string
}

const wantedOf = ({ path, name, sha256 }: Omit<ImageFile<readonly []>, 'event'>): Wanted => ({
  operation: name,
  file: path,
  places: [path],
  sha256: sha256 ?? null,
})

/**
 * Grey images from a file of unsigned bytes in IDX: 0 to 255 are read as 0 to 1.
 *
 * Errors: `FileMissing`, `FileUnreadable`, `FileDamaged` when the bytes, the sizes or the SHA-256 are not as asked.
 *
 * @example
 * imagesFromIdx({ path: 'faces.idx', name: 'my faces', event: [560] })
 * //=> a TaskEither of a Dataset<readonly [560], 'unitInterval'>
 */
export const imagesFromIdx = <const Given extends readonly SizeLike[]>(
  file: ImageFile<Given>,
): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, 'unitInterval'>> =>
  readImages({
    name: file.name,
    support: 'unitInterval',
    ...eventOf<'imagesFromIdx', Given>('imagesFromIdx', file.event),
  })(wantedOf(file))

/**
 * Black and white images from a file of the bytes 0 and 1 in IDX.
 *
 * Errors: as `imagesFromIdx`, and `FileDamaged` when a pixel is neither 0 nor 1.
 */
export const binaryImagesFromIdx = <const Given extends readonly SizeLike[]>(
  file: ImageFile<Given>,
): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, 'binary'>> =>
  readImages({ name: file.name, support: 'binary', ...eventOf<'imagesFromIdx', Given>('imagesFromIdx', file.event) })(
    wantedOf(file),
  )
