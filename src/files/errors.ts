/** What can go wrong with files, as values: each says the operation, what it needs and what it got. */

import { type Tagged, tagged } from '../shapes/tagged.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A file that is needed is in none of the places where it may be. */
export interface FileMissing extends Tagged<'FileMissing'> {
  readonly file: string
}

/** A file is there, but the system does not let it be read. */
export interface FileUnreadable extends Tagged<'FileUnreadable'> {
  readonly file: string
}

/** A file cannot be written: a cache without space or without leave. */
export interface FileUnwritable extends Tagged<'FileUnwritable'> {
  readonly file: string
}

/** A folder is written by another process. */
export interface FileLocked extends Tagged<'FileLocked'> {
  readonly file: string
  /** The number of the process that has it. */
  readonly holder: number
}

/** The bytes of a file are not what they should be. */
export interface FileDamaged extends Tagged<'FileDamaged'> {
  readonly file: string
}

/** An address that did not give a file, and why. */
export interface FailedMirror {
  readonly url: string
  readonly reason: string
}

/** No address gave the file that was asked for. */
export interface DownloadFailed extends Tagged<'DownloadFailed'> {
  readonly file: string
  readonly failures: readonly FailedMirror[]
}

/** Anything that can go wrong with files. */
export type FileError = FileMissing | FileUnreadable | FileUnwritable | FileDamaged | DownloadFailed

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

export const fileMissing = (operation: string, file: string, places: readonly string[]): FileMissing =>
  tagged<FileMissing>('FileMissing', `${operation}: needs the file ${file} but finds none at ${places.join(', ')}`, {
    file,
  })

export const fileUnreadable = (file: string, cause: unknown): FileUnreadable =>
  tagged<FileUnreadable>(
    'FileUnreadable',
    `read: needs to read ${file} but the system says: ${reasonOf(cause)}`,
    { file },
    { cause },
  )

export const fileUnwritable = (file: string, cause: unknown): FileUnwritable =>
  tagged<FileUnwritable>(
    'FileUnwritable',
    `write: needs to write ${file} but the system says: ${reasonOf(cause)}`,
    { file },
    { cause },
  )

export const fileLocked = (folder: string, holder: number, host: string | null): FileLocked =>
  tagged<FileLocked>(
    'FileLocked',
    `write: needs ${folder} for itself but process ${holder}${host === null ? '' : ` of ${host}`} writes there: wait until it is done, or take another folder`,
    { file: folder, holder },
  )

export const fileDamaged = (operation: string, file: string, words: string): FileDamaged =>
  tagged<FileDamaged>('FileDamaged', `${operation}: ${file} ${words}`, { file })

export const downloadFailed = (file: string, failures: readonly FailedMirror[]): DownloadFailed =>
  tagged<DownloadFailed>(
    'DownloadFailed',
    `download: needs ${file} from one of ${failures.length} addresses but got: ${
      failures.map(({ url, reason }) => `${url}: ${reason}`).join('; ') || 'none to try'
    }`,
    { file, failures },
  )

// -----------------------------------------------------------------------------
// what others throw
// -----------------------------------------------------------------------------

/** The code of an error of the system, such as `ENOENT`; `null` of anything else. */
export const codeOf = (caught: unknown): unknown =>
  typeof caught === 'object' && caught !== null && 'code' in caught ? caught.code : null

/** What a caught value says, on one line, with its cause: `fetch` tells the reason only there. */
export const reasonOf = (caught: unknown): string =>
  caught instanceof Error
    ? `${caught.message}${caught.cause === undefined ? '' : ` (${reasonOf(caught.cause)})`}`.replaceAll(/\s+/g, ' ')
    : String(caught)
