/** The journal of a study in its folder: read, and appended to so that what is written stays written. */

import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { putNew } from '../files/atomicWrite.js'
import {
  type FileDamaged,
  type FileMissing,
  type FileUnwritable,
  fileDamaged,
  fileMissing,
  fileUnwritable,
} from '../files/errors.js'
import type { Entry } from '../sweeps/history.js'
import { type Header, type Journal, lineOf, parseJournal, ROOT } from '../sweeps/journal.js'

/** The name of a journal in its folder. */
export const JOURNAL = 'journal.jsonl'

/** Whether a folder holds a journal whose first line is whole: one that was cut there has begun nothing. */
export const hasJournal = (folder: string): boolean => {
  const file = join(folder, JOURNAL)
  return existsSync(file) && readFileSync(file).includes(10)
}

/** A journal as it was read. */
export interface ReadJournal extends Journal {
  /** How many bytes a last line has that was cut while it was written. */
  readonly torn: number
}

/** The journal of a folder. Errors: `FileMissing`; `FileDamaged` with the line that is not as it was written. */
export const readJournal = (folder: string): E.Either<FileMissing | FileDamaged, ReadJournal> => {
  const file = join(folder, JOURNAL)
  if (!existsSync(file)) return E.left(fileMissing('sweep', JOURNAL, [folder]))
  const bytes = readFileSync(file)
  return pipe(
    parseJournal(bytes.toString('utf8')),
    E.bimap(
      (words) => fileDamaged('sweep', file, words),
      (journal) => ({ ...journal, torn: bytes.length - journal.whole }),
    ),
  )
}

/** A journal that is written. */
export interface Writing {
  /** Appends entries, each of which is on the disk when it returns. */
  readonly append: (entries: readonly Entry[]) => E.Either<FileUnwritable, void>
}

const flushed = (file: string, act: (descriptor: number) => void): E.Either<FileUnwritable, void> =>
  E.tryCatch(
    () => {
      const descriptor = openSync(file, 'a')
      try {
        act(descriptor)
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
    },
    (caught) => fileUnwritable(file, caught),
  )

/** Writes on from a hash. */
const writingFrom = (file: string, begun: string): Writing => {
  let hash = begun
  return {
    append: (entries) => {
      if (entries.length === 0) return E.right(undefined)
      let last = hash
      const text = entries.map((entry) => {
        const line = lineOf(last, entry)
        last = line.hash
        return line.text
      })
      return pipe(
        flushed(file, (descriptor) => writeSync(descriptor, text.join(''))),
        E.map((done) => {
          hash = last
          return done
        }),
      )
    },
  }
}

/**
 * Begins the journal of a study in a folder that holds none; of several machines that do, one has begun it.
 *
 * Errors: `FileUnwritable` with what the system says.
 */
export const beginJournal = (folder: string, header: Header): TE.TaskEither<FileUnwritable, void> => {
  const file = join(folder, JOURNAL)
  const { text } = lineOf(ROOT, header)
  return TE.tryCatch(
    async () => {
      // what is there is looked at again once it is known to be there: one that another has just begun stays
      if (hasJournal(folder) || (await putNew(file, text)) || hasJournal(folder)) return
      await rm(file, { force: true }) // a first line that was cut
      await putNew(file, text)
    },
    (caught) => fileUnwritable(file, caught),
  )
}

/** Goes on with a journal: what was cut at its end is dropped. */
export const continueJournal = (
  folder: string,
  { whole, torn, hash }: ReadJournal,
): E.Either<FileUnwritable, Writing> => {
  const file = join(folder, JOURNAL)
  const cut = torn === 0 ? E.right(undefined) : flushed(file, (descriptor) => ftruncateSync(descriptor, whole))
  return pipe(
    cut,
    E.map(() => writingFrom(file, hash)),
  )
}
