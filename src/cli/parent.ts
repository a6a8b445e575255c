/** What a command line does whose parent is gone: it stops as if it was told to, so that no run outlives its study by long. */

import { WITH_PARENT } from '../pools/worker.js'

/** The part of a process that hears of its parent. */
export interface Child {
  readonly pid: number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: { resume(): unknown; on(event: 'close', listener: () => void): unknown; unref?: () => unknown }
  readonly kill: (pid: number, signal: NodeJS.Signals) => unknown
}

/** Ends a process with its parent, where that has asked for it: its standard input closes then. */
export const endingWithParent = (child: Child): void => {
  if (child.env[WITH_PARENT] !== '1') return
  child.stdin.on('close', () => child.kill(child.pid, 'SIGTERM'))
  child.stdin.resume()
  child.stdin.unref?.()
}
