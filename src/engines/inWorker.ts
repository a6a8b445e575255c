/** The compiled engine in a page, in a web worker. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Kind, loaded } from './compiled/compiled.js'
import { type WebWorker, webThread } from './compiled/web/thread.js'
import type { Engine, EngineMissing } from './engine.js'
import { missing, opened, reason } from './select.js'

/** How the engine is started. */
export interface StartOptions {
  /**
   * Makes the worker, where a bundler does not find that of the package: of the module `shapebound/onnx-web/worker`, or
   * `shapebound/onnx-webgpu/worker`.
   */
  readonly worker?: () => WebWorker
  /** The address of a folder with the WebAssembly of `onnxruntime-web`, where a bundler does not put it beside the worker. */
  readonly wasm?: string
}

/** The package that holds the runtime. */
export const MODULE = 'onnxruntime-web'

/** Which engine a worker has. */
export interface WorkerKind extends Kind {
  readonly ownWorker: () => WebWorker
  /** How its absence is mended. */
  readonly advice: string
  /** What else it must do before it is used. Rejects where it does not. */
  readonly tested?: (engine: Engine) => Promise<Engine>
}

const engineOf = async (kind: WorkerKind, { worker = kind.ownWorker, wasm }: StartOptions): Promise<Engine> => {
  const thread = webThread(worker())
  const load = () => thread.ask({ kind: 'load', ...(wasm === undefined ? {} : { wasm }) })
  const engine = await loaded(thread, load, kind)
  return kind.tested === undefined ? engine : kind.tested(engine)
}

/** Starts an engine in a worker of its own. Errors: `EngineMissing` when it does not load, or fails a self-test. */
export const startIn = (kind: WorkerKind, options: StartOptions): TE.TaskEither<EngineMissing, Engine> =>
  pipe(
    TE.tryCatch(
      () => opened({ open: () => engineOf(kind, options) }),
      (error) => missing(`${MODULE} ${reason(error)}: ${kind.advice}`),
    ),
    TE.map(({ engine }) => engine),
  )
