/** Steps in micro-batches: the gradient of a batch is that of a few of its examples after the other, by one engine or by several. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Engine, RunningProgram, StepInputs } from '../engines/engine.js'
import { inOrder } from '../engines/inOrder.js'
import { forRows, type Key } from '../random/key.js'
import type { Rows } from '../random/rows.js'
import { elements } from '../tensors/tensor.js'
import { type Host, hostLeaves, withHostLeaves } from '../tensors/tree.js'
import type { AnyPlayer, Order } from './erased.js'
import { attempt, orThrow, rightOf, type TrainError } from './errors.js'
import type { Batch } from './examples.js'
import type { MicroInputs, MicroMetrics, Share } from './microStep.js'
import type { StepState } from './state.js'
import { keyOf, reportOf, type Session, type StepMetrics, type TrainInputs } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What of a plan says how a batch is cut. */
export interface Cut {
  readonly players: readonly AnyPlayer[]
  readonly order: Order
  readonly batch: number
  readonly microBatch: number
}

/** A program that takes the steps of a training in parts. All that run beside one another have the same state. */
export type Worker = RunningProgram<StepState<unknown>, MicroInputs<unknown>, MicroMetrics<unknown>>

/** What is known of a player in a step. */
interface Asked {
  readonly player: number
  readonly key: Key
  readonly inputs: Host<TrainInputs>
  readonly networks: object | undefined
}

// -----------------------------------------------------------------------------
// a batch, cut
// -----------------------------------------------------------------------------

/**
 * The rows of the micro-batches of a batch: all of one size, the last of what is left.
 *
 * @example
 * rowsOf({ batch: 10, microBatch: 4 })
 * //=> [{ first: 0, count: 4 }, { first: 4, count: 4 }, { first: 8, count: 2 }]
 */
export const rowsOf = ({ batch, microBatch }: Pick<Cut, 'batch' | 'microBatch'>): readonly Rows[] =>
  Array.from({ length: Math.ceil(batch / microBatch) }, (_, index) => {
    const first = index * microBatch
    return { first, count: Math.min(microBatch, batch - first) }
  })

/** Some rows of examples. */
const take = (x: Host<Batch>, { first, count }: Rows): Host<Batch> =>
  withHostLeaves(
    x,
    hostLeaves(x).map(({ value }) => {
      const event = value.sizes.slice(1)
      const width = elements(event)
      return {
        ...value,
        sizes: [count, ...event],
        values: value.values.subarray(first * width, (first + count) * width),
      }
    }),
  )

// -----------------------------------------------------------------------------
// the sum
// -----------------------------------------------------------------------------

/** Adds numbers to those of a sum, in the memory that it has got from an engine and that nobody else holds. */
const add = (sum: Host<Share<unknown>>, share: Host<Share<unknown>>): void => {
  const others = hostLeaves(share)
  for (const [index, { value }] of hostLeaves(sum).entries()) {
    const [into, from] = [value.values, others[index]?.value.values ?? new Float32Array()]
    for (let at = 0; at < into.length; at++) into[at] = (into[at] as number) + (from[at] as number)
  }
}

/** For how many micro-batches a worker is asked ahead of the sum: one is under way while the one before it is added. */
const AHEAD = 2

type Answer = Host<MicroMetrics<unknown>>

/** What one question is answered, or the error: it may be looked at long after it has come. */
const ask = async (
  worker: Worker,
  inputs: Host<MicroInputs<unknown>>,
  key: Key,
): Promise<E.Either<TrainError, Answer>> =>
  pipe(
    await worker.advance([{ inputs, key }])(),
    E.map(([answer = {}]) => answer),
  )

/** What a batch tells a player, added up. */
export interface Summed {
  readonly share: Host<Share<unknown>>
  readonly networks: object | undefined
}

/**
 * What the batch tells a player: the sum of what its micro-batches do, always in their order, whoever has been asked for which.
 *
 * So it is the same to the last bit by one worker or by several. Of the state of networks, which no example moves, it has the
 * last.
 */
export const summedBy =
  (workers: readonly Worker[], cut: Cut) =>
  async ({ player, key, inputs, networks }: Asked): Promise<Summed> => {
    const { weights = [] } = inputs.players[player] ?? {}
    const begin = (rows: Rows, index: number) => {
      const worker = workers[index % workers.length] as Worker // safe: there is one
      const asked = { player, weights, x: take(inputs.x, rows), ...(networks === undefined ? {} : { networks }) }
      return ask(worker, asked, forRows({ ...rows, of: cut.batch })(keyOf(player, key)))
    }
    const all = rowsOf(cut)
    const ahead = AHEAD * workers.length
    const answers = all.slice(0, ahead).map(begin)
    const told: { share?: Host<Share<unknown>>; networks?: object } = {}
    for (let index = 0; index < all.length; index++) {
      const { share, networks: after } = rightOf(await (answers[index] as (typeof answers)[number])) // safe: it has been asked for
      const next = all[index + ahead]
      if (next !== undefined) answers.push(begin(next, index + ahead))
      if (told.share === undefined)
        told.share = share as Host<Share<unknown>> // safe: it was asked for a share
      else add(told.share, share as Host<Share<unknown>>)
      if (after !== undefined) told.networks = after
    }
    return { share: told.share as Host<Share<unknown>>, networks: told.networks } // safe: there is a first
  }

// -----------------------------------------------------------------------------
// steps
// -----------------------------------------------------------------------------

/** Moves a player in all workers, which so keep the same state. */
const moveIn =
  (workers: readonly Worker[]) =>
  async ({ player, key, inputs }: Asked, { share, networks }: Summed) => {
    const { scalars = [] } = inputs.players[player] ?? {}
    const asked = { player, scalars, gradient: share.gradient, ...(networks === undefined ? {} : { networks }) }
    const answers = await Promise.all(workers.map((worker) => ask(worker, asked, key)))
    const [{ norms = [] } = {}] = answers.map(rightOf)
    return { metrics: share.metrics, norms }
  }

/** One step: players that move in turn see what those before them have done; at once, all see the parameters of before. */
const stepBy = (workers: readonly Worker[], cut: Cut) => {
  const [tell, move] = [summedBy(workers, cut), moveIn(workers)]
  return async ({ inputs, key }: StepInputs<TrainInputs>): Promise<Host<StepMetrics>> => {
    const updates: Awaited<ReturnType<typeof move>>[] = []
    const waiting: (readonly [Asked, Summed])[] = []
    for (const player of cut.players.keys()) {
      const asked = { player, key, inputs, networks: waiting.at(-1)?.[1].networks }
      const told = await tell(asked)
      if (cut.order === 'in turn') updates.push(await move(asked, told))
      else waiting.push([asked, told])
    }
    for (const [asked, told] of waiting) updates.push(await move(asked, told))
    return reportOf(updates)
  }
}

/**
 * Steps in micro-batches, by workers that have begun with the same state. An error of one of them ends what was asked.
 *
 * The memory that a step takes is that of a micro-batch in each worker, and that of a few gradients.
 */
export const inMicroBatches = (
  engine: Engine,
  workers: readonly [Worker, ...Worker[]],
  cut: Cut,
): Pick<Session, 'advance' | 'snapshot'> => {
  const order = inOrder()
  const step = stepBy(workers, cut)
  const inTurn = <A>(run: () => Promise<A>) => attempt(engine)(() => order.next(run))
  return {
    advance: (steps) =>
      inTurn(async () => {
        const all: Host<StepMetrics>[] = []
        for (const each of steps) all.push(await step(each))
        return all
      }),
    snapshot: inTurn(() => orThrow(workers[0].snapshot)),
  }
}
