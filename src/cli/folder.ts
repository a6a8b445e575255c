/** The folder for what a run makes: new, or empty of what it would overwrite. */

import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { BEST, LAST } from '../checkpoints/keep.js'
import { aside, makeFolder, sweep } from '../files/atomicWrite.js'
import { codeOf, reasonOf } from '../files/errors.js'
import { EVENTS } from '../listeners/metrics/toTensorBoard.js'
import { METRICS } from '../reports/metrics.js'
import { badInput, type CliError } from './errors.js'

/** The files of a run. */
export const FILES = {
  report: 'report.html',
  explorer: 'explore.html',
  reconstructions: 'reconstructions.png',
  samples: 'samples.png',
  metrics: METRICS,
  csv: 'metrics.csv',
  checkpoint: LAST,
  best: BEST,
} as const

/** Whether something has a path, a link that leads nowhere too. */
export const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** The folder of a run, and which folders were made for it, the outermost first. */
export interface RunFolder {
  readonly path: string
  readonly made: readonly string[]
}

// -----------------------------------------------------------------------------
// making
// -----------------------------------------------------------------------------

/** What is said of a folder in which nothing can be written. */
export const unwritable = (out: string, caught: unknown): CliError =>
  badInput(`--out: needs a folder that can be written, and ${out} is not: ${reasonOf(caught)}`)

/** Makes the folder and writes into it once, before hours of training and not after. */
const prepared = (out: string): TE.TaskEither<CliError, RunFolder> =>
  pipe(
    TE.tryCatch(
      async () => {
        const made = await makeFolder(out)
        await sweep(out)
        await rmdir(await aside(out))
        return { made, files: await readdir(out) }
      },
      (caught) => unwritable(out, caught),
    ),
    TE.flatMap(({ made, files }) => {
      const held = Object.values<string>(FILES).find((file) => files.includes(file))
      return held === undefined
        ? TE.right({ path: out, made })
        : TE.left(badInput(`--out: ${out} already holds ${held}, which would be overwritten: choose another folder`))
    }),
  )

/** The next free folder of a name in a folder; `mkdir` makes sure that no two take the same. */
export const nextIn = (parent: 'runs' | 'sweeps', name: string, number = 1): TE.TaskEither<CliError, RunFolder> => {
  const out = resolve(parent, `${name}-${number}`)
  return pipe(
    TE.tryCatch(
      async () => {
        const made = await makeFolder(dirname(out))
        await mkdir(out)
        return { path: out, made: [...made, out] }
      },
      (caught) => caught,
    ),
    TE.orElse((caught) =>
      codeOf(caught) === 'EEXIST' ? nextIn(parent, name, number + 1) : TE.left(unwritable(out, caught)),
    ),
  )
}

/**
 * The folder of a run.
 *
 * Errors: a `CliError` when it cannot be written, or holds files of another run.
 */
export const folder = (out: string | undefined, name: string): TE.TaskEither<CliError, RunFolder> =>
  out === undefined ? nextIn('runs', name) : prepared(resolve(out))

// -----------------------------------------------------------------------------
// leaving
// -----------------------------------------------------------------------------

/** The event files of TensorBoard in a folder, if there is one. */
export const eventFilesIn = (path: string): readonly string[] =>
  pipe(
    E.tryCatch(
      () => readdirSync(path),
      () => null,
    ),
    E.match(
      () => [],
      (files) => files.filter((file) => file.startsWith(EVENTS)),
    ),
  )

/** Removes what was made for a run that wrote nothing. At once, since the process may be about to end. */
export const removeEmpty = ({ made }: RunFolder): void => {
  try {
    for (const path of made.toReversed()) rmdirSync(path)
  } catch {
    // it holds something
  }
}

/** Removes what there is of a run that has failed before any of its state was saved. At once, for the same reason. */
export const removeUnsaved = (run: RunFolder): void => {
  const has = (file: string) => existsSync(join(run.path, file))
  if (has(FILES.checkpoint) || has(FILES.report)) return
  for (const file of [FILES.metrics, FILES.csv, ...eventFilesIn(run.path)])
    rmSync(join(run.path, file), { force: true })
  removeEmpty(run)
}
