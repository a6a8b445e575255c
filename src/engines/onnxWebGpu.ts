/** The compiled engine in a page, on a GPU: traced programs, run by ONNX Runtime's WebGPU from a web worker. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { WorkerConstructor } from './compiled/web/thread.js'
import { WEB_GPU } from './compiled/webGpu.js'
import type { Engine, EngineMissing } from './engine.js'
import { MODULE, type StartOptions, startIn, type WorkerKind } from './inWorker.js'
import { withState } from './selfTest.js'

declare const Worker: WorkerConstructor

const KIND: WorkerKind = {
  ...WEB_GPU,
  description: `compiled by tracing, ONNX Runtime on WebGPU in a web worker (${MODULE})`,
  ownWorker: () => new Worker(new URL('./compiled/web/gpuWorker.js', import.meta.url), { type: 'module' }),
  advice: `it needs a browser with WebGPU; shapebound/onnx-web runs without; npm install ${MODULE}`,
  tested: withState,
}

/**
 * Starts the compiled engine on the GPU of a browser, from a web worker of its own: the same graphs as in Node, with the
 * same noise. What a training carries from step to step stays on the GPU.
 *
 * Give it to `Train.fit` as `engine`; `close` ends its worker. It pays for convolutions and in large batches; small steps
 * are quicker on the processor.
 *
 * Errors: `EngineMissing` when the browser has no WebGPU, when the worker or its WebAssembly does not load, or when the
 * GPU fails a self-test.
 */
export const start = (options: StartOptions = {}): TE.TaskEither<EngineMissing, Engine> => startIn(KIND, options)
