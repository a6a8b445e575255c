/** What the program does when it is told to stop: last words, and then it ends by the same signal. */

import type * as TE from 'fp-ts/lib/TaskEither.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The part of a process that is told to stop. */
export interface Stoppable {
  readonly pid: number
  readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown
  readonly off: (signal: NodeJS.Signals, listener: () => void) => unknown
  readonly kill: (pid: number, signal: NodeJS.Signals) => unknown
}

/** Runs a task, and calls something at once when the process is told to stop before the task is over. */
export type Guard = (
  stopped: () => void,
) => <Failure, Result>(task: TE.TaskEither<Failure, Result>) => TE.TaskEither<Failure, Result>

/**
 * Guards tasks by the signals of a process.
 *
 * It ends by the signal itself and not by `exit`: the shell sees why, and no thread of an engine is taken apart while it
 * runs.
 */
export const guardedBy =
  (target: Stoppable): Guard =>
  (stopped) =>
  (task) =>
  async () => {
    const listeners = SIGNALS.map((signal) => ({
      signal,
      listener: () => {
        release()
        stopped()
        target.kill(target.pid, signal)
      },
    }))
    const release = () => {
      for (const { signal, listener } of listeners) target.off(signal, listener)
    }
    for (const { signal, listener } of listeners) target.on(signal, listener)
    try {
      return await task()
    } finally {
      release()
    }
  }
