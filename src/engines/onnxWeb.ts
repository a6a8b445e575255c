/** The compiled engine in a page: traced programs, run by ONNX Runtime's WebAssembly in a web worker. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { loaded } from './compiled/compiled.js'
import { ownWorker, type WebWorker, webThread } from './compiled/web/thread.js'
import type { Engine, EngineMissing } from './engine.js'
import { missing, opened, reason } from './select.js'

/** How the engine is started. */
export interface StartOptions {
  /** Makes the worker, where a bundler does not find that of the package: of the module `shapebound/onnx-web/worker`. */
  readonly worker?: () => WebWorker
  /** The address of a folder with the WebAssembly of `onnxruntime-web`, where a bundler does not put it beside the worker. */
  readonly wasm?: string
}

const NAME = 'onnxruntime-web'

const DESCRIPTION = 'compiled by tracing, ONNX Runtime on WebAssembly in a web worker (onnxruntime-web)'

const engineOn = async ({ worker = ownWorker, wasm }: StartOptions): Promise<Engine> => {
  const thread = webThread(worker())
  const load = () => thread.ask({ kind: 'load', ...(wasm === undefined ? {} : { wasm }) })
  return loaded(thread, load, DESCRIPTION, NAME)
}

/**
 * Starts the compiled engine in a web worker of its own: the same graphs as in Node, with the same noise.
 *
 * It runs on one thread: more took longer where it was measured, and would need a page that is isolated. Give it to `Train.fit`
 * as `engine`; `close` ends its worker.
 *
 * Errors: `EngineMissing` when the worker or its WebAssembly does not load, or fails a self-test.
 */
export const start = (options: StartOptions = {}): TE.TaskEither<EngineMissing, Engine> =>
  pipe(
    TE.tryCatch(
      () => opened({ open: () => engineOn(options) }),
      (error) => missing(`${NAME} ${reason(error)}: npm install ${NAME}`),
    ),
    TE.map(({ engine }) => engine),
  )
