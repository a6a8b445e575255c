/**
 * Whether a batch can be taken in micro-batches: its gradient must be the mean of those of its examples.
 *
 * A layer that looks at the batch, or a term of a user's own, shows that only as it runs. So a few examples are tried: what they
 * tell together must be what two of them and two others tell.
 */

import { badRequest } from '../data/errors.js'
import type { Engine } from '../engines/engine.js'
import { child } from '../random/key.js'
import { type Host, hostLeaves } from '../tensors/tree.js'
import { numbersFault } from './check.js'
import { orThrow } from './errors.js'
import { examplesOf } from './examples.js'
import { inputsOf } from './inputs.js'
import { rowsOf, type Summed, summedBy } from './microSession.js'
import { microStep } from './microStep.js'
import type { Plan, PlannedPlayer } from './plan.js'
import type { StepState } from './state.js'

// -----------------------------------------------------------------------------
// before anything runs
// -----------------------------------------------------------------------------

const notMean = (what: string): string =>
  `fit: micro-batches need an objective that is a mean over examples, but ${what}: leave out microBatch`

/** A floor under a mean over the batch, or another function of it: a few examples may lie on the same side of it. */
const isOfBatch = ({ axes, content }: PlannedPlayer['objective']): boolean =>
  !axes.includes('batch') && content.some((atom) => /~|at least once/.test(atom))

/** How a batch is cut, and by how many it is shared. */
interface Shared {
  readonly batch: number
  readonly microBatch?: number | undefined
  readonly workers?: number | undefined
}

/** Why a batch cannot be cut and shared so, or `null`. */
export const sharedFault = ({ batch, microBatch, workers }: Shared): string | null => {
  if (microBatch === undefined)
    return workers === undefined ? null : 'workers share the micro-batches of a step, and there are none'
  const { length } = rowsOf({ batch, microBatch })
  return microBatch > batch
    ? `the micro-batch is ${microBatch} but the batch is ${batch}`
    : (workers ?? 1) > length
      ? `the workers are ${workers} but a batch of ${batch} has only ${length} of ${microBatch}`
      : null
}

/** The objective of a plan in micro-batches that is a number of the whole batch. */
const ofBatchFault = ({ batch, microBatch = batch, players }: Plan): string | null => {
  const of = microBatch < batch ? players.find(({ objective }) => isOfBatch(objective)) : undefined
  return of === undefined ? null : notMean(`${of.objective.formula.text} is a number of the whole batch`)
}

/** Why a plan cannot be carried out in micro-batches, or `null`: also of one that is not to be. */
export const microFault = (plan: Plan): string | null => {
  const { microBatch = 1, workers = 1 } = plan
  const numbers = numbersFault('fit', { microBatch, workers })
  if (numbers !== null) return numbers
  const shared = sharedFault(plan)
  return shared === null ? ofBatchFault(plan) : `fit: ${shared}`
}

// -----------------------------------------------------------------------------
// a few examples
// -----------------------------------------------------------------------------

/** Which part of a number may be lost: rounding takes a thousandth of it, and what mixes examples far more than that. */
const TOLERANCE = 1e-3

/** What is nothing beside any number that matters. */
const NOTHING = 1e-5

/** Whether two trees of one structure hold the same numbers. What is no number together is not looked at: training tells of it. */
const isSame = (together: unknown, apart: unknown): boolean => {
  const others = hostLeaves(apart)
  let [size, distance] = [0, 0]
  for (const [index, { value }] of hostLeaves(together).entries()) {
    const found = others[index]?.value.values
    for (const [at, each] of value.values.entries()) {
      size += each ** 2
      distance += (each - (found?.[at] ?? Number.NaN)) ** 2
    }
  }
  return !Number.isFinite(size) || Math.sqrt(distance) <= NOTHING + TOLERANCE * Math.sqrt(size)
}

/** What is not the same of examples together and of their halves, or `null`. */
const difference = ({ objective }: PlannedPlayer, together: Summed, apart: Summed): string | null => {
  const part = objective.parts.findIndex(
    (_, index) => !isSame(together.share.metrics.parts[index], apart.share.metrics.parts[index]),
  )
  return !isSame(together.networks, apart.networks)
    ? 'the state of the networks moves with the batch, as in batch normalization'
    : part >= 0
      ? `${objective.parts[part]?.name} of a batch is not the mean of what it is of its parts`
      : isSame(together.share.gradient, apart.share.gradient)
        ? null
        : `the gradient of ${objective.formula.text} of a batch is not the mean of those of its parts`
}

/** How many examples are tried: two halves of two, since some terms refuse a single one. */
const TRIED = 4

/** Throws a `BadRequest` where what some examples tell together is not what their halves do. */
export const checkMean = async (plan: Plan, engine: Engine, initial: Host<StepState<unknown>>): Promise<void> => {
  const { model, players, order, samples, batch, microBatch = batch, data } = plan
  if (microBatch === batch) return
  const tried = Math.min(TRIED, batch)
  const step = inputsOf(plan, examplesOf(model, data), { history: [] })({
    step: 1,
    indices: Uint32Array.from({ length: tried }, (_, row) => row),
  })
  const worker = await orThrow(engine.start(microStep(model, players, { samples, batch: tried }), initial))
  const tell = (size: number) => summedBy([worker], { players, order, batch: tried, microBatch: size })
  try {
    for (const [player, planned] of players.entries()) {
      const asked = { ...step, key: child('mean')(step.key), player, networks: undefined }
      const fault = difference(planned, await tell(tried)(asked), await tell(Math.floor(tried / 2))(asked))
      if (fault !== null) throw badRequest(notMean(fault))
    }
  } finally {
    await worker.stop()
  }
}
