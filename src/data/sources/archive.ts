/** Data sets that are published as one archive: read where it lies, or fetched and checked against the MD5 that is published. */

import { join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Content } from '../../files/bytes.js'
import { download } from '../../files/download.js'
import { placesUnder, readChecked } from '../../files/read.js'
import type { DataError } from '../errors.js'
import type { FilesCache, FilesDirectory } from './idxParts.js'

/** What is known of an archive. */
export interface Archive {
  /** As messages name it. */
  readonly operation: string
  readonly file: string
  /** The folder that it may be in, and that it is fetched to. */
  readonly folder: string
  readonly mirrors: readonly string[]
  /** Of its bytes as they are published. */
  readonly md5: string
}

/** How a file of an archive is had by its name. */
export type Get = (name: string) => TE.TaskEither<DataError, Content>

const archiveIn = ({ operation, file, folder }: Archive, directory: string): TE.TaskEither<DataError, Content> =>
  readChecked({ operation, file, places: [folder, ''].map((each) => join(directory, each, file)), sha256: null })

const fetched = (archive: Archive, { cache, mirrors = archive.mirrors, ...options }: FilesCache) =>
  pipe(
    archiveIn(archive, cache),
    TE.orElse(
      (error): TE.TaskEither<DataError, Content> =>
        error._tag === 'FileMissing' || error._tag === 'FileDamaged'
          ? download({
              ...options,
              urls: mirrors.map((mirror) => `${mirror.replace(/\/+$/, '')}/${archive.file}`),
              file: join(cache, archive.folder, archive.file),
              sha256: null,
              md5: archive.md5,
            })
          : TE.left(error),
    ),
  )

/**
 * The uncompressed bytes of an archive, from a directory, or from a cache that it is fetched into.
 *
 * Errors: `FileMissing`, `FileUnreadable`, `FileDamaged`; with a cache also `DownloadFailed`, `FileUnwritable`.
 */
export const archiveOf = (archive: Archive, from: FilesDirectory | FilesCache): TE.TaskEither<DataError, Content> =>
  'directory' in from ? archiveIn(archive, from.directory) : fetched(archive, from)

/** The files of an archive that someone has unpacked, in one of some folders. */
export const unpackedIn =
  ({ operation }: Archive, directory: string, folders: readonly string[]): Get =>
  (name) =>
    readChecked({ operation, file: name, places: placesUnder(directory, folders, [name]), sha256: null })

/** The files of an archive, or where there is no archive in a directory those that were in it. */
export const filesOf = (
  archive: Archive,
  from: FilesDirectory | FilesCache,
  folders: readonly string[],
  inArchive: (content: Content) => Get,
): TE.TaskEither<DataError, Get> =>
  pipe(
    archiveOf(archive, from),
    TE.map(inArchive),
    TE.orElse((error) =>
      error._tag === 'FileMissing' && 'directory' in from
        ? TE.right(unpackedIn(archive, from.directory, folders))
        : TE.left<DataError, Get>(error),
    ),
  )
