/** The eager engine: TensorFlow.js itself, on whichever backend. */

import * as tf from '@tensorflow/tfjs-core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { breathe } from '#platform'
import type { Key } from '../random/key.js'
import { fromAnyHost } from '../tensors/create.js'
import { unwrap, wrap } from '../tensors/native.js'
import type { AnyHostTensor } from '../tensors/tensor.js'
import { fromHostTree, type Host, leaves, toHostTree, withLeaves } from '../tensors/tree.js'
import { withClose } from './closing.js'
import {
  type Engine,
  type EngineError,
  engineError,
  type RunningProgram,
  type Step,
  type StepInputs,
} from './engine.js'
import { inOrder } from './inOrder.js'
import { withNames } from './names.js'

// -----------------------------------------------------------------------------
// memory: everything a program makes is freed here
// -----------------------------------------------------------------------------

/** Runs a program, keeps the tensors of the tree that it gives, and frees every other one. */
const scoped = <Output>(program: () => Output): Output => {
  const kept: { output?: Output } = {}
  tf.tidy(() => {
    const output = program()
    if (output instanceof Promise)
      throw new TypeError('run: takes a function that returns its tensors but is given a promise of them')
    // leaves that are the same tensor twice are kept as two, so that each may be freed by its own owner
    kept.output = withLeaves(
      output,
      leaves(output).map(({ value }) => wrap(value.shape, tf.keep(unwrap(value).clone()))),
    )
  })
  return kept.output as Output // safe: `tidy` has run the program
}

/** Frees the tensors of a tree that `scoped` gave. */
const free = (tree: unknown): void => {
  for (const { value } of leaves(tree)) unwrap(value).dispose()
}

/** The numbers of a tree, on the host. */
const read = async <Given>(tree: Given): Promise<Host<Given>> => {
  const values = await Promise.all(
    leaves(tree).map(
      async ({ value }): Promise<AnyHostTensor> => ({
        shape: value.shape,
        sizes: value.sizes,
        values: Float32Array.from(await unwrap(value).data()),
      }),
    ),
  )
  return toHostTree(tree, values)
}

// -----------------------------------------------------------------------------
// the engine
// -----------------------------------------------------------------------------

/**
 * Waits until a backend is the current one: another engine may have run since. What follows at once runs on it.
 *
 * It lets other work be done before each try: two engines that each set their own at once would else do so for ever.
 *
 * Errors: rejects where the backend cannot be set, which no other try would change.
 */
const makeCurrent = async (backend: string): Promise<void> => {
  do {
    await breathe()
    if (tf.getBackend() !== backend && !(await tf.setBackend(backend)))
      throw new Error(`TensorFlow.js cannot run its backend ${backend}`)
  } while (tf.getBackend() !== backend)
}

/**
 * An engine that runs programs on the TensorFlow.js backend of its name, which it makes the current one.
 *
 * Errors: `ShapeError` for a name that means two numbers in one program, and for a shape that a cast let through;
 * `EngineFailed` for whatever TensorFlow.js throws.
 */
export const eager = (name: string, description: string): Engine => {
  const attempt = <A>(run: () => Promise<A>): TE.TaskEither<EngineError, A> =>
    TE.tryCatch(run, (thrown) => engineError(name, thrown))

  // safe: `Device` undoes `Host`
  const upload = <Given>(tree: Host<Given>): Given => fromHostTree(fromAnyHost)(tree as never) as Given

  const run =
    <Inputs, Output>(program: (inputs: Inputs, key: Key) => Output) =>
    (inputs: Host<Inputs>, key: Key): TE.TaskEither<EngineError, Host<Output>> =>
      attempt(async () => {
        await makeCurrent(name)
        const output = scoped(() => program(upload<Inputs>(inputs), key))
        try {
          return await read(output)
        } finally {
          free(output)
        }
      })

  const start = <State, Inputs, Metrics>(
    step: Step<State, Inputs, Metrics>,
    initial: Host<State>,
  ): TE.TaskEither<EngineError, RunningProgram<State, Inputs, Metrics>> =>
    attempt(async () => {
      await makeCurrent(name)
      // The one variable of the engine: the state that it owns, replaced after every step.
      let state = scoped(() => upload<State>(initial))
      const one = async ({ inputs, key }: StepInputs<Inputs>): Promise<Host<Metrics>> => {
        await makeCurrent(name)
        const next = scoped(() => step(state, upload<Inputs>(inputs), key))
        free(state)
        state = next.state
        const metrics = await read(next.metrics)
        free(next.metrics)
        return metrics
      }
      // what is asked before the last has been answered waits for it
      const order = inOrder()
      const inTurn = <A>(run: () => Promise<A>): TE.TaskEither<EngineError, A> => attempt(() => order.next(run))
      return {
        advance: (steps) =>
          inTurn(async () => {
            const all: Host<Metrics>[] = []
            for (const each of steps) all.push(await one(each))
            return all
          }),
        snapshot: inTurn(() => read(state)),
        stop: inTurn(async () => free(state)),
      }
    })

  // the backend is TensorFlow.js's own, and stays for others
  return withClose(withNames({ name, description, stepsPerRun: 1, run, start }), async () => undefined)
}
