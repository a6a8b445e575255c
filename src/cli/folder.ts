/** The folder for what a run makes: new, or empty of what it would overwrite. */

import { mkdir, mkdtemp, readdir, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { reasonOf } from '../data/errors.js'
import { makeFolder } from '../data/put.js'
import { badInput, type CliError } from './errors.js'

/** The files of a run. */
export const FILES = {
  report: 'report.html',
  reconstructions: 'reconstructions.png',
  samples: 'samples.png',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoint.safetensors',
} as const

const unwritable = (out: string, caught: unknown): CliError =>
  badInput(`--out: needs a folder that can be written, and ${out} is not: ${reasonOf(caught)}`)

/** Makes the folder and writes into it once, before hours of training and not after. */
const prepared = (out: string): TE.TaskEither<CliError, string> =>
  pipe(
    TE.tryCatch(
      async () => {
        await makeFolder(out)
        await rmdir(await mkdtemp(join(out, '.writable-')))
        return readdir(out)
      },
      (caught) => unwritable(out, caught),
    ),
    TE.flatMap((files) => {
      const held = Object.values<string>(FILES).find((file) => files.includes(file))
      return held === undefined
        ? TE.right(out)
        : TE.left(badInput(`--out: ${out} already holds ${held}, which would be overwritten: choose another folder`))
    }),
  )

/** The next free folder of a name in `runs`; `mkdir` makes sure that no two runs take the same. */
const nextRun = (name: string, number = 1): TE.TaskEither<CliError, string> => {
  const out = join('runs', `${name}-${number}`)
  return pipe(
    TE.tryCatch(
      async () => {
        await makeFolder('runs')
        await mkdir(out)
        return out
      },
      (caught) => caught,
    ),
    TE.orElse((caught) =>
      typeof caught === 'object' && caught !== null && 'code' in caught && caught.code === 'EEXIST'
        ? nextRun(name, number + 1)
        : TE.left(unwritable(out, caught)),
    ),
  )
}

/**
 * The folder of a run.
 *
 * Errors: a `CliError` when it cannot be written, or holds files of another run.
 */
export const folder = (out: string | undefined, name: string): TE.TaskEither<CliError, string> =>
  out === undefined
    ? pipe(
        nextRun(name),
        TE.map((made) => resolve(made)),
      )
    : prepared(resolve(out))
