/** The lock of a folder: a file that names the one process which may write there. */

import { readFile, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pid } from 'node:process'
import type { Task } from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { isRunning, makeFolder, putNew } from './atomicWrite.js'
import { type FileLocked, type FileUnwritable, fileLocked, fileUnwritable } from './errors.js'

/** The file of a lock in its folder. */
export const LOCK = '.lock'

/** Who has a lock: a process, and when it began, where the system says so. Another may later have the same number. */
interface Holder {
  readonly id: number
  readonly begun: string | null
}

/** The folders that this process has locked. A process that was killed may have had the number that this one has now. */
const own = new Set<string>()

/** When a process began, in ticks of its system; `null` where the system does not say. Source: proc(5), field 22 of stat. */
const begunOf = (id: number): Promise<string | null> =>
  readFile(`/proc/${id}/stat`, 'utf8').then(
    (text) => text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null,
    () => null,
  )

/** Who has the lock in a file; `null` where that cannot be read: it is then nobody. */
const holderIn = async (file: string): Promise<Holder | null> => {
  try {
    const { id, begun }: Partial<Holder> = JSON.parse(await readFile(file, 'utf8'))
    return typeof id === 'number' ? { id, begun: begun ?? null } : null
  } catch {
    return null
  }
}

/** Whether a holder still runs and is no other process of the same number. */
const holds = async (holder: Holder | null): Promise<boolean> =>
  holder !== null &&
  holder.id !== pid &&
  isRunning(holder.id) &&
  (holder.begun === null || holder.begun === (await begunOf(holder.id)))

/** A file beside a lock is there while the lock is taken over, which takes no time. Units: milliseconds. */
const LONGEST = 10_000

const isOld = (file: string): Promise<boolean> =>
  stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > LONGEST,
    () => false,
  )

/** Takes a lock over whose holder is gone: of several that try, one does. `null` where it is taken, else who has it. */
const takeOver = async (file: string, content: string): Promise<Holder | null> => {
  const taking = `${file}.taking`
  if (await isOld(taking)) await rm(taking, { force: true })
  if (!(await putNew(taking, content))) return holderIn(taking)
  const holder = await holderIn(file)
  if (await holds(holder)) {
    await rm(taking, { force: true })
    return holder
  }
  await rename(taking, file)
  return null
}

/** What frees a lock, once: it may be asked again, and then leaves a lock that was taken since. */
const freeing = (folder: string): Task<void> => {
  let isHeld = true
  return async () => {
    if (!isHeld) return
    isHeld = false
    await rm(join(folder, LOCK), { force: true }).catch(() => undefined)
    own.delete(folder)
  }
}

/**
 * Locks a folder, which is made if it is not there, and gives what frees it. The lock of a process that no longer runs is taken
 * over.
 *
 * Errors: `FileLocked` with the process that has it; `FileUnwritable` with what the system says.
 */
export const lock = (folder: string): TE.TaskEither<FileLocked | FileUnwritable, Task<void>> => {
  const path = resolve(folder)
  const take = async (): Promise<Holder | null> => {
    if (own.has(path)) return { id: pid, begun: null }
    own.add(path)
    try {
      await makeFolder(path)
      const file = join(path, LOCK)
      const content = JSON.stringify({ id: pid, begun: await begunOf(pid) } satisfies Holder)
      const holder = (await putNew(file, content)) ? null : await takeOver(file, content)
      if (holder !== null) own.delete(path)
      return holder
    } catch (caught) {
      own.delete(path)
      throw caught
    }
  }
  return TE.flatMap((holder: Holder | null) =>
    holder === null ? TE.right(freeing(path)) : TE.left(fileLocked(folder, holder.id)),
  )(TE.tryCatch(take, (caught): FileLocked | FileUnwritable => fileUnwritable(join(folder, LOCK), caught)))
}
