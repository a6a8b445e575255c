/**
 * The compiled engine: a program is traced once for its sizes, and run by ONNX Runtime in a thread of its own.
 *
 * It is to TensorFlow.js what `tf.function` is to TensorFlow.
 */

import { availableParallelism } from 'node:os'
import * as tf from '@tensorflow/tfjs'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Key } from '../../random/key.js'
import { refuse } from '../../shapes/refusal.js'
import { same, show } from '../../shapes/show.js'
import type { AnyHostTensor } from '../../tensors/tensor.js'
import { elements } from '../../tensors/tensor.js'
import { type Host, hostLeaves, type Leaf, leaves, toHostTree, withHostLeaves } from '../../tensors/tree.js'
import { type Engine, type EngineError, engineError, type Running, type Step, type StepInputs } from '../engine.js'
import { type NumberArray, type OnnxModel, serialise } from '../tracing/index.js'
import { inputName, outputName, type Program, traceProgram } from './program.js'
import type { Thread } from './thread.js'

/** The name that `--engine` takes. */
export const COMPILED = 'onnxruntime'

/**
 * How many steps are taken inside one run.
 *
 * More steps copy parameters and moments out of the runtime less often; fewer show progress more often. Measured for an
 * MLP of 784-400-20: 2.15 ms a step with 8, 2.03 with 16, 1.98 with 32.
 */
const STEPS_PER_RUN = 16

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

/** Memory that has been used and is free, by its length: it changes no result, and is not made anew for each run. */
interface Spare {
  readonly take: (length: number) => Float32Array
  readonly give: (data: unknown) => void
}

const spares = (): Spare => {
  const free = new Map<number, Float32Array[]>()
  return {
    take: (length) => free.get(length)?.pop() ?? new Float32Array(length),
    give: (data) => {
      if (data instanceof Float32Array) free.set(data.length, [...(free.get(data.length) ?? []), data])
    },
  }
}

/** Arrays of several steps as one, with a leading axis of steps. */
const stack = (arrays: readonly NumberArray[], { take }: Spare): NumberArray => {
  const [first] = arrays
  const size = first?.data.length ?? 0
  const data = take(size * arrays.length)
  for (const [step, array] of arrays.entries()) data.set(array.data as Float32Array, step * size)
  return { type: 'float32', shape: [arrays.length, ...(first?.shape ?? [])], data }
}

