/**
 * The compiled engine: a program is traced once for its sizes, and run by ONNX Runtime in a thread of its own.
 *
 * It is to TensorFlow.js what `tf.function` is to TensorFlow.
 */

import { availableParallelism } from 'node:os'
import * as tf from '@tensorflow/tfjs'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Key } from '../../random/key.js'
import type { AnyHostTensor } from '../../tensors/tensor.js'
import { elements } from '../../tensors/tensor.js'
import { type Host, hostLeaves, leaves, toHostTree, withHostLeaves } from '../../tensors/tree.js'
import { type Engine, type EngineError, engineError, type Running, type Step, type StepInputs } from '../engine.js'
import { type NumberArray, type OnnxModel, serialise } from '../tracing/index.js'
import { inputName, outputName, type Program, traceProgram } from './program.js'
import type { Thread } from './thread.js'

/** The name that `--engine` takes. */
export const COMPILED = 'onnxruntime'

/**
 * How many steps are taken inside one run.
 *
 * More steps copy parameters and moments out of the runtime less often; fewer show progress more often.
 */
const STEPS_PER_RUN = 8

// -----------------------------------------------------------------------------
// numbers in and out
// -----------------------------------------------------------------------------

const toArray = ({ sizes, values }: AnyHostTensor): NumberArray => ({ type: 'float32', shape: sizes, data: values })

const namedLeaves = (argument: number, tree: unknown): Readonly<Record<string, NumberArray>> =>
  Object.fromEntries(hostLeaves(tree).map(({ value }, place) => [inputName(argument, place), toArray(value)]))

/** The noise of a call: each draw derived from the key of the call. */
const noiseOf = ({ draws }: Program<unknown>, key: Key): Readonly<Record<string, NumberArray>> =>
  Object.fromEntries(
    draws.map(({ name, path, law, sizes }) => {
      const data = key.source.numbers([...key.path, ...path], law, elements(sizes)) ?? new Float32Array()
      return [name, { type: 'float32', shape: sizes, data }]
    }),
  )

/** Arrays of several steps as one, with a leading axis of steps. */
const stack = (arrays: readonly NumberArray[]): NumberArray => {
  const [first] = arrays
  const size = first?.data.length ?? 0
  const data = new Float32Array(size * arrays.length)
  for (const [step, array] of arrays.entries()) data.set(array.data as Float32Array, step * size)
  return { type: 'float32', shape: [arrays.length, ...(first?.shape ?? [])], data }
}

const stackAll = (steps: readonly Readonly<Record<string, NumberArray>>[]): Readonly<Record<string, NumberArray>> =>
  Object.fromEntries(
    Object.keys(steps[0] ?? {}).map((name) => [name, stack(steps.map((step) => step[name] as NumberArray))]),
  )

/** The tree that a program gives, from its named results; of one step, when they are stacked. */
const treeOf = <Output>(
  output: Output,
  first: number,
  results: Readonly<Record<string, NumberArray>>,
  step?: number,
): Host<Output> =>
  toHostTree(
    output,
    leaves(output).map(({ value }, place) => {
      const all = results[outputName(first + place)]?.data as Float32Array
      const size = elements(value.sizes)
      const values = step === undefined ? all : all.slice(step * size, (step + 1) * size)
      return { shape: value.shape, sizes: value.sizes, values }
    }),
  )

const signatureOf = (trees: readonly unknown[]): string =>
  JSON.stringify(trees.map((tree) => hostLeaves(tree).map(({ path, value }) => [path, value.shape, value.sizes])))

// -----------------------------------------------------------------------------
// the engine
// -----------------------------------------------------------------------------

/** Sessions and states are numbered; the thread holds them under these numbers. */
const counter = (): (() => number) => {
  let last = 0
  return () => ++last
}

const openOn =
  (thread: Thread, next: () => number) =>
  async ({ bytes, inputs, outputs }: OnnxModel): Promise<number> => {
    const session = next()
    await thread.ask({ kind: 'open', session, bytes, inputs, outputs, threads: availableParallelism() })
    return session
  }

/** Tracing needs a backend to come back to. */
const ready = async (): Promise<void> => {
  if (tf.findBackend('cpu') === null || tf.getBackend() === '') await tf.setBackend('cpu')
  await tf.ready()
}

const orThrow = <A>(
  result:
    | { readonly _tag: 'Left'; readonly left: { readonly message: string } }
    | { readonly _tag: 'Right'; readonly right: A },
): A => {
  if (result._tag === 'Left') throw new Error(result.left.message) // caught by `attempt`
  return result.right
}

/** A program that has been compiled for some sizes. */
interface Ready<Output> {
  readonly program: Program<Output>
  readonly session: number
}

