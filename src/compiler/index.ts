/** The tracing compiler: TensorFlow.js functions to graphs, and graphs to simpler ones. */

export { backendName } from './backend/backend.js'
export type { RefusalReason, TraceRefused } from './backend/refusal.js'
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
export { forProcessor } from './rewrites/processor.js'
export { forWebGpu } from './rewrites/webGpu.js'
export { rules } from './rules/rules.js'
export { generalize, type NotGeneral } from './symbolic/generalize.js'
export { type SymbolicSpec, traceSymbolic } from './symbolic/traceSymbolic.js'
export { type Declare, type InputSpec, type TracedFunction, type TraceOptions, trace } from './trace.js'
