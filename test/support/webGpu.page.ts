/** A page whose worker answers what the engine of another process asks. */

import type { WebWorker, WorkerConstructor } from '../../src/engines/compiled/web/thread.js'
import { packed, unpacked } from './wire.js'

declare const Worker: WorkerConstructor

/** Makes the worker, and what asks it one thing, as text, and gives its answer as text: one at a time. */
export const train = (): string => {
  const worker: WebWorker = new Worker(
    new URL('../../dist/modules/engines/compiled/web/gpuWorker.js', import.meta.url),
    {
      type: 'module',
    },
  )
  const ask = (asked: string): Promise<string> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(packed(data))
      worker.onerror = () => reject(new Error('the worker of the engine has failed'))
      worker.postMessage(unpacked(asked), [])
    })
  Object.assign(globalThis, { ask })
  return 'ready'
}
