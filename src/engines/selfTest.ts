/** What an engine must compute before it is used: a library that loads can still fail at its first operation. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { from } from '../random/key.js'
import { host } from '../tensors/create.js'
import * as T from '../tensors/index.js'
import type { Engine, EngineError } from './engine.js'

export const FAILS = 'fails its self-test'

/** What came of a part of a test. Errors: rejects with what went wrong. */
const must = async <A>(effect: TE.TaskEither<EngineError, A>): Promise<A> => {
  const result = await effect()
  if (E.isLeft(result)) throw result.left
  return result.right
}

/** Whether numbers are those that are known, but for the last digits. */
const near = ({ values }: { readonly values: Float32Array }, ...known: readonly number[]): boolean =>
  values.length === known.length && known.every((each, at) => Math.abs((values[at] as number) - each) < 1e-5)

// -----------------------------------------------------------------------------
// a program
// -----------------------------------------------------------------------------

type Square = T.Tensor<readonly [2, 2]>

/** A few operations and a gradient with known answers. */
const program = ({ x }: { readonly x: Square }) => {
  const total = (y: Square) => [pipe(y, T.matmul(x), T.softplus, T.sum(0, 1)), null] as const
  return { product: pipe(x, T.matmul(x)), gradient: T.valueAndGradient(total)(T.zerosLike(x)).gradient }
}

/** Whether an engine computes what it must. Errors: rejects. */
export const selfTest = (engine: Engine): (() => Promise<boolean>) => {
  const run = engine.run(program)
  return async () => {
    const { product, gradient } = await must(run({ x: host([2, 2], {}, Float32Array.of(1, 2, 3, 4)) }, from(0)))
    return near(product, 7, 10, 15, 22) && near(gradient, 1.5, 3.5, 1.5, 3.5)
  }
}

// -----------------------------------------------------------------------------
// steps
// -----------------------------------------------------------------------------

type Pair = T.Tensor<readonly [2]>

const step = (held: Pair, by: Pair) => {
  const state = pipe(held, T.mulScalar(2), T.same.add(by))
  return { state, metrics: pipe(state, T.sum(0)) }
}

const pair = (...values: readonly number[]) => host([2], {}, Float32Array.from(values))

/** Whether an engine keeps a state from step to step, and gives it. Errors: rejects. */
const keepsState = async (engine: Engine): Promise<boolean> => {
  const running = await must(engine.start(step, pair(1, 2)))
  const take = (...all: readonly ReturnType<typeof pair>[]) =>
    must(running.advance(all.map((inputs) => ({ inputs, key: from(0) }))))
  const sums = [...(await take(pair(1, 0), pair(0, 1))), ...(await take(pair(1, 1)))]
  const state = await must(running.snapshot)
  await must(running.stop)
  return near(state, 13, 19) && [7, 15, 32].every((sum, at) => near(sums[at] ?? pair(), sum))
}

/** The engine, once it has kept a state; where it has not it is closed. Errors: rejects. */
export const withState = async (engine: Engine): Promise<Engine> => {
  try {
    if (await keepsState(engine)) return engine
    throw new Error(FAILS)
  } catch (error) {
    await engine.close()
    throw error
  }
}
