/** The lock of a folder: a file that names the one process which may write there. */

import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
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
  /** Its machine: folders may be shared. */
  readonly host: string
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
    const { id, begun, host }: Partial<Holder> = JSON.parse(await readFile(file, 'utf8'))
    return typeof id === 'number' ? { id, begun: begun ?? null, host: host ?? hostname() } : null
  } catch {
    return null
  }
}

/** How often a holder writes its lock again, for those of other machines, and how long they believe what is there. Units: milliseconds. */
const EVERY = 10_000
const BELIEVED = 60_000

/** Whether a file was written not long before another: both by the clock of the one system that has them. */
const isFresh = async (file: string, beside: string): Promise<boolean> => {
  const [then, now] = await Promise.all([stat(file), stat(beside)])
  return now.mtimeMs - then.mtimeMs < BELIEVED
}

/** Whether a holder still runs and is no other process of the same number; of another machine, whether it did not long ago. */
const holds = async (holder: Holder | null, file: string, taking: string): Promise<boolean> =>
  holder !== null &&
  (holder.host === hostname()
    ? holder.id !== pid &&
      isRunning(holder.id) &&
      (holder.begun === null || holder.begun === (await begunOf(holder.id)))
    : isFresh(file, taking))

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
  if (await holds(holder, file, taking)) {
    await rm(taking, { force: true })
    return holder
  }
  await rename(taking, file)
  return null
}

/** Writes a lock again and again as long as it is held. It keeps to the file that it has made: another may have its place. */
const beating = async (file: string, content: string): Promise<Task<void>> => {
  const handle = await open(file, 'r+')
  const again = setInterval(() => void handle.write(content, 0).catch(() => undefined), EVERY)
  again.unref()
  return async () => {
    clearInterval(again)
    await handle.close().catch(() => undefined)
  }
}

/** What frees a lock, once: it may be asked again, and then leaves a lock that was taken since. */
const freeing = (folder: string, content: string, stop: Task<void>): Task<void> => {
  const file = join(folder, LOCK)
  let isHeld = true
  return async () => {
    if (!isHeld) return
    isHeld = false
    await stop()
    // another machine has it where this one was not heard of for long
    const isOurs = (await readFile(file, 'utf8').catch(() => null)) === content
    if (isOurs) await rm(file, { force: true }).catch(() => undefined)
    own.delete(folder)
  }
}

/** Takes the lock of a folder that this process has not. Gives what frees it, or who has it. */
const taken = async (folder: string): Promise<Task<void> | Holder> => {
  await makeFolder(folder)
  const file = join(folder, LOCK)
  const content = JSON.stringify({ id: pid, begun: await begunOf(pid), host: hostname() } satisfies Holder)
  const holder = (await putNew(file, content)) ? null : await takeOver(file, content)
  return holder ?? freeing(folder, content, await beating(file, content))
}

/**
 * Locks a folder, which is made if it is not there, and gives what frees it. The lock of a process that no longer runs is taken
 * over, and that of another machine once it has not been written for a minute.
 *
 * Errors: `FileLocked` with the process that has it; `FileUnwritable` with what the system says.
 */
export const lock = (folder: string): TE.TaskEither<FileLocked | FileUnwritable, Task<void>> => {
  const path = resolve(folder)
  const take = async (): Promise<Task<void> | Holder> => {
    if (own.has(path)) return { id: pid, begun: null, host: hostname() }
    own.add(path)
    try {
      const found = await taken(path)
      if (typeof found !== 'function') own.delete(path)
      return found
    } catch (caught) {
      own.delete(path)
      throw caught
    }
  }
  return TE.flatMap((found: Task<void> | Holder) =>
    typeof found === 'function'
      ? TE.right(found)
      : TE.left(fileLocked(folder, found.id, found.host === hostname() ? null : found.host)),
  )(TE.tryCatch(take, (caught): FileLocked | FileUnwritable => fileUnwritable(join(folder, LOCK), caught)))
}
