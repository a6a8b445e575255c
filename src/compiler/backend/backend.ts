/** The TensorFlow.js backend under which operations are recorded instead of computed. */

import * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { cast } from '../graph/elementwise.js'
import { type ElementType, isKnown, numbersOf, type Value } from '../graph/value.js'
import { operationsUnderWay, reader } from './caller.js'
import { RefusalError, refusal, refuse, type TraceRefused } from './refusal.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

export const backendName = 'shapebound-trace'

/** One trace under way. */
export interface Recording {
  readonly builder: Builder
  /** Kernels recorded so far, and how often. */
  readonly kernels: Map<string, number>
  /** What `data()` was refused: it cannot throw where it is called, so the trace throws when its function returns. */
  late: TraceRefused | undefined
}

/** A traced tensor's value, and the trace it belongs to. */
interface TracedValue {
  readonly recording: Recording
  readonly value: Value
}

const random: ReadonlySet<string> = new Set([
  'dropout',
  'multinomial',
  'rand',
  'randomGamma',
  'randomNormal',
  'randomStandardNormal',
  'randomUniform',
  'randomUniformInt',
  'truncatedNormal',
])

const elementType = (type: tf.DataType): ElementType => {
  if (type === 'float32' || type === 'int32' || type === 'bool') return type
  return refuse('no mapping', operationsUnderWay().at(-1) ?? 'tensor', 'numbers of float32, int32 or bool', type)
}

const describe = (value: Value): string => {
  switch (value.kind) {
    case 'input':
      return `the input ${value.name}`
    case 'operation':
      return `the result of ${value.operation}`
    default:
      return `a ${value.kind}`
  }
}

const typed = (values: ArrayLike<number>, type: ElementType): tf.BackendValues => {
  if (type === 'float32') return Float32Array.from(values)
  return type === 'bool' ? Uint8Array.from(values) : Int32Array.from(values)
}

// -----------------------------------------------------------------------------
// backend
// -----------------------------------------------------------------------------

/**
 * TensorFlow.js finds kernels by the name of a backend, and a backend by its registration, so the trace under way is
 * kept here: it is the one piece of changing state, set and reset by `trace` alone.
 */
export class TraceBackend extends tf.KernelBackend {
  recording: Recording | undefined
  private readonly traced = new WeakMap<object, TracedValue>()

  /** The trace under way. */
  current(operation: string): Recording {
    return this.recording ?? refuse('other trace', operation, 'a trace under way', 'none')
  }

  /** A tensor of the value. 64-bit integers, which TensorFlow.js has not, come back as 32-bit ones. */
  tensorInfo(value: Value, operation: string): tf.TensorInfo {
    const recording = this.current(operation)
    const type = value.type === 'int64' ? 'int32' : value.type
    const dataId = {}
    this.traced.set(dataId, { recording, value: cast(recording.builder, value, type) })
    return { dataId, shape: [...value.shape], dtype: type }
  }

  /** The value of a tensor of the trace under way; any other tensor is refused and left where it is. */
  tracedValue(tensor: tf.TensorInfo, operation: string): Value {
    const found = this.traced.get(tensor.dataId)
    const named = operationsUnderWay().at(0) ?? operation
    if (tensor instanceof tf.Variable)
      return refuse('variable', named, 'its tensors as inputs of the trace', `the tf.Variable ${tensor.name}`)
    if (found === undefined)
      return refuse(
        'closed-over tensor',
        named,
        'its tensors as inputs of the trace',
        `a closed-over tensor [${tensor.shape}] of ${tensor.dtype}, which would be frozen into the program`,
      )
    if (found.recording === this.recording) return found.value
    return refuse('other trace', named, 'tensors of this trace', `${describe(found.value)} of another trace`)
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    const operation = operationsUnderWay().find((name) => random.has(name))
    if (operation !== undefined)
      refuse(
        'host randomness',
        operation,
        'its noise as an input of the trace',
        'numbers drawn while tracing, which would be the same at every run',
      )
    const type = elementType(dtype)
    const numbers = values as ArrayLike<number> // `elementType` has refused strings, the only other kind.
    return this.tensorInfo(this.current('tensor').builder.constant(numbers, shape, type), 'tensor').dataId
  }

  /** Reached only when an eager tensor is moved here; kernels refuse before that. */
  override move(): void {
    refuse('closed-over tensor', operationsUnderWay().at(0) ?? 'move', 'tensors of the trace', 'an eager tensor')
  }

  override readSync(dataId: object): tf.BackendValues {
    const value = this.traced.get(dataId)?.value
    if (value !== undefined && isKnown(value)) return typed(numbersOf(value), value.type)
    throw new RefusalError(this.readRefusal(value))
  }

  override read(dataId: object): Promise<tf.BackendValues> {
    const value = this.traced.get(dataId)?.value
    if (value !== undefined && isKnown(value)) return Promise.resolve(this.readSync(dataId))
    const refused = this.readRefusal(value)
    if (this.recording === undefined) return Promise.reject(new RefusalError(refused))
    this.recording.late ??= refused
    // Never settles: a rejection nobody awaits would end the process, and the trace throws the refusal anyway.
    return new Promise(() => undefined)
  }

  private readRefusal(value: Value | undefined): TraceRefused {
    const got =
      value === undefined ? 'a tensor of a finished trace' : `${describe(value)}, which has none while tracing`
    return refusal('reading', operationsUnderWay().at(0) ?? reader(), 'a tensor with numbers in it', got)
  }

  override numDataIds(): number {
    return 0
  }
  override refCount(): number {
    return 1
  }
  override incRef(): void {}
  override disposeData(): boolean {
    return true
  }
  override floatPrecision(): 16 | 32 {
    return 32
  }
  override epsilon(): number {
    return 1e-7
  }
  override timerAvailable(): boolean {
    return false
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true }
  }
  override dispose(): void {}
}
