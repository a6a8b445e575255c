/** The folder of a study: taken, and the journal in it begun, read or gone on with. */

import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { makeFolder } from '../files/atomicWrite.js'
import {
  beginJournal,
  continueJournal,
  JOURNAL,
  type ReadJournal,
  readJournal,
  type Writing,
} from '../pools/journalFile.js'
import { differences, type StudyJson, toJson } from '../sweeps/asJson.js'
import type { Entry } from '../sweeps/history.js'
import { standOf } from '../sweeps/schedule.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { nextIn, unwritable } from './folder.js'
import { resumingStudy } from './reproduce.js'
import type { Surroundings } from './surroundings.js'
import { type FoundStudy, journaledStudy, nameOf } from './sweepStudy.js'

/** A study whose journal is open. */
export interface Opened {
  readonly found: FoundStudy
  readonly folder: string
  readonly journal: Writing
  readonly history: readonly Entry[]
}

// -----------------------------------------------------------------------------
// going on
// -----------------------------------------------------------------------------

/** Goes on with a journal that was read. */
export const goneOn = (
  found: FoundStudy,
  folder: string,
  read: ReadJournal,
  trials: number | undefined,
  around: Surroundings,
): E.Either<CliError, Opened> => {
  if (read.torn > 0) around.say(`the journal was cut in its last line, of which ${read.torn} bytes are dropped`)
  const { total } = standOf(found.study)(read.entries)
  const more: readonly Entry[] = trials === undefined || trials === total ? [] : [{ kind: 'extended', trials }]
  return trials !== undefined && trials < total
    ? E.left(badInput(`--trials: the study has ${total} already, which is more than ${trials}`))
    : pipe(
        continueJournal(folder, read),
        E.tap((journal) => journal.append(more)),
        E.bimap(toCliError, (journal) => ({ found, folder, journal, history: [...read.entries, ...more] })),
      )
}

// -----------------------------------------------------------------------------
// beginning
// -----------------------------------------------------------------------------

/** A folder that holds nothing or a study. */
const given = (folder: string): TE.TaskEither<CliError, string> =>
  pipe(
    TE.tryCatch(
      async () => {
        await makeFolder(folder)
        return readdir(folder)
      },
      (caught) => unwritable(folder, caught),
    ),
    TE.flatMap((files) =>
      files.some((file) => !file.startsWith('.')) && !files.includes(JOURNAL)
        ? TE.left(badInput(`--out: ${folder} holds other files: choose another folder`))
        : TE.right(folder),
    ),
  )

/** The folder of a study. Errors: a `CliError` when it cannot be written, or holds other files. */
export const folderOf = (out: string | undefined, found: FoundStudy): TE.TaskEither<CliError, string> =>
  out === undefined
    ? pipe(
        nextIn('sweeps', nameOf(found)),
        TE.map(({ path }) => path),
      )
    : given(resolve(out))

/** Why a journal is of another study than the one that is asked for, or `null`. */
const otherStudy = (found: FoundStudy, folder: string, { header }: ReadJournal): CliError | null => {
  const { recipe, file } = found.header
  const changed = differences(toJson(found.study), header.study as StudyJson)
  const more = changed.length === 1 && changed[0] === 'trials'
  return header.recipe !== recipe || header.file !== file
    ? badInput(`sweep: ${folder} holds a study of ${header.file ?? header.recipe}: choose another folder with --out`)
    : changed.length === 0
      ? null
      : badInput(
          `sweep: ${folder} holds a study with other ${changed.join(', ')}: ${more ? `for more trials there is ${resumingStudy(folder)} --trials ${found.study.trials}` : `choose another folder with --out, or go on with ${resumingStudy(folder)}`}`,
        )
}

/** Begins the journal of a study where its folder holds none, and reads it. Errors: a `CliError` where it is that of another study. */
export const journalOf = (found: FoundStudy, folder: string): TE.TaskEither<CliError, ReadJournal> =>
  pipe(
    beginJournal(folder, found.header),
    TE.flatMapEither(() => readJournal(folder)),
    TE.mapLeft(toCliError),
    TE.flatMapEither((read) => {
      const other = otherStudy(found, folder, read)
      return other === null ? E.right(read) : E.left(other)
    }),
  )

/** Begins a study in its folder, or goes on with it. Errors: a `CliError` where the folder holds another one. */
export const begunIn = (found: FoundStudy, folder: string, around: Surroundings): TE.TaskEither<CliError, Opened> =>
  pipe(
    journalOf(found, folder),
    TE.flatMapEither((read) => goneOn(found, folder, read, undefined, around)),
  )

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** The study of a folder, and where it stands. Errors: a `CliError` of one line. */
export const readIn = (dir: string) => {
  const folder = resolve(dir)
  return pipe(
    TE.fromIOEither(() => pipe(readJournal(folder), E.mapLeft(toCliError))), // when it is run: under a lock, once it is held
    TE.bindTo('read'),
    TE.bind('found', ({ read }) => journaledStudy(read)),
    TE.let('folder', () => folder),
    TE.let('stand', ({ read, found }) => standOf(found.study)(read.entries)),
  )
}
