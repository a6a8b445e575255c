/** Why a batch cannot be taken in micro-batches, as far as it shows before anything runs. */

import type { AnyTerm } from '../losses/term.js'
import { numbersFault } from './check.js'
import { rowsOf } from './microSession.js'

/** The message for what is no mean over examples. */
export const notMean = (what: string): string =>
  `fit: micro-batches need an objective that is a mean over examples, but ${what}: leave out microBatch`

type Objective = Pick<AnyTerm, 'axes' | 'content' | 'formula'>

/** A floor under a mean over the batch, or another function of it: a few examples may lie on the same side of it. */
const isOfBatch = ({ axes, content }: Objective): boolean =>
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

/** What of a plan is looked at. */
interface SharedBy extends Shared {
  readonly players: readonly { readonly objective: Objective }[]
}

/** The objective of a plan in micro-batches that is a number of the whole batch. */
const ofBatchFault = ({ batch, microBatch = batch, players }: SharedBy): string | null => {
  const of = microBatch < batch ? players.find(({ objective }) => isOfBatch(objective)) : undefined
  return of === undefined ? null : notMean(`${of.objective.formula.text} is a number of the whole batch`)
}

/** Why a plan cannot be carried out in micro-batches, or `null`: also of one that is not to be. */
export const microFault = (plan: SharedBy): string | null => {
  const { microBatch = 1, workers = 1 } = plan
  const numbers = numbersFault('fit', { microBatch, workers })
  if (numbers !== null) return numbers
  const shared = sharedFault(plan)
  return shared === null ? ofBatchFault(plan) : `fit: ${shared}`
}
