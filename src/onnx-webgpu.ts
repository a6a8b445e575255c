/** shapebound/onnx-webgpu: the compiled engine in a page, by ONNX Runtime's WebGPU from a web worker. */

export * as OnnxWebGpu from './engines/onnxWebGpu.js'

// -----------------------------------------------------------------------------
// the types that values are made of, by their names alone, as in the index
// -----------------------------------------------------------------------------

export type { WebWorker } from './engines/compiled/web/thread.js'
export type { Engine, EngineMissing } from './engines/engine.js'
export type { StartOptions } from './engines/inWorker.js'
