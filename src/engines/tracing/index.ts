/** The tracing compiler: TensorFlow.js functions to graphs, graphs to ONNX, ONNX Runtime to run them. */
export { backendName } from './backend/backend.js'
export type { RefusalReason, TraceRefused } from './backend/refusal.js'
export { registerGradients } from './gradients/register.js'
export type { Rule } from './graph/builder.js'
export type {
  ElementType,
  Graph,
  GraphInput,
  GraphOutput,
  Shape,
  SymbolicSize,
  Value,
} from './graph/value.js'
export { type Feeds, interpret } from './interpreter/interpret.js'
export { nativeKernels } from './nativeKernels.js'
export type { Loop } from './onnx/loop.js'
export type { Port } from './onnx/port.js'
export { type OnnxModel, opset, type SerialiseOptions, serialise } from './onnx/serialise.js'
export { rules } from './rules/rules.js'
export {
  loadOnnxRuntime,
  type OnnxRuntime,
  type OnnxRuntimeAbsent,
  type RuntimeData,
  type RuntimeType,
} from './session/runtime.js'
export {
  type NumberArray,
  openSession,
  type Session,
  type SessionFailed,
  type SessionOptions,
} from './session/session.js'
export { unreported } from './session/unreported.js'
export { generalise, type NotGeneral } from './symbolic/generalise.js'
export { type SymbolicSpec, traceSymbolic } from './symbolic/traceSymbolic.js'
export { type Declare, type InputSpec, type TracedFunction, type TraceOptions, trace } from './trace.js'
