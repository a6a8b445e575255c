/** Which states of a training are saved: those that are due, and the last. */

import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { mustBe } from '../shapes/message.js'
import { inPart } from '../shapes/part.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import type { Host } from '../tensors/tree.js'
import { numbersFault } from './check.js'
import type { Diverged } from './diverged.js'
import type { Progress, TrainingState } from './state.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What says that training is to stop: an `AbortSignal` is one. Of it no more is read, and no platform has to know its name. */
export interface StopSignal {
  readonly aborted: boolean
}

/**
 * Why a state is saved: the given number of epochs, steps or minutes is over, a signal was given, training has diverged since, or it
 * is over.
 */
export type SaveReason = 'epoch' | 'steps' | 'minutes' | 'signal' | 'diverged' | 'end'

/**
 * When the state of a training is saved, and how. After each epoch where nothing says when.
 *
 * The last state is saved too: that of the end, of a signal, or the last that was finite of a training that diverges.
 */
export interface Checkpointing<Params = Host<unknown>> {
  /** Epochs from one save to the next. */
  readonly epochs?: number
  /** Steps from one save to the next, counted from the very first step. */
  readonly steps?: number
  /** Minutes from one save to the next; steps that are under way are finished first. */
  readonly minutes?: number
  /** Training waits for it, and ends with `SaveFailed` where it fails. */
  readonly save: (state: TrainingState<Params>, why: SaveReason) => TE.TaskEither<Tagged<string>, void>
}

/** A state could not be saved: its cause is the error of `save`. */
export interface SaveFailed extends Tagged<'SaveFailed'> {
  /** The step after which the state is. */
  readonly step: number
}

const saveFailed = (step: number, cause: Tagged<string>): SaveFailed =>
  tagged<SaveFailed>(
    'SaveFailed',
    `training: the state after step ${step} is not saved: ${cause.message}`,
    { step },
    { cause },
  )

// -----------------------------------------------------------------------------
// checking
// -----------------------------------------------------------------------------

/** Why states cannot be saved as asked, or `null`. */
export const checkpointFault = (given: Checkpointing | undefined): string | null => {
  if (given === undefined) return null
  const { epochs = 1, steps = 1, minutes = 1, save } = given
  return typeof save !== 'function'
    ? 'fit: checkpoint needs a function save'
    : (numbersFault('fit', { 'checkpoint: epochs': epochs, 'checkpoint: steps': steps }) ??
        (minutes > 0 ? null : mustBe('fit: checkpoint: minutes', 'above 0', minutes)))
}

// -----------------------------------------------------------------------------
// when
// -----------------------------------------------------------------------------

const isMultiple = (count: number, of: number | undefined): boolean => of !== undefined && count % of === 0

/** Whether a state is due after a step within an epoch; the clock gives milliseconds. */
export const dueWithin = (
  { steps, minutes = Number.POSITIVE_INFINITY }: Checkpointing,
  step: number,
  sinceSaved: number,
): SaveReason | null => (isMultiple(step, steps) ? 'steps' : sinceSaved >= minutes * 60_000 ? 'minutes' : null)

/** Whether a state is due after an epoch. */
export const dueAfter = (
  checkpoint: Checkpointing,
  { epoch, step }: Pick<Progress, 'epoch' | 'step'>,
  sinceSaved: number,
): SaveReason | null => {
  const { epochs, steps, minutes } = checkpoint
  const every = epochs ?? (steps === undefined && minutes === undefined ? 1 : undefined)
  return isMultiple(epoch, every) ? 'epoch' : dueWithin(checkpoint, step, sinceSaved)
}

// -----------------------------------------------------------------------------
// saving
// -----------------------------------------------------------------------------

/** What a part gives later. Rejects as `inPart` throws. */
const partly = async <A>(part: string, run: () => Promise<A>): Promise<A> => {
  try {
    return await run()
  } catch (thrown) {
    return inPart(part, () => {
      throw thrown
    })
  }
}

/** Saves states as they are due. */
export interface Saver {
  readonly within: (step: number) => SaveReason | null
  readonly after: (progress: Progress) => SaveReason | null
  /** Does nothing where no states are saved. Throws `SaveFailed`. */
  readonly save: (state: TrainingState, why: SaveReason) => Promise<void>
  /** Saves the last state that was finite: the error of the training, which also says that it is not saved if so. */
  readonly saveBefore: (error: Diverged, state: TrainingState) => Promise<Diverged>
}

const NOTHING: Saver = {
  within: () => null,
  after: () => null,
  save: async () => undefined,
  saveBefore: async (error) => error,
}

/** What saves the states that are asked for. `now` is the time in milliseconds. */
export const saverOf = (checkpoint: Checkpointing | undefined, now: () => number): Saver => {
  if (checkpoint === undefined) return NOTHING
  let saved = now()
  const ask = (state: TrainingState, why: SaveReason) => partly('checkpoint: save', () => checkpoint.save(state, why)())
  const save = async (state: TrainingState, why: SaveReason): Promise<void> => {
    const given = await ask(state, why)
    if (E.isLeft(given)) throw saveFailed(state.progress.step, given.left)
    saved = now()
  }
  return {
    within: (step) => dueWithin(checkpoint, step, now() - saved),
    after: (progress) => dueAfter(checkpoint, progress, now() - saved),
    save,
    saveBefore: async (error, state) => {
      const given = await ask(state, 'diverged')
      return E.isRight(given)
        ? error
        : Object.assign(error, { message: `${error.message}; ${saveFailed(state.progress.step, given.left).message}` })
    },
  }
}
