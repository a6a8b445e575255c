/** Images in files of unsigned bytes: IDX, gzipped or plain. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileDamaged, fileDamaged } from '../../files/errors.js'
import type { Idx } from '../../files/idx.js'
import { readIdx, type Wanted } from '../../files/read.js'
import type { AnyShape, ShapeOf, SizeLike } from '../../shapes/dim.js'
import type { KnownSizes } from '../../shapes/door.js'
import { type Dataset, type Event, eventOf, numbersPerRow, type Picture } from '../dataset.js'
import type { DataError } from '../errors.js'
import { type ByteValues, ofSound, strayByte } from '../images.js'

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
    pipe(wanted, readIdx, TE.flatMapEither(fromIdx(asked)))

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
