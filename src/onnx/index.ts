/** ONNX: graphs of the compiler as models that others run. */

export type { Loop } from './loop.js'
export type { NumberArray, Port } from './port.js'
export { type OnnxModel, opset, type SerializeOptions, serialize } from './serialize.js'
