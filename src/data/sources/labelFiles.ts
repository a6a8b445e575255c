/** Labels in files of unsigned bytes: IDX of one axis, gzipped or plain. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileDamaged, fileDamaged } from '../../files/errors.js'
import type { Idx } from '../../files/idx.js'
import { readIdx } from '../../files/read.js'
import { type KnownSize, knownSize } from '../../shapes/checkDim.js'
import { orRefuse } from '../../shapes/defect.js'
import type { DimOf, SizeLike } from '../../shapes/dim.js'
import { classes } from '../classes.js'
import type { Dataset } from '../dataset.js'
import type { DataError } from '../errors.js'

const CLASSES = 'labelsFromIdx: the classes'

/** A file of labels in IDX, gzipped or plain. */
export interface LabelFile<Count extends SizeLike> {
  readonly path: string
  readonly name: string
  /** How many classes there are: the labels are the numbers below it. */
  readonly classes: KnownSize<Count, typeof CLASSES>
  /** Of the uncompressed bytes. Without it any are taken. */
  readonly sha256?: string
}

/** The labels in an array. Errors: `FileDamaged` where it has other axes than one, or a label that is no class. */
const labelsOf =
  (name: string, count: number) =>
  ({ file, sizes, values }: Idx): E.Either<FileDamaged, Uint8Array> => {
    const row = values.findIndex((label) => label >= count)
    const message =
      sizes.length !== 1 || values.length === 0
        ? `needs one axis of labels but has the sizes ${sizes.join('x')}`
        : row < 0
          ? null
          : `needs labels from 0 to ${count - 1} but row ${row} has the label ${values[row]}`
    return message === null ? E.right(values) : E.left(fileDamaged(name, file, message))
  }

/**
 * The labels in a file of unsigned bytes in IDX, as rows with a 1 at their place: a field beside `imagesFromIdx`.
 *
 * Shapes: `[classes]`. Errors: as `imagesFromIdx`, and `FileDamaged` for a label that is no class.
 *
 * @example
 * const labels = labelsFromIdx({ path: 'fashion-labels.idx', name: 'fashion', classes: 10 })
 * pipe(await labels(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const labelsFromIdx = <const Count extends SizeLike>({
  path,
  name,
  classes: count,
  sha256,
}: LabelFile<Count>): TE.TaskEither<DataError, Dataset<readonly [DimOf<Count>], 'oneHot'>> => {
  const { size } = orRefuse(knownSize(count, CLASSES))
  return pipe(
    readIdx({ operation: name, file: path, places: [path], sha256: sha256 ?? null }),
    TE.flatMapEither(labelsOf(name, size)),
    TE.map((labels) => classes<Count>(count as never, labels)), // safe: the same check has passed
  )
}
