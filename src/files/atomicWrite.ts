/** Files put in place whole: written in a folder beside them, then renamed, so that no half file is ever seen. */

import { link, mkdir, mkdtemp, open, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { kill, pid } from 'node:process'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { codeOf, type FileUnwritable, fileUnwritable } from './errors.js'

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Removes folders, the last first, up to one that holds something. */
const unmake = async (made: readonly string[]): Promise<void> => {
  try {
    for (const path of made.toReversed()) await rmdir(path)
  } catch {
    // it holds something, or is gone
  }
}

/**
 * Makes a folder and those above it, and gives those that it made, the outermost first. Rejects with what the system says,
 * and then leaves none of them.
 *
 * Not `mkdir` with `recursive`: where a folder exists that lets nothing be made in it and says so as a missing file, as
 * `/proc` does, that never returns on Node 20.
 */
export const makeFolder = async (path: string): Promise<readonly string[]> => {
  if (await isFolder(path)) return []
  const parent = dirname(path)
  const above = parent === path ? [] : await makeFolder(parent)
  try {
    await mkdir(path)
    return [...above, path]
  } catch (caught) {
    if (await isFolder(path)) return above // another run may have made it in between
    await unmake(above)
    throw caught
  }
}

// -----------------------------------------------------------------------------
// folders aside
// -----------------------------------------------------------------------------

/** A folder aside names the process that writes in it, and its machine: folders may be shared. Those of earlier versions do not. */
const ASIDE = /^\.writ(?:ing|able)-(?:(\d+)(?:@(.+))?-)?\w{6}$/

/** How the names of the folders begin that this process writes in. */
export const OWN_ASIDE = `.writing-${pid}@${hostname()}-`

/** Makes a folder in another, for files that are not whole yet. */
export const aside = (folder: string): Promise<string> => mkdtemp(join(folder, OWN_ASIDE))

/** Whether a process of a number runs. */
export const isRunning = (id: number): boolean => {
  try {
    return kill(id, 0) // no signal: only whether one could be sent
  } catch (caught) {
    return codeOf(caught) === 'EPERM'
  }
}

/** Whether nobody writes in a folder aside any more; of another machine that cannot be known. */
const isLeft = (name: string): boolean => {
  const [found, owner, host = hostname()] = ASIDE.exec(name) ?? []
  return found !== undefined && (owner === undefined || (host === hostname() && !isRunning(Number(owner))))
}

/** Writes the names of a folder to the disk. Some systems have no such thing, and say so. */
const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Removes what a process that was killed while it wrote has left in a folder. */
export const sweep = async (folder: string): Promise<void> => {
  const left = (await readdir(folder).catch(() => [])).filter(isLeft)
  await Promise.allSettled(left.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}

// -----------------------------------------------------------------------------
// files
// -----------------------------------------------------------------------------

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
    await sweep(folder)
    return aside(folder)
  }
  return TE.bracket(
    TE.tryCatch(beside, unwritable),
    (beneath) =>
      TE.tryCatch(async () => {
        for (const { name, content } of files) await writeFile(join(beneath, name), content, { flush: true })
        for (const { name } of files) await rename(join(beneath, name), join(folder, name))
        await flushFolder(folder)
        return files.map(({ name }) => join(folder, name))
      }, unwritable),
    (beneath) => TE.tryCatch(() => rm(beneath, { recursive: true, force: true }), unwritable),
  )
}

/** Puts bytes in one file. Errors: as `putAll`. */
export const put = (file: string, content: Uint8Array): TE.TaskEither<FileUnwritable, void> =>
  pipe(
    putAll(dirname(file), [{ name: basename(file), content }]),
    TE.map(() => undefined),
  )

/** What systems say that have no second names for files. */
const NO_LINKS: readonly unknown[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']

/** Makes a file that is not there, with its content from the first on; `false` where it is there. Rejects with what the system says. */
export const putNew = async (file: string, content: string): Promise<boolean> => {
  const beneath = await aside(dirname(file))
  const whole = join(beneath, basename(file))
  try {
    await writeFile(whole, content, { flush: true })
    await link(whole, file).catch((caught) =>
      NO_LINKS.includes(codeOf(caught))
        ? writeFile(file, content, { flag: 'wx', flush: true })
        : Promise.reject(caught),
    )
    return true
  } catch (caught) {
    if (codeOf(caught) === 'EEXIST') return false
    throw caught
  } finally {
    await rm(beneath, { recursive: true, force: true })
  }
}
