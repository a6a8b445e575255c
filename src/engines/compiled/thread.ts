/**
 * The thread that ONNX Runtime runs in.
 *
 * A run keeps its thread busy until it is over, and flushing denormals to zero changes the arithmetic of the thread that
 * runs: so it is a thread of the engine's own, and the main one stays free and exact.
 */

import { Worker } from 'node:worker_threads'
import type { NumberArray } from '../../onnx/index.js'
import { body, type Reply, type Request } from './threadBody.js'

/** What can be asked of the thread. A promise is rejected in the message of ONNX Runtime. */
export interface Thread {
  readonly ask: (request: Request, moved?: readonly ArrayBuffer[]) => Promise<Readonly<Record<string, NumberArray>>>
  /** Ends the thread, when it has answered what it was asked before. */
  readonly close: () => Promise<void>
}

interface PendingRequest {
  readonly resolve: (results: Readonly<Record<string, NumberArray>>) => void
  readonly reject: (error: Error) => void
}

/**
 * Starts a thread for the ONNX Runtime of a package. It keeps the process alive only while an answer is awaited.
 *
 * Its code is a function that closes over nothing, handed over as text: so the same code runs from the build, from the
 * sources under test, and from a bundle.
 */
export const startThread = (module = 'onnxruntime-node'): Thread => {
  const worker = new Worker(`(${body.toString()})()`, {
    eval: true,
    workerData: { from: import.meta.url, module },
    execArgv: [], // not those of the process: under `--input-type=module` the text would be no script
  })
  const waiting = new Map<number, PendingRequest>()
  let asked = 0
  const settle = (id: number, how: (waiter: PendingRequest) => void): void => {
    const waiter = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (waiter !== undefined) how(waiter)
  }
  let ended: Error | null = null
  const failAll = (error: Error): void => {
    ended ??= error
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error))
  }
  worker.unref()
  worker.on('message', ({ id, results, error }: Reply) =>
    settle(id, ({ resolve, reject }) =>
      error === undefined ? resolve(results ?? {}) : reject(Object.assign(new Error(error.message), error)),
    ),
  )
  worker.on('error', failAll)
  worker.on('messageerror', failAll) // an answer that cannot be read: what it was the answer to is not known
  worker.on('exit', (code) => failAll(new Error(`the thread of the engine ended with code ${code}`)))
  return {
    ask: (request, moved = []) =>
      new Promise((resolve, reject) => {
        // a message to a thread that has ended is never answered
        if (ended !== null) return reject(ended)
        const id = asked++
        worker.postMessage({ id, request }, [...moved]) // throws for what cannot be sent, and then nothing is awaited
        waiting.set(id, { resolve, reject })
        worker.ref()
      }),
    close: async () => {
      ended ??= new Error('the thread of the engine has been closed')
      // ONNX Runtime ends the whole process when its thread is ended in the middle of a run
      while (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, 1))
      await worker.terminate()
    },
  }
}
