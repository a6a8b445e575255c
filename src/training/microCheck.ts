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
import { orThrow } from './errors.js'
import { examplesOf } from './examples.js'
import { inputsOf } from './inputs.js'
import { notMean } from './microFault.js'
import { type Summed, summedBy } from './microSession.js'
import { microStep } from './microStep.js'
import type { Plan, PlannedPlayer } from './plan.js'
import type { StepState } from './state.js'

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
