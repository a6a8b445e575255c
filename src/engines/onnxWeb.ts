/** The compiled engine in a page: traced programs, run by ONNX Runtime's WebAssembly in a web worker. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { WorkerConstructor } from './compiled/web/thread.js'
import type { Engine, EngineMissing } from './engine.js'
import { MODULE, type StartOptions, startIn, type WorkerKind } from './inWorker.js'

declare const Worker: WorkerConstructor

const KIND: WorkerKind = {
  name: MODULE,
  description: `compiled by tracing, ONNX Runtime on WebAssembly in a web worker (${MODULE})`,
  ownWorker: () => new Worker(new URL('./compiled/web/worker.js', import.meta.url), { type: 'module' }),
  advice: `npm install ${MODULE}`,
}

/**
 * Starts the compiled engine in a web worker of its own: the same graphs as in Node, with the same noise.
 *
 * It runs on one thread: more took longer where it was measured, and would need a page that is isolated. Give it to `Train.fit`
 * as `engine`; `close` ends its worker.
 *
 * Errors: `EngineMissing` when the worker or its WebAssembly does not load, or fails a self-test.
 */
export const start = (options: StartOptions = {}): TE.TaskEither<EngineMissing, Engine> => startIn(KIND, options)
