/** Requests to a thread, and their answers. */

import type { NumberArray } from '../../onnx/index.js'
import type { Asked, Reply, Request } from './threadBody.js'

type Results = Readonly<Record<string, NumberArray>>

/** What can be asked of a thread. A promise is rejected in the message of ONNX Runtime. */
export interface Thread {
  readonly ask: (request: Request, moved?: readonly ArrayBuffer[]) => Promise<Results>
  /** Ends the thread, when it has answered what it was asked before. */
  readonly close: () => Promise<void>
}

interface PendingRequest {
  readonly resolve: (results: Results) => void
  readonly reject: (error: Error) => void
}

/** How a thread is reached. */
export interface Line {
  readonly post: (asked: Asked, moved: ArrayBuffer[]) => void
  /** Hears whether an answer is awaited. */
  readonly busy: (is: boolean) => void
}

/** The requests of one thread. */
export interface Asking extends Pick<Thread, 'ask'> {
  readonly answered: (reply: Reply) => void
  /** The thread has failed: nothing that is awaited comes. */
  readonly fail: (error: Error) => void
  /** Nothing is asked any more: waits for what was asked before. */
  readonly silence: () => Promise<void>
}

/** Requests over a line. */
export const asking = ({ post, busy }: Line): Asking => {
  const waiting = new Map<number, PendingRequest>()
  let asked = 0
  let ended: Error | null = null
  const settle = (id: number, how: (waiter: PendingRequest) => void): void => {
    const waiter = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) busy(false)
    if (waiter !== undefined) how(waiter)
  }
  return {
    ask: (request, moved = []) =>
      new Promise((resolve, reject) => {
        // a message to a thread that has ended is never answered
        if (ended !== null) return reject(ended)
        const id = asked++
        post({ id, request }, [...moved]) // throws for what cannot be sent, and then nothing is awaited
        waiting.set(id, { resolve, reject })
        busy(true)
      }),
    answered: ({ id, results, error }) =>
      settle(id, ({ resolve, reject }) =>
        error === undefined ? resolve(results ?? {}) : reject(Object.assign(new Error(error.message), error)),
      ),
    fail: (error) => {
      ended ??= error
      for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error))
    },
    silence: async () => {
      ended ??= new Error('the thread of the engine has been closed')
      while (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, 1))
    },
  }
}
