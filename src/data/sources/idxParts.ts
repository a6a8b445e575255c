/** The files of data sets that are as MNIST is: two of images and two of labels in IDX, from a directory or from mirrors. */

import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type DownloadOptions, download } from '../../files/download.js'
import { fileDamaged } from '../../files/errors.js'
import { type Idx, parseIdx } from '../../files/idx.js'
import { placesUnder, readIdx } from '../../files/read.js'
import type { DataError } from '../errors.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A directory that holds the files already, itself or in a folder of the data set's name; nothing is written. */
export interface FilesDirectory {
  readonly directory: string
}

/** A folder for downloads: what is there already is read, the rest is fetched into a folder below it. */
export interface FilesCache extends DownloadOptions {
  readonly cache: string
  /** Addresses of folders that hold the files, tried in turn. Default: the public ones. */
  readonly mirrors?: readonly string[]
}

/** A file of a data set. */
export interface Part {
  readonly file: string
  /** The other name it goes by. */
  readonly alias: string
  /** The sizes that its array must have. */
  readonly sizes: readonly number[]
  /** Of the uncompressed bytes; `null` where it is not known. */
  readonly sha256: string | null
  /** Of the gzip that is published, which is looked at when it is fetched; `null` where it is not known. */
  readonly md5: string | null
}

/** Where the files of a data set are. */
export interface Home {
  /** As messages name it. */
  readonly operation: string
  /** The folders that they may be in, of which the first is where they are fetched to. */
  readonly folders: readonly [string, ...string[]]
  readonly mirrors: readonly string[]
}

// -----------------------------------------------------------------------------
// one file
// -----------------------------------------------------------------------------

const sized =
  ({ operation }: Home, { sizes }: Part) =>
  (idx: Idx): E.Either<DataError, Idx> =>
    idx.sizes.join('x') === sizes.join('x')
      ? E.right(idx)
      : E.left(fileDamaged(operation, idx.file, `needs the sizes ${sizes.join('x')} but has ${idx.sizes.join('x')}`))

const fromDirectory =
  (home: Home, directory: string) =>
  (part: Part): TE.TaskEither<DataError, Idx> =>
    pipe(
      readIdx({
        operation: home.operation,
        file: part.file,
        places: placesUnder(directory, home.folders, [part.file, part.alias]),
        sha256: part.sha256,
      }),
      TE.flatMapEither(sized(home, part)),
    )

/** A file that is damaged in the cache is fetched again, like one that is not there. */
const fromCache =
  (home: Home, { cache, mirrors = home.mirrors, ...options }: FilesCache) =>
  (part: Part): TE.TaskEither<DataError, Idx> =>
    pipe(
      fromDirectory(home, cache)(part),
      TE.orElse(
        (error): TE.TaskEither<DataError, Idx> =>
          error._tag === 'FileMissing' || error._tag === 'FileDamaged'
            ? pipe(
                download({
                  ...options,
                  urls: mirrors.map((mirror) => `${mirror.replace(/\/+$/, '')}/${part.file}.gz`),
                  file: join(cache, home.folders[0], `${part.file}.gz`),
                  sha256: part.sha256,
                  md5: part.md5,
                }),
                TE.flatMapEither(
                  (content): E.Either<DataError, Idx> => pipe(content, parseIdx, E.flatMap(sized(home, part))),
                ),
              )
            : TE.left(error),
      ),
    )

/**
 * A file of a data set, read or fetched.
 *
 * Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`; with a cache also `DownloadFailed`, `FileUnwritable`.
 */
export const partOf =
  (home: Home, from: FilesDirectory | FilesCache) =>
  (part: Part): TE.TaskEither<DataError, Idx> =>
    ('directory' in from ? fromDirectory(home, from.directory) : fromCache(home, from))(part)
