/** Data sets larger than memory: arrays that stay in their files, whose rows are read as they are needed. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Support } from '../../distributions/support.js'
import { type FileDamaged, fileDamaged } from '../../files/errors.js'
import { type OpenRows, openNpy } from '../../files/openNpy.js'
import type { AnyShape, ShapeOf, SizeLike } from '../../shapes/dim.js'
import { sizesMessage } from '../arrays.js'
import { type Dataset, type Event, eventOf, within } from '../dataset.js'
import { BadData, type DataError } from '../errors.js'
import type { ArrayFile } from './arrayFiles.js'

/** A data set whose rows are read from a file that is open. */
export interface OnDisk<in out Event extends AnyShape, out Values extends Support> extends Dataset<Event, Values> {
  /** Closes the file: no row can be read after it. */
  readonly close: () => void
}

/** Some rows as float32. Throws `BadData` where they cannot be read. */
const rowsOf =
  (name: string, divideBy: number, { file, sizes, read }: OpenRows): Dataset<AnyShape, Support>['rows'] =>
  (indices, _key, into) => {
    const found = read(within(name, sizes[0] ?? 0, indices))
    if (found._tag === 'Left') throw new BadData(`${name}: ${file} ${found.left}`)
    const out = into?.length === found.right.length ? into : new Float32Array(found.right.length)
    out.set(found.right)
    if (divideBy !== 1) for (let at = 0; at < out.length; at++) out[at] = (out[at] as number) / divideBy
    return out
  }

const asSet = <Shape extends AnyShape, Values extends Support>(
  about: Event<Shape> & { readonly name: string; readonly support: Values },
  divideBy: number,
  open: OpenRows,
): E.Either<FileDamaged, OnDisk<Shape, Values>> => {
  const message = sizesMessage(about.event as unknown as Event<AnyShape>['event'], open.sizes) // safe: only its sizes are read
  if (message !== null) {
    open.close()
    return E.left(fileDamaged(about.name, open.file, message))
  }
  const rows = rowsOf(about.name, divideBy, open)
  return E.right({ ...about, count: open.sizes[0] ?? 0, picture: null, rows, close: open.close })
}

/**
 * The examples in an NPY file that stay there: of a file larger than memory, not gzipped. Each number is looked at when it is
 * read, which takes a tenth of a millisecond for 100,000.
 *
 * Shapes: `[...event]`. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged` when the header, the length or the sizes are not as
 * asked, or the array is in the order of Fortran. Numbers that the support does not have are a `BadData` where they are read.
 *
 * @example
 * const all = npyOnDisk({ path: 'large.npy', name: 'large', event: [2], support: 'real' })
 * pipe(await all(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const npyOnDisk = <const Given extends readonly SizeLike[], const Values extends Support>({
  path,
  name,
  event,
  support,
  divideBy = 1,
}: Omit<ArrayFile<Given, Values>, 'sha256'>): TE.TaskEither<DataError, OnDisk<ShapeOf<Given>, Values>> => {
  const about = { name, support, ...eventOf<'array file', Given>('array file', event) }
  return pipe(
    openNpy(name)(path),
    TE.flatMapEither((open): E.Either<DataError, OnDisk<ShapeOf<Given>, Values>> => asSet(about, divideBy, open)),
  )
}
