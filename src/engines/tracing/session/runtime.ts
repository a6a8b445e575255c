/**
 * Finds ONNX Runtime, which is an optional dependency.
 *
 * Its types are declared here, as far as they are used, so that this library compiles and its declarations can be read
 * where `onnxruntime-node` is not installed.
 */
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { unreported } from './unreported.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

export type RuntimeData = Float32Array | Int32Array | BigInt64Array | Uint8Array

export type RuntimeType = 'float32' | 'int32' | 'int64' | 'bool'

export interface RuntimeTensor {
  readonly type: string
  readonly data: unknown
  readonly dims: readonly number[]
}

export interface RuntimeSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(feeds: Readonly<Record<string, RuntimeTensor>>): Promise<Readonly<Record<string, RuntimeTensor>>>
  release(): Promise<void>
}

/** The parts of `onnxruntime-node` this library uses. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(bytes: Uint8Array, options: object): Promise<RuntimeSession>
  }
  readonly Tensor: new (type: RuntimeType, data: RuntimeData, dims: readonly number[]) => RuntimeTensor
}

/** Why compiled programs cannot be run here, and how to have them. */
export interface OnnxRuntimeAbsent {
  readonly tag: 'OnnxRuntimeAbsent'
  readonly message: string
}

// -----------------------------------------------------------------------------
// loading
// -----------------------------------------------------------------------------

const absent =
  (name: string) =>
  (reason: unknown): OnnxRuntimeAbsent => {
    const why = reason instanceof Error ? reason.message.split('\n')[0] : String(reason)
    const message = `onnxruntime: wants the package ${name}, got: ${why}; get it with npm install ${name}`
    return { tag: 'OnnxRuntimeAbsent', message }
  }

const isRuntime = (loaded: unknown): loaded is OnnxRuntime =>
  typeof loaded === 'object' && loaded !== null && 'InferenceSession' in loaded && 'Tensor' in loaded

const found = async (name: string): Promise<OnnxRuntime> => {
  const loaded: unknown = await import(name)
  if (isRuntime(loaded)) return loaded
  const inner = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
  if (isRuntime(inner)) return inner
  throw new Error('a module without InferenceSession')
}

/** Loads a runtime, which makes its first session at once: of nothing, and refused. */
const load = (name: string): Promise<OnnxRuntime> =>
  unreported(async () => {
    const runtime = await found(name)
    await runtime.InferenceSession.create(new Uint8Array(), { logSeverityLevel: 4 }).catch(() => undefined)
    return runtime
  })

/**
 * The runtime that a package holds, if it is installed and loads on this machine.
 *
 * Errors: `OnnxRuntimeAbsent`.
 */
export const loadRuntime = (name: string): TaskEither.TaskEither<OnnxRuntimeAbsent, OnnxRuntime> =>
  TaskEither.tryCatch(() => load(name), absent(name))

/** ONNX Runtime of `onnxruntime-node`. */
export const loadOnnxRuntime: TaskEither.TaskEither<OnnxRuntimeAbsent, OnnxRuntime> = loadRuntime('onnxruntime-node')
