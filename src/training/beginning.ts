/** What a training begins with: its first state, a state that it goes on from, or parameters that it starts warm with. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { wordsOf } from '../random/key.js'
import type { Words } from '../random/threefry.js'
import { refuse } from '../shapes/defect.js'
import { isObject } from '../shapes/fields.js'
import { show } from '../shapes/message.js'
import type { Host } from '../tensors/tree.js'
import { inPlace, isHost } from './inPlace.js'
import type { Plan } from './plan.js'
import { firstState, type Progress, type StepState, soFarSizes, type TrainingState } from './state.js'

// -----------------------------------------------------------------------------
// what is said of progress
// -----------------------------------------------------------------------------

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

/** Whether something has the form of a state: of `JSON.parse`, or of a cast, anything may come. */
const isState = (given: unknown): given is TrainingState =>
  isObject(given) &&
  isObject(given.params) &&
  Array.isArray(given.optimizers) &&
  isObject(given.progress) &&
  [given.progress.batch, given.progress.epoch, given.progress.step, given.progress.position].every(isCount) &&
  Array.isArray(given.progress.key) &&
  Array.isArray(given.progress.history) &&
  isObject(given.progress.monitor) &&
  isHost(given.progress.soFar)

/** How many steps an epoch has. */
export const stepsPerEpoch = ({ batch, data }: Pick<Plan, 'batch' | 'data'>): number => Math.floor(data.count / batch)

/** Why the counts of a state do not fit those of a plan, or `null`. */
const countsFault = (plan: Plan, { batch, epoch, step, position, history, soFar }: Progress): string | null => {
  const steps = stepsPerEpoch(plan)
  const sizes = soFarSizes({ position }, plan.players)
  return batch !== plan.batch
    ? `is of batches of ${batch}, not of ${plan.batch}`
    : step !== epoch * steps + position || position > steps
      ? `has taken ${step} steps, ${position} of them in epoch ${epoch + 1}: with ${plan.data.name} an epoch has ${steps}`
      : history.length !== epoch
        ? `has a history of ${history.length} epochs, not of ${epoch}`
        : show(soFar.sizes) !== show(sizes)
          ? `has values so far of sizes ${show(soFar.sizes)} but the players need ${show(sizes)}`
          : epoch > plan.epochs || (epoch === plan.epochs && position > 0)
            ? `has begun epoch ${epoch + (position > 0 ? 1 : 0)} but epochs is ${plan.epochs}`
            : null
}

const playersFault = (first: TrainingState, { optimizers }: TrainingState): string | null =>
  optimizers.length === first.optimizers.length
    ? null
    : `is of ${optimizers.length} players, not of ${first.optimizers.length}`

const keyFault = ([first, second]: Words, { key }: Progress): string | null =>
  key[0] === first && key[1] === second ? null : 'is of another key'

// -----------------------------------------------------------------------------
// the state that a training begins from
// -----------------------------------------------------------------------------

/** The trees of a state by their names in messages. */
const treesOf = ({ params, optimizers, progress }: TrainingState, best = progress.monitor.params) =>
  best === null ? { params, optimizers } : { params, optimizers, best }

/** Another state in the structure of the first. */
const goneOn = (plan: Plan, first: TrainingState, from: unknown): E.Either<string, TrainingState> => {
  if (!isState(from))
    return E.left('is not a state of training: take that of a result, or what Checkpoint.loadState gives')
  const { progress } = from
  const fault = keyFault(first.progress.key, progress) ?? countsFault(plan, progress) ?? playersFault(first, from)
  const best = progress.monitor.params === null ? null : first.params
  return fault !== null
    ? E.left(fault)
    : pipe(
        inPlace(treesOf(first, best), treesOf(from), false),
        E.map(({ params, optimizers, ...others }) => ({
          params,
          optimizers,
          progress: { ...progress, monitor: { ...progress.monitor, params: others.best ?? null } },
        })),
      )
}

/**
 * The state that a training begins with, given the one that its model and its optimizers have before the first step.
 *
 * Errors: the message for a state that does not fit.
 */
export const beginning = (plan: Plan, initial: Host<StepState<unknown>>): E.Either<string, TrainingState> => {
  const key = wordsOf(plan.key) ?? refuse('fit: the key must have numbers of its own, not those of a traced program')
  const first = firstState(key, plan.batch, plan.players, initial)
  return plan.from === undefined
    ? E.right(first)
    : pipe(
        goneOn(plan, first, plan.from),
        E.mapLeft((text) => `fit: from ${text}`),
      )
}

/** Parameters in place of those that a model begins with, or of a part of them. Errors: the message for what does not fit. */
export const warm = ({ params, from }: Plan, initial: Host<unknown>): E.Either<string, Host<unknown>> =>
  params === undefined
    ? E.right(initial)
    : from !== undefined
      ? E.left('fit: from has parameters already: leave out params')
      : pipe(
          inPlace(initial, params, true),
          E.mapLeft((text) => `fit: params ${text}`),
        )
