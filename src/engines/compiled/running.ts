/** Programs that keep a state in the thread. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Host, hostLeaves, withHostLeaves } from '../../tensors/tree.js'
import type { EngineError, RunningProgram, Step, StepInputs } from '../engine.js'
import { inOrder } from '../inOrder.js'
import { type Arrays, namedLeaves, noiseOf, type Spare, spares, stackAll, treeOf } from './arrays.js'
import { cached, grouped } from './cache.js'
import { copyingOn } from './copying.js'
import { inputName } from './program.js'
import { attempt, type Sessions } from './sessions.js'
import { stepOn } from './stepping.js'

/** How many sessions a running program keeps: an epoch has batches of two sizes, and one in micro-batches three for each player. */
const KEPT = 16

/** What tells a loop how many steps it takes. */
const counter = (steps: number): Arrays => ({
  steps: { type: 'int64', shape: [steps], data: new BigInt64Array(steps) },
})

/** A reply that is on its way, inside an object so that handing over does not await it. */
interface PendingReply<A> {
  readonly read: () => Promise<A>
}

const startNow = async <State, Inputs, Metrics>(
  sessions: Sessions,
  step: Step<State, Inputs, Metrics>,
  initial: Host<State>,
): Promise<RunningProgram<State, Inputs, Metrics>> => {
  const { thread, device } = sessions
  const state = sessions.next()
  const kept = hostLeaves(initial).map((_, place) => inputName(0, place))
  const spare = spares()
  // each begins when the one before has been handed over
  const order = inOrder()
  const compile = stepOn(sessions, step, initial)
  const known = cached<Awaited<ReturnType<typeof compile>>>(KEPT, sessions.release)
  const copying = copyingOn(sessions, state, initial)
  await thread.ask({ kind: 'hold', state, arrays: namedLeaves(0, initial) })

  /** Hands steps of one signature over to the thread. */
  const hand = async (
    signature: string,
    steps: readonly [StepInputs<Inputs>, ...StepInputs<Inputs>[]],
    spare: Spare,
  ): Promise<PendingReply<readonly Host<Metrics>[]>> => {
    const { program, session } = await known.get(signature, () => compile(steps[0].inputs))
    const metricsOf = (results: Arrays): readonly Host<Metrics>[] =>
      steps.map((_, index) => treeOf(program.output.metrics, kept.length, results, index))
    if (session === null) return { read: async () => metricsOf({}) }
    const arrays = steps.map(({ inputs, key }) => ({ ...namedLeaves(1, inputs), ...noiseOf(program, key) }))
    const feeds = { ...(device === null ? counter(steps.length) : {}), ...stackAll(arrays, spare) }
    const moved = Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer)
    const times = device === null ? {} : { steps: steps.length }
    const reply = thread.ask({ kind: 'run', session, feeds, state, next: kept, giveBack: true, ...times }, moved)
    reply.catch(() => undefined) // told to whoever reads it
    const read = async (): Promise<readonly Host<Metrics>[]> => {
      const results = await reply
      for (const name of Object.keys(feeds)) spare.give(results[name]?.data)
      return metricsOf(results)
    }
    return { read }
  }

  // What is asked is handed over in the order of asking, and not awaited: so the inputs of a run are made while the
  // thread is busy with the one before.
  const advance = async (steps: readonly StepInputs<Inputs>[]): Promise<readonly Host<Metrics>[]> => {
    const runs = await order.next(async () => {
      const all: PendingReply<readonly Host<Metrics>[]>[] = []
      const groups = grouped(steps)
      // memory that was lent for all steps is taken by all of them, or by none
      const usable = groups.length === 1 ? spare : { ...spare, claim: () => false }
      for (const group of groups) all.push(await hand(group.signature, group.steps, usable))
      return all
    })
    return (await Promise.all(runs.map(({ read }) => read()))).flat()
  }

  const snapshot = async (): Promise<Host<State>> => {
    const { reply } = await order.next(copying.copy)
    const arrays = await reply
    const values = hostLeaves(initial).map(({ value }, place) => ({
      ...value,
      values: arrays[inputName(0, place)]?.data as Float32Array,
    }))
    return withHostLeaves(initial, values)
  }

  const stop = async (): Promise<void> => {
    await order.last()
    await thread.ask({ kind: 'drop', state })
    await known.drop(() => true)
    await copying.release()
  }

  return {
    advance: (steps) => attempt(() => advance(steps)),
    lend: spare.lend,
    snapshot: attempt(snapshot),
    stop: attempt(stop),
  }
}

/** Starts programs that keep their state in the thread until they are stopped. */
export const startOn =
  (sessions: Sessions) =>
  <State, Inputs, Metrics>(
    step: Step<State, Inputs, Metrics>,
    initial: Host<State>,
  ): TE.TaskEither<EngineError, RunningProgram<State, Inputs, Metrics>> =>
    attempt(() => startNow(sessions, step, initial))
