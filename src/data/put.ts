/** Files put in place whole: written in a folder beside them, then renamed, so that no half file is ever seen. */

import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileUnwritable, fileUnwritable } from './errors.js'

/**
 * Puts bytes in a file at once, making its folder if need be.
 *
 * Errors: `FileUnwritable` with what the system says.
 */
export const put = (file: string, bytes: Uint8Array): TE.TaskEither<FileUnwritable, void> => {
  const unwritable = (caught: unknown) => fileUnwritable(file, caught)
  const beside = async () => {
    await mkdir(dirname(file), { recursive: true })
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
