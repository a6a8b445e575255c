/** A new folder put in place whole: written aside, then renamed, so that it is there with all of its files or not at all. */

import { mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { aside, makeFolder, type NewFile, putAll, sweep } from './atomicWrite.js'
import { codeOf, type FileUnwritable, fileUnwritable } from './errors.js'

/** Removes an empty folder, if there is one; rejects where it holds something, or is a file. */
const removeEmpty = (folder: string): Promise<void> =>
  rmdir(folder).catch((caught: unknown) => {
    if (codeOf(caught) !== 'ENOENT') throw caught
  })

/**
 * Puts a folder with its files where there is none, or an empty one, and gives the paths of the files.
 *
 * Errors: `FileUnwritable` with what the system says, also where the folder holds something. Nothing is overwritten, and no
 * part of the folder is ever seen.
 */
export const putFolder = (
  folder: string,
  files: readonly NewFile[],
): TE.TaskEither<FileUnwritable, readonly string[]> => {
  const trying = <Value>(task: () => Promise<Value>) => TE.tryCatch(task, (caught) => fileUnwritable(folder, caught))
  const parent = dirname(folder)
  const beside = async () => {
    await makeFolder(parent)
    await sweep(parent)
    const beneath = await aside(parent)
    // a folder in it, since that of `aside` is for this user alone
    await mkdir(join(beneath, basename(folder)))
    return beneath
  }
  return TE.bracket(
    trying(beside),
    (beneath) =>
      pipe(
        putAll(join(beneath, basename(folder)), files),
        TE.mapLeft(({ cause }) => fileUnwritable(folder, cause)),
        TE.flatMap(() =>
          trying(async () => {
            await removeEmpty(folder) // Windows renames nothing onto a folder
            await rename(join(beneath, basename(folder)), folder)
            return files.map(({ name }) => join(folder, name))
          }),
        ),
      ),
    (beneath) => trying(() => rm(beneath, { recursive: true, force: true })),
  )
}
