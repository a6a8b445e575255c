/** What keeps the state of a training: copies it when it is asked for, looks whether it is finite, and saves it. */

import type { Host } from '../tensors/tree.js'
import { type Diverged, type Divergence, diverged, divergedParameter } from './diverged.js'
import { orThrow } from './errors.js'
import type { Plan } from './plan.js'
import { type SaveReason, type Saver, saverOf } from './saving.js'
import type { Progress, StepState, TrainingState } from './state.js'
import type { Session } from './step.js'

/** What keeps the state. All that it throws is a `TrainError`. */
export interface Keeper extends Pick<Saver, 'within' | 'after'> {
  /** After which step the state was last looked at, and found finite. */
  readonly looked: () => number
  /** The parameters of now: nothing is under way in the engine. They may not be finite. */
  readonly params: (progress: Progress) => Promise<Host<unknown>>
  /** The state of now, which is looked at. Throws `Diverged`. */
  readonly keep: (progress: Progress) => Promise<TrainingState>
  /** Saves the state of now, where states are saved. Throws as `keep`, and `SaveFailed`. */
  readonly save: (progress: Progress, why: SaveReason) => Promise<void>
  /** The error of a divergence, with the parameter that is not finite by now, if any; the last state is saved first. */
  readonly diverged: (found: Omit<Divergence, 'parameter'>) => Promise<Diverged>
}

/** What keeps the state of a training that begins with one. `clock` is the time in milliseconds. */
export const keeperOf = (
  { players, checkpoint }: Plan,
  session: Pick<Session, 'snapshot'>,
  from: TrainingState,
  clock: () => number = () => performance.now(),
): Keeper => {
  const saver = saverOf(checkpoint, clock)
  let last = from
  let copy: { readonly step: number; readonly state: Host<StepState<unknown>> } = {
    step: from.progress.step,
    state: from,
  }

  /** The state of now. It is copied once after a step. */
  const now = async ({ step }: Progress): Promise<Host<StepState<unknown>>> => {
    if (copy.step !== step) copy = { step, state: await orThrow(session.snapshot) }
    return copy.state
  }

  const error = (found: Divergence): Promise<Diverged> =>
    saver.saveBefore(diverged(players, found, { params: last.params, step: last.progress.step }), last)

  const keep = async (progress: Progress): Promise<TrainingState> => {
    const { params, optimizers } = await now(progress)
    const parameter = params === last.params ? null : divergedParameter(params)
    if (parameter !== null) throw await error({ step: progress.step, objective: null, parameter })
    last = { params, optimizers, progress }
    return last
  }

  return {
    within: saver.within,
    after: saver.after,
    looked: () => last.progress.step,
    params: async (progress) => (await now(progress)).params,
    keep,
    save: async (progress, why) => {
      if (checkpoint !== undefined) await saver.save(await keep(progress), why)
    },
    diverged: async (found) => {
      const state = await session.snapshot()
      return error({ ...found, parameter: state._tag === 'Right' ? divergedParameter(state.right.params) : null })
    },
  }
}
