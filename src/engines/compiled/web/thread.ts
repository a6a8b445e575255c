/** The thread that ONNX Runtime runs in, in a page: a web worker. */

import { asking, type Thread } from '../asking.js'
import type { Asked, Reply } from '../threadBody.js'

/** What is used of a web worker: the library is not checked against the types of browsers. */
export interface WebWorker {
  onmessage: ((event: { readonly data: never }) => unknown) | null
  onmessageerror: ((event: never) => unknown) | null
  onerror: ((event: never) => unknown) | null
  postMessage(message: unknown, moved: ArrayBuffer[]): void
  terminate(): void
}

/** What makes web workers, where it is called by this name: bundlers read such calls, and put the file beside the page. */
export type WorkerConstructor = new (url: URL, options: { readonly type: 'module' }) => WebWorker

/** Starts a thread on a worker. */
export const webThread = (worker: WebWorker): Thread => {
  const { ask, answered, fail, silence } = asking({
    post: (message: Asked, moved) => worker.postMessage(message, moved),
    busy: () => undefined,
  })
  worker.onmessage = ({ data }: { readonly data: Reply }) => answered(data)
  worker.onmessageerror = () => fail(new Error('an answer of the worker of the engine cannot be read'))
  worker.onerror = ({ message = 'does not load' }: { readonly message?: string }) =>
    fail(new Error(`the worker of the engine: ${message}`))
  return {
    ask,
    close: async () => {
      await silence()
      worker.terminate()
    },
  }
}
