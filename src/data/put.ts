/** Files put in place whole: written in a folder beside them, then renamed, so that no half file is ever seen. */

import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
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

/**
 * Puts bytes in a file at once, making its folder if need be.
 *
 * Errors: `FileUnwritable` with what the system says.
 */
export const put = (file: string, bytes: Uint8Array): TE.TaskEither<FileUnwritable, void> => {
  const unwritable = (caught: unknown) => fileUnwritable(file, caught)
  const beside = async () => {
    await makeFolder(dirname(file))
    return mkdtemp(join(dirname(file), '.writing-'))
  }
  return TE.bracket(
    TE.tryCatch(beside, unwritable),
    (folder) =>
      TE.tryCatch(async () => {
        const whole = join(folder, basename(file))
        await writeFile(whole, bytes, { flush: true })
        await rename(whole, file)
      }, unwritable),
    (folder) => TE.tryCatch(() => rm(folder, { recursive: true, force: true }), unwritable),
  )
}
