/** Images in files of unsigned bytes: IDX, gzipped or plain. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileRequest, readIdx } from '../../files/read.js'
import type { KnownSizes } from '../../shapes/checkDim.js'
import type { AnyShape, ShapeOf, SizeLike } from '../../shapes/dim.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'
import type { ByteValues } from '../images.js'
import { fromIdx, type IdxRequest } from './idxImages.js'

/** The images in a file that may be in several places. Errors: as `readIdx` and `fromIdx`. */
export const readImages =
  <Shape extends AnyShape, Values extends ByteValues>(asked: IdxRequest<Shape, Values>) =>
  (wanted: FileRequest): TE.TaskEither<DataError, Dataset<Shape, Values>> =>
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

const wantedOf = ({ path, name, sha256 }: Omit<ImageFile<readonly []>, 'event'>): FileRequest => ({
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
 * const faces = imagesFromIdx({ path: 'faces.idx', name: 'my faces', event: [560] })
 * pipe(await faces(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
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
