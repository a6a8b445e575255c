/** shapebound/onnx-web: the compiled engine in a page, by ONNX Runtime's WebAssembly in a web worker. */

export * as OnnxWeb from './engines/onnxWeb.js'

// -----------------------------------------------------------------------------
// the types that values are made of, by their names alone, as in the index
// -----------------------------------------------------------------------------

export type { WebWorker } from './engines/compiled/web/thread.js'
export type { Engine, EngineMissing } from './engines/engine.js'
export type { StartOptions } from './engines/inWorker.js'
