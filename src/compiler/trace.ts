/** Runs a TensorFlow.js function once, on placeholders, and gives the graph of what it computes. */

import * as tf from '@tensorflow/tfjs-core'
import * as E from 'fp-ts/lib/Either.js'
import { registerGradients } from '../tensors/gradients/register.js'
import { backendName, type Recording, type TraceBackend } from './backend/backend.js'
import { RefusalError, refuse, type TraceRefused } from './backend/refusal.js'
import { traceBackend } from './backend/register.js'
import { makeBuilder, type Rule } from './graph/builder.js'
import type { Graph, GraphInput, GraphOutput, Shape } from './graph/value.js'
import { rules as everyRule } from './rules/rules.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

export interface InputSpec {
  readonly shape: Shape
  /** `float32` unless given. */
  readonly type?: 'float32' | 'int32' | 'bool'
}

/** Makes one more input while a function is traced: for what is found to be needed only then, such as noise. */
export type Declare = (name: string, spec: InputSpec) => tf.Tensor

export type TracedFunction<Name extends string> = (
  inputs: Readonly<Record<Name, tf.Tensor>>,
  declare: Declare,
) => Readonly<Record<string, tf.Tensor>>

export interface TraceOptions {
  /** A name for the function, to be found in refusals. */
  readonly label?: string
  /** The simplifications; all of them unless given, none for an empty list. */
  readonly rules?: readonly Rule[]
}

// -----------------------------------------------------------------------------
// steps
// -----------------------------------------------------------------------------

/** Sets the tracing backend for the time of a call, and whatever was there before afterwards, also on a throw. */
const under = <Result>(backend: TraceBackend, recording: Recording, run: () => Result): Result => {
  // Asked for before the name is read: this makes TensorFlow.js choose a backend if it has none yet.
  tf.backend()
  const before = { name: tf.getBackend(), recording: backend.recording }
  // `setBackend` is asynchronous for backends that are not made yet; these two are, so it has happened on return.
  void tf.setBackend(backendName)
  backend.recording = recording
  try {
    return run()
  } finally {
    backend.recording = before.recording
    void tf.setBackend(before.name)
  }
}

const placeholder = (backend: TraceBackend, { name, value }: GraphInput): tf.Tensor =>
  tf.engine().makeTensorFromTensorInfo(backend.tensorInfo(value, name))

/** Models name their inner values `#1`, `#2`, … */
const checkName = (name: string): void => {
  if (name.startsWith('#')) throw new RangeError(`trace: takes names that do not begin with # but is given ${name}`)
}

const isPromise = (result: object): boolean => 'then' in result && typeof result.then === 'function'

const outputsOf = (backend: TraceBackend, results: Readonly<Record<string, tf.Tensor>>): readonly GraphOutput[] => {
  if (isPromise(results)) refuse('asynchronous', 'trace', 'a function that returns its tensors', 'a promise of them')
  Object.keys(results).forEach(checkName)
  return Object.entries(results).map(([name, tensor]) => ({
    name,
    value: backend.tracedValue(tensor, `output ${name}`),
  }))
}

/** The label goes in front of what was refused, so that a reader knows which of their functions it is. */
const labelled = (refused: TraceRefused, label: string | undefined): TraceRefused =>
  label === undefined ? refused : { ...refused, message: refused.message.replace(/^trace:/, `trace (${label}):`) }

/**
 * The graph of a function of named tensors.
 *
 * The function is run once, by TensorFlow.js, with tensors that have shapes and no numbers; its gradients (`tf.grads`,
 * `tf.valueAndGrads`) are recorded too.
 *
 * Errors: `TraceRefused` for a closed-over tensor or `tf.Variable`, host randomness, a read of a traced tensor, an
 * operation without a mapping, and a promise. Whatever else the function throws, `trace` throws.
 */
export const trace = <Name extends string>(
  run: TracedFunction<Name>,
  inputs: Readonly<Record<Name, InputSpec>>,
  { label, rules = everyRule }: TraceOptions = {},
): E.Either<TraceRefused, Graph> => {
  registerGradients()
  const backend = traceBackend()
  const recording: Recording = { builder: makeBuilder(rules), kernels: new Map(), late: undefined }
  try {
    const graph = under(backend, recording, () => record(backend, recording, run, inputs))
    return recording.late === undefined ? E.right(graph) : E.left(labelled(recording.late, label))
  } catch (error) {
    if (error instanceof RefusalError) return E.left(labelled(error.refusal, label))
    throw error
  }
}

const record = <Name extends string>(
  backend: TraceBackend,
  { builder, kernels }: Recording,
  run: TracedFunction<Name>,
  specs: Readonly<Record<Name, InputSpec>>,
): Graph => {
  const inputs: GraphInput[] = []
  const declare: Declare = (name, { shape, type = 'float32' }) => {
    checkName(name)
    const input = { name, value: builder.input(name, shape, type) }
    inputs.push(input)
    return placeholder(backend, input)
  }
  let outputs: readonly GraphOutput[] = []
  tf.tidy(() => {
    const placeholders = Object.entries<InputSpec>(specs).map(([name, spec]) => [name, declare(name, spec)] as const)
    // Its keys are those of the specs.
    outputs = outputsOf(backend, run(Object.fromEntries(placeholders) as Record<Name, tf.Tensor>, declare))
  })
  return { inputs, outputs, kernels }
}
