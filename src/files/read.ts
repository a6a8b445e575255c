/** Files: found in one of several places, read, uncompressed, checked and parsed. */

import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Content, checked, uncompressed } from './bytes.js'
import { codeOf, type FileError, type FileMissing, type FileUnreadable, fileMissing, fileUnreadable } from './errors.js'
import { type Idx, parseIdx } from './idx.js'

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

const isMissing = (caught: unknown): boolean => codeOf(caught) === 'ENOENT' || codeOf(caught) === 'ENOTDIR'

/** The bytes of a file. Errors: `FileMissing` when nothing is there, `FileUnreadable` for anything else, a folder too. */
export const read =
  (operation: string) =>
  (file: string): TE.TaskEither<FileMissing | FileUnreadable, Content> =>
    TE.tryCatch(
      async () => ({ file, bytes: await readFile(file) }),
      (caught) => (isMissing(caught) ? fileMissing(operation, file, [file]) : fileUnreadable(file, caught)),
    )

const readFirst = (places: readonly string[]): TE.TaskEither<FileMissing | FileUnreadable, Content> =>
  places.slice(1).reduce(
    (found, place) =>
      pipe(
        found,
        TE.orElse((error) => (error._tag === 'FileMissing' ? read('read')(place) : TE.left(error))),
      ),
    read('read')(places[0] ?? ''),
  )

// -----------------------------------------------------------------------------
// what is asked for
// -----------------------------------------------------------------------------

/** A file that may be in several places, under several names. */
export interface FileRequest {
  /** Who asks, as the messages name it. */
  readonly operation: string
  readonly file: string
  /** The paths it may have, the first that is there is taken. */
  readonly places: readonly string[]
  /** Of the uncompressed bytes, since the containers differ between mirrors; `null` accepts any. */
  readonly sha256: string | null
}

/**
 * The paths a file may have under a directory: in its folders in turn, then in the directory itself, under its names in
 * turn, as gzip or plain.
 *
 * The folders come first: two data sets may hold files of one name.
 */
export const placesUnder = (
  directory: string,
  folders: readonly string[],
  names: readonly string[],
): readonly string[] =>
  [...folders, ''].flatMap((folder) =>
    names.flatMap((name) => [`${name}.gz`, name].map((file) => join(directory, folder, file))),
  )

/** The folders of some places: a name in two spellings, gzip or plain, makes twelve paths of three folders. */
const foldersOf = (places: readonly string[]): readonly string[] => [...new Set(places.map((place) => dirname(place)))]

/**
 * The uncompressed bytes of a file.
 *
 * Errors: `FileMissing` when it is in none of its places, `FileUnreadable`, `FileDamaged` when its gzip or its SHA-256
 * is wrong.
 */
export const readChecked = ({ operation, file, places, sha256 }: FileRequest): TE.TaskEither<FileError, Content> =>
  pipe(
    readFirst(places),
    TE.mapLeft((error) => (error._tag === 'FileMissing' ? fileMissing(operation, file, foldersOf(places)) : error)),
    TE.flatMap(uncompressed),
    TE.flatMapEither(checked(sha256)),
  )

/**
 * The array in an IDX file.
 *
 * Errors: as `readChecked`, and `FileDamaged` when it is not IDX.
 */
export const readIdx = (wanted: FileRequest): TE.TaskEither<FileError, Idx> =>
  pipe(wanted, readChecked, TE.flatMapEither(parseIdx))
