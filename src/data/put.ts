/** Files put in place whole: written in a folder beside them, then renamed, so that no half file is ever seen. */

import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileUnwritable, fileUnwritable } from './errors.js'

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/**
 * Makes a folder and those above it. Rejects with what the system says.
 *
 * Not `mkdir` with `recursive`: where a folder exists that lets nothing be made in it and says so as a missing file, as
 * `/proc` does, that never returns on Node 20.
 */
export const makeFolder = async (path: string): Promise<void> => {
  if (await isFolder(path)) return
  const parent = dirname(path)
  if (parent !== path) await makeFolder(parent)
  await mkdir(path).catch(async (caught: unknown) => {
    if (!(await isFolder(path))) throw caught // another run may have made it in between
  })
}

/** A file by its name in a folder, before it is written. */
export interface NewFile {
  readonly name: string
  readonly content: string | Uint8Array
}

/**
 * Puts files in a folder, which is made if it is not there, and gives their paths.
 *
 * Errors: `FileUnwritable` with what the system says. No half file is ever seen, and none is left.
 */
export const putAll = (folder: string, files: readonly NewFile[]): TE.TaskEither<FileUnwritable, readonly string[]> => {
  const unwritable = (caught: unknown) =>
    fileUnwritable(files.length === 1 ? join(folder, files[0]?.name ?? '') : folder, caught)
  const beside = async () => {
    await makeFolder(folder)
    return mkdtemp(join(folder, '.writing-'))
  }
  return TE.bracket(
    TE.tryCatch(beside, unwritable),
    (aside) =>
      TE.tryCatch(async () => {
        for (const { name, content } of files) await writeFile(join(aside, name), content, { flush: true })
        for (const { name } of files) await rename(join(aside, name), join(folder, name))
        return files.map(({ name }) => join(folder, name))
      }, unwritable),
    (aside) => TE.tryCatch(() => rm(aside, { recursive: true, force: true }), unwritable),
  )
}

/** Puts bytes in one file. Errors: as `putAll`. */
export const put = (file: string, content: Uint8Array): TE.TaskEither<FileUnwritable, void> =>
  pipe(
    putAll(dirname(file), [{ name: basename(file), content }]),
    TE.map(() => undefined),
  )
