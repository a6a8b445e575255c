/** Programs as sessions of ONNX Runtime in the thread. */

import * as tf from '@tensorflow/tfjs-core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { parallelism } from '#platform'
import { forProcessor, type Graph } from '../../compiler/index.js'
import { type SerializeOptions, serialize } from '../../onnx/index.js'
import { type EngineError, engineError } from '../engine.js'
import type { Thread } from './asking.js'
import { type Program, traceProgram } from './program.js'

/** The name that `--engine` takes. */
export const COMPILED = 'onnxruntime'

/** A program that has been compiled for some sizes. */
export interface CompiledProgram<Output> {
  readonly program: Program<Output>
  /** `null` for a program that gives no tensor: ONNX Runtime takes no empty model. */
  readonly session: number | null
}

/** A graph as a session, and the outputs that stay where they were computed. */
export interface Opening extends Pick<SerializeOptions, 'loop'> {
  readonly kept?: readonly string[]
}

/** A device that graphs are run on: what it cannot compute, they are rewritten without. */
export interface Device {
  readonly rewritten: (graph: Graph) => Graph
}

/** What one engine has: its thread, and the numbers under which the thread holds sessions and states. */
export interface Sessions {
  readonly thread: Thread
  /** `null` where the processor computes, for which graphs are rewritten too. */
  readonly device: Device | null
  readonly next: () => number
  readonly open: (graph: Graph, opening?: Opening) => Promise<number | null>
  readonly release: (made: Pick<CompiledProgram<unknown>, 'session'>) => Promise<void>
}

/** A thread without sessions, each of which may compute by so many threads of the processor. */
export const sessionsOn = (thread: Thread, device: Device | null = null, threads = parallelism()): Sessions => {
  let last = 0
  const next = () => ++last
  const open: Sessions['open'] = async (graph, { loop, kept = [] } = {}) => {
    if (graph.outputs.length === 0) return null
    const { rewritten } = device ?? { rewritten: forProcessor }
    const { bytes, inputs, outputs } = serialize(rewritten(graph), loop === undefined ? {} : { loop })
    const session = next()
    await thread.ask({ kind: 'open', session, bytes, inputs, outputs, threads, kept })
    return session
  }
  const release: Sessions['release'] = async ({ session }) => {
    if (session !== null) await thread.ask({ kind: 'release', session })
  }
  return { thread, device, next, open, release }
}

/** What is thrown while `run` runs, as an error of this engine. */
export const attempt = <A>(run: () => Promise<A>): TE.TaskEither<EngineError, A> =>
  TE.tryCatch(run, (thrown) => engineError(COMPILED, thrown))

/** Traces a program, which needs a backend to come back to. Errors: throws what tracing says, for `attempt` to catch. */
export const traced = async <Arguments extends readonly unknown[], Output>(
  program: Parameters<typeof traceProgram<Arguments, Output>>[0],
  inputs: Parameters<typeof traceProgram<Arguments, Output>>[1],
  name: string,
): Promise<Program<Output>> => {
  if (tf.findBackend('cpu') === null || tf.getBackend() === '') await tf.setBackend('cpu')
  await tf.ready()
  const result = traceProgram<Arguments, Output>(program, inputs, name || undefined)
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}
