/** Runs ONNX models with ONNX Runtime. */
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { Port } from '../onnx/port.js'
import type { OnnxModel } from '../onnx/serialise.js'
import type { OnnxRuntime, RuntimeData, RuntimeSession, RuntimeTensor, RuntimeType } from './runtime.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Numbers on their way in or out. Bools are bytes. The data is not copied on the way in. */
export interface NumberArray {
  readonly type: RuntimeType
  readonly shape: readonly number[]
  readonly data: RuntimeData
}

export interface SessionOptions {
  /** Threads within one operation; ONNX Runtime's own choice unless given. */
  readonly threads?: number
  /**
   * Treats denormal numbers, which Adam's moments fall into and which cost up to half the speed, as zero.
   *
   * The first session of a process decides for all, and the thread that calls `run` keeps the setting for all of its
   * arithmetic, JavaScript's too (`Number.MIN_VALUE * 3 === 0`): only for a thread that does nothing else.
   */
  readonly denormalsAreZero?: boolean
}

export interface SessionFailed {
  readonly tag: 'SessionFailed'
  readonly message: string
}

export interface Session {
  /** One run: all named inputs in, all named outputs out, under the names the graph was traced with. */
  readonly run: (
    feeds: Readonly<Record<string, NumberArray>>,
  ) => TaskEither.TaskEither<SessionFailed, Readonly<Record<string, NumberArray>>>
  readonly release: TaskEither.TaskEither<SessionFailed, void>
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

const failed =
  (what: string) =>
  (reason: unknown): SessionFailed => ({
    tag: 'SessionFailed',
    message: `${what}: ${reason instanceof Error ? reason.message : String(reason)}`,
  })

const optionsOf = ({ threads, denormalsAreZero = false }: SessionOptions): object => ({
  // 3: errors only. Warnings about folded constants would go to the user's terminal.
  logSeverityLevel: 3,
  ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  ...(denormalsAreZero ? { extra: { session: { set_denormal_as_zero: '1' } } } : {}),
})

const toRuntime = (runtime: OnnxRuntime, port: Port, feed: NumberArray | undefined): RuntimeTensor => {
  const wanted = `${port.type} [${port.sizes}]`
  if (feed === undefined) throw new Error(`${port.name} wants ${wanted}, got nothing`)
  const fits =
    feed.type === port.type &&
    feed.shape.length === port.sizes.length &&
    port.sizes.every((size, axis) => typeof size === 'string' || size === feed.shape[axis])
  if (!fits) throw new Error(`${port.name} wants ${wanted}, got ${feed.type} [${feed.shape}]`)
  return new runtime.Tensor(feed.type, feed.data, feed.shape)
}

const fromRuntime = (port: Port, tensor: RuntimeTensor | undefined): NumberArray => {
  if (tensor === undefined) throw new Error(`${port.name} wants a result, got nothing`)
  // ONNX Runtime gives each of these four types in the array that `RuntimeData` lists for it.
  return { type: port.type, shape: tensor.dims, data: tensor.data as RuntimeData }
}

const runOnce = async (
  runtime: OnnxRuntime,
  session: RuntimeSession,
  model: Pick<OnnxModel, 'inputs' | 'outputs'>,
  feeds: Readonly<Record<string, NumberArray>>,
): Promise<Readonly<Record<string, NumberArray>>> => {
  const inputs = model.inputs.map((port) => [port.modelName, toRuntime(runtime, port, feeds[port.name])] as const)
  const results = await session.run(Object.fromEntries(inputs))
  return Object.fromEntries(model.outputs.map((port) => [port.name, fromRuntime(port, results[port.modelName])]))
}

/**
 * A session that holds the model ready to run.
 *
 * Errors: `SessionFailed` in ONNX Runtime's words when it does not accept the model; a run fails when an input is
 * missing or of another type or size.
 */
export const openSession =
  (runtime: OnnxRuntime, options: SessionOptions = {}) =>
  (model: OnnxModel): TaskEither.TaskEither<SessionFailed, Session> =>
    TaskEither.tryCatch(async () => {
      const session = await runtime.InferenceSession.create(model.bytes, optionsOf(options))
      return {
        run: (feeds) => TaskEither.tryCatch(() => runOnce(runtime, session, model, feeds), failed('session')),
        release: TaskEither.tryCatch(() => session.release(), failed('session')),
      }
    }, failed('session'))