const stackAll = (
  steps: readonly Readonly<Record<string, NumberArray>>[],
  spare: Spare,
): Readonly<Record<string, NumberArray>> =>
  Object.fromEntries(
    Object.keys(steps[0] ?? {}).map((name) => [
      name,
      stack(
        steps.map((step) => step[name] as NumberArray),
        spare,
      ),
    ]),
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

/** What a program is compiled for: the shapes and sizes of the tensors, and whatever else a cast has put beside them. */
const signatureOf = (tree: unknown): string =>
  JSON.stringify(tree, (_, node: unknown) => {
    if (typeof node === 'number') return String(node) // NaN and the infinities too
    if (typeof node === 'function') throw new TypeError('inputs: are trees of tensors, and hold a function')
    return isHostTensor(node) ? [node.shape, node.sizes] : node
  })

const isHostTensor = (node: unknown): node is AnyHostTensor =>
  typeof node === 'object' && node !== null && 'shape' in node && 'values' in node

/** Which output becomes which input of the next step: by their paths, since a step may build its tree in another order. */
const carriedBy = (before: unknown, after: unknown): ReadonlyMap<string, string> => {
  const [from, to] = [hostLeaves(before), leaves(after)]
  const odd = from.find(({ path, value }) => {
    const next = to.find((each) => each.path === path)?.value
    return next === undefined || !same(next.sizes, value.sizes)
  })
  if (odd !== undefined || from.length !== to.length)
    refuse(`step: the state must stay ${describe(from)} but becomes ${describe(to)}`)
  return new Map(
    to.map(({ path }, place) => [
      outputName(place),
      inputName(
        0,
        from.findIndex((each) => each.path === path),
      ),
    ]),
  )
}

const describe = (tree: readonly Leaf<{ readonly sizes: readonly number[] }>[]): string =>
  tree.map(({ path, value }) => `${path} ${show(value.sizes)}`.trim()).join(', ') || 'empty'

/** What has been made for a signature, or is being made: a cache that changes no result. A failure is not kept. */
const cached = <Made>(make: (inputs: unknown) => Promise<Made>) => {
  const known = new Map<string, Promise<Made>>()
  const get = (signature: string, inputs: unknown): Promise<Made> => {
    const made = known.get(signature) ?? make(inputs)
    known.set(signature, made)
    made.catch(() => known.delete(signature))
    return made
  }
  return { get, all: () => known.values() }
}

/** Consecutive steps of one signature: those that one run can take. */
const grouped = <Inputs>(steps: readonly StepInputs<Inputs>[]) => {
  const groups: { readonly signature: string; readonly steps: StepInputs<Inputs>[] }[] = []
  for (const each of steps) {
    const signature = signatureOf(each.inputs)
    const last = groups.at(-1)
    if (last?.signature === signature) last.steps.push(each)
    else groups.push({ signature, steps: [each] })
  }
  return groups
}

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
  async ({ bytes, inputs, outputs }: OnnxModel): Promise<number | null> => {
    if (outputs.length === 0) return null
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
  /** `null` for a program that gives no tensor: ONNX Runtime takes no empty model. */
  readonly session: number | null
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

  // a program that nobody can call any more gives its sessions back
  const forgotten = new FinalizationRegistry((sessions: readonly number[]) => {
    for (const session of sessions) thread.ask({ kind: 'release', session }).catch(() => undefined)
  })

  const run = <Inputs, Output>(program: (inputs: Inputs, key: Key) => Output) => {
    const sessions: number[] = []
    const known = cached(async (given: unknown): Promise<Ready<Output>> => {
      const inputs = given as Host<Inputs> // safe: `get` is called with inputs
      await ready()
      const traced = orThrow(
        traceProgram<readonly [Inputs], Output>(
          ([given], key) => program(given, key),
          [inputs],
          program.name || undefined,
        ),
      )
      const session = await open(serialise(traced.graph))
      if (session !== null) sessions.push(session)
      return { program: traced, session }
    })
    forgotten.register(known, sessions)
    return (inputs: Host<Inputs>, key: Key): TE.TaskEither<EngineError, Host<Output>> =>
      attempt(async () => {
        const { program: traced, session } = await known.get(signatureOf(inputs), inputs)
        if (session === null) return treeOf(traced.output, 0, {})
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
      const spare = spares()
      await thread.ask({ kind: 'hold', state, arrays: namedLeaves(0, initial) })
      const known = cached(async (given: unknown) => {
        const inputs = given as Host<Inputs> // safe: `get` is called with the inputs of a step
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
        const carried = carriedBy(initial, traced.output.state)
        const graph = {
          ...traced.graph,
          outputs: traced.graph.outputs.map((output) => ({ ...output, name: carried.get(output.name) ?? output.name })),
        }
        const batched = graph.inputs.map(({ name }) => name).filter((name) => !name.startsWith('in0:'))
        const loop = { steps: 'steps', batched, state: [...carried.values()] }
        return { program: traced, session: await open(serialise(graph, { loop })) }
      })

      /** Hands steps of one signature over to the thread: the reply is inside an object, so as not to be awaited. */
      const hand = async (signature: string, steps: readonly StepInputs<Inputs>[]) => {
        const { program: traced, session } = await known.get(signature, steps[0]?.inputs)
        const metricsOf = (results: Readonly<Record<string, NumberArray>>): readonly Host<Metrics>[] =>
          steps.map((_, index) => treeOf(traced.output.metrics, places.length, results, index))
        if (session === null) return { read: async () => metricsOf({}) }
        const arrays = steps.map(({ inputs, key }) => ({ ...namedLeaves(1, inputs), ...noiseOf(traced, key) }))
        const feeds = {
          steps: { type: 'int64', shape: [steps.length], data: new BigInt64Array(steps.length) } satisfies NumberArray,
          ...stackAll(arrays, spare),
        }
        const moved = Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer)
        const kept = places.map((place) => inputName(0, place))
        const reply = thread.ask({ kind: 'run', session, feeds, state, next: kept, giveBack: true }, moved)
        reply.catch(() => undefined) // told to whoever awaits it, below
        const read = async (): Promise<readonly Host<Metrics>[]> => {
          const results = await reply
          for (const name of Object.keys(feeds)) spare.give(results[name]?.data)
          return metricsOf(results)
        }
        return { read }
      }

      // What is asked is handed over in the order of asking, and not awaited: so the inputs of a run are made while the
      // thread is busy with the one before.
      let handed: Promise<unknown> = Promise.resolve()
      const inTurn = <A>(hands: () => Promise<A>): Promise<A> => {
        const own = handed.then(hands)
        handed = own.catch(() => undefined)
        return own
      }

      const advance = async (steps: readonly StepInputs<Inputs>[]): Promise<readonly Host<Metrics>[]> => {
        const runs = await inTurn(async () => {
          const all: { readonly read: () => Promise<readonly Host<Metrics>[]> }[] = []
          for (const group of grouped(steps)) all.push(await hand(group.signature, group.steps))
          return all
        })
        return (await Promise.all(runs.map(({ read }) => read()))).flat()
      }

      return {
        advance: (steps) => attempt(() => advance(steps)),
        snapshot: attempt(async () => {
          const { reply } = await inTurn(async () => ({ reply: thread.ask({ kind: 'copy', state }) }))
          const arrays = await reply
          const values = hostLeaves(initial).map(({ value }, place) => ({
            ...value,
            values: arrays[inputName(0, place)]?.data as Float32Array,
          }))
          return withHostLeaves<State>(initial, values)
        }),
        stop: attempt(async () => {
          await handed
          await thread.ask({ kind: 'drop', state })
          const made = await Promise.allSettled(known.all())
          for (const each of made)
            if (each.status === 'fulfilled' && each.value.session !== null)
              await thread.ask({ kind: 'release', session: each.value.session })
        }),
      }
    })

  return { name: COMPILED, description, stepsPerRun: STEPS_PER_RUN, run, start }
}