/**
 * The compiled engine, on a thread that has loaded ONNX Runtime.
 *
 * Errors: `ShapeError` for a shape that a cast let through; `EngineFailed` for what cannot be traced, by the name of the
 * operation and of the function that called it, and for what ONNX Runtime says.
 */
export const compiled = (thread: Thread, description: string): Engine => {
  const next = counter()
  const open = openOn(thread, next)
  const attempt = <A>(run: () => Promise<A>): TE.TaskEither<EngineError, A> =>
    TE.tryCatch(run, (thrown) => engineError(COMPILED, thrown))

  const run = <Inputs, Output>(program: (inputs: Inputs, key: Key) => Output) => {
    // what has been compiled, by the sizes of the inputs: a cache that changes no result
    const known = new Map<string, Promise<Ready<Output>>>()
    const compile = async (inputs: Host<Inputs>): Promise<Ready<Output>> => {
      await ready()
      const traced = orThrow(
        traceProgram<readonly [Inputs], Output>(
          ([given], key) => program(given, key),
          [inputs],
          program.name || undefined,
        ),
      )
      return { program: traced, session: await open(serialise(traced.graph)) }
    }
    return (inputs: Host<Inputs>, key: Key): TE.TaskEither<EngineError, Host<Output>> =>
      attempt(async () => {
        const signature = signatureOf([inputs])
        const made = known.get(signature) ?? compile(inputs)
        known.set(signature, made)
        const { program: traced, session } = await made
        const feeds = { ...namedLeaves(0, inputs), ...noiseOf(traced, key) }
        return treeOf(traced.output, 0, await thread.ask({ kind: 'run', session, feeds }))
      })
  }

  const start = <State, Inputs, Metrics>(
    step: Step<State, Inputs, Metrics>,
    initial: Host<State>,
  ): TE.TaskEither<EngineError, Running<State, Inputs, Metrics>> =>
    attempt(async () => {
      const state = next()
      const places = hostLeaves(initial).map((_, place) => place)
      await thread.ask({ kind: 'hold', state, arrays: namedLeaves(0, initial) })
      const known = new Map<string, Promise<Ready<{ readonly state: State; readonly metrics: Metrics }>>>()

      const compile = async (inputs: Host<Inputs>) => {
        await ready()
        const traced = orThrow(
          traceProgram<readonly [State, Inputs], { readonly state: State; readonly metrics: Metrics }>(
            ([held, given], key) => {
              const { state: after, metrics } = step(held, given, key)
              return { state: after, metrics }
            },
            [initial, inputs],
            step.name || undefined,
          ),
        )
        const carried = new Map(places.map((place) => [outputName(place), inputName(0, place)]))
        const graph = {
          ...traced.graph,
          outputs: traced.graph.outputs.map((output) => ({ ...output, name: carried.get(output.name) ?? output.name })),
        }
        const batched = graph.inputs.map(({ name }) => name).filter((name) => !name.startsWith('in0:'))
        const loop = { steps: 'steps', batched, state: [...carried.values()] }
        return { program: traced, session: await open(serialise(graph, { loop })) }
      }

      const advance = async (steps: readonly StepInputs<Inputs>[]): Promise<readonly Host<Metrics>[]> => {
        const [first] = steps
        if (first === undefined) return []
        const signature = signatureOf([first.inputs])
        const made = known.get(signature) ?? compile(first.inputs)
        known.set(signature, made)
        const { program: traced, session } = await made
        const arrays = steps.map(({ inputs, key }) => ({ ...namedLeaves(1, inputs), ...noiseOf(traced, key) }))
        const feeds = {
          steps: { type: 'int64', shape: [], data: BigInt64Array.of(BigInt(steps.length)) } satisfies NumberArray,
          ...stackAll(arrays),
        }
        const moved = Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer)
        const kept = places.map((place) => inputName(0, place))
        const results = await thread.ask({ kind: 'run', session, feeds, state, next: kept }, moved)
        return steps.map((_, index) => treeOf(traced.output.metrics, places.length, results, index))
      }

      return {
        advance: (steps) => attempt(() => advance(steps)),
        snapshot: attempt(async () => {
          const arrays = await thread.ask({ kind: 'copy', state })
          const values = hostLeaves(initial).map(({ value }, place) => ({
            ...value,
            values: arrays[inputName(0, place)]?.data as Float32Array,
          }))
          return withHostLeaves<State>(initial, values)
        }),
        stop: attempt(async () => {
          await thread.ask({ kind: 'drop', state })
          const made = await Promise.allSettled(known.values())
          for (const each of made)
            if (each.status === 'fulfilled') await thread.ask({ kind: 'release', session: each.value.session })
        }),
      }
    })

  return { name: COMPILED, description, stepsPerRun: STEPS_PER_RUN, run, start }
}
