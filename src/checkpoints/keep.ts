/** Which checkpoints of a training a folder keeps: the last of all, some before it, and the best parameters. */

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileUnwritable, fileUnwritable } from '../files/errors.js'
import type { Host } from '../tensors/tree.js'
import type { TrainingState } from '../training/state.js'
import { saveTree } from './checkpoint.js'
import type { CheckpointRefused } from './errors.js'
import { saveState } from './state.js'

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

/** The file of the last state, and that of the best parameters. */
export const LAST = 'checkpoint.safetensors'
export const BEST = 'best.safetensors'

/**
 * The file of the state after a step, where several are kept: their names are in the order of their steps.
 *
 * @example
 * nameAt(1200)
 * //=> 'checkpoint-000001200.safetensors'
 */
export const nameAt = (step: number): string => `checkpoint-${String(step).padStart(9, '0')}.safetensors`

/**
 * Of the names in a folder, those of states of steps but for the last so many.
 *
 * @example
 * outdated(['best.safetensors', nameAt(3), nameAt(1), nameAt(2)], 2)
 * //=> [nameAt(1)]
 */
export const outdated = (names: readonly string[], last: number): readonly string[] => {
  const own = names.filter((name) => /^checkpoint-\d{9,}\.safetensors$/.test(name))
  const stepOf = (name: string) => Number(/\d+/.exec(name)?.[0])
  return own.toSorted((a, b) => stepOf(a) - stepOf(b)).slice(0, Math.max(0, own.length - last))
}

// -----------------------------------------------------------------------------
// the best
// -----------------------------------------------------------------------------

/** The best parameters so far, and after which epoch they were. */
export interface BestSoFar {
  readonly epoch: number
  readonly params: Host<unknown>
}

/** The best parameters that a state has: with patience always, without where the epoch that has just ended is the best. */
export const bestIn = ({ params, progress }: TrainingState): BestSoFar | null => {
  const { epoch, position, monitor } = progress
  const best = monitor.params ?? (epoch > 0 && position === 0 && monitor.waited === 0 ? params : null)
  return best === null ? null : { epoch: epoch - monitor.waited, params: best }
}

// -----------------------------------------------------------------------------
// saving
// -----------------------------------------------------------------------------

type SaveError = FileUnwritable | CheckpointRefused

/** Removes files that are not kept any more. */
const removed = (folder: string, last: number): TE.TaskEither<FileUnwritable, void> =>
  TE.tryCatch(
    async () => {
      for (const name of outdated(await readdir(folder), last)) await rm(join(folder, name), { force: true })
    },
    (caught) => fileUnwritable(folder, caught),
  )

/** What a folder keeps. */
export interface Keeping {
  /** How many states, each also under the number of its step. None but the last if left out. */
  readonly last?: number
}

/**
 * Saves states into a folder: what `Train.fit({ checkpoint: { save } })` takes.
 *
 * `checkpoint.safetensors` is the last state, `best.safetensors` the parameters of the best epoch; with `last`, so many states
 * are there by the numbers of their steps too, as in `checkpoint-000001200.safetensors`.
 *
 * Errors: as those of `saveState`.
 */
export const saveInto = (
  folder: string,
  { last = 0 }: Keeping = {},
  metadata: Readonly<Record<string, string>> = {},
): ((state: TrainingState) => TE.TaskEither<SaveError, void>) => {
  let written = 0
  const best = (state: TrainingState): TE.TaskEither<SaveError, void> => {
    const found = bestIn(state)
    return found === null || found.epoch === written
      ? TE.right(undefined)
      : pipe(
          saveTree(join(folder, BEST), metadata)(found.params),
          TE.tapIO(() => () => {
            written = found.epoch
          }),
        )
  }
  const several = (state: TrainingState): TE.TaskEither<SaveError, void> =>
    last === 0
      ? TE.right(undefined)
      : pipe(
          saveState(join(folder, nameAt(state.progress.step)), metadata)(state),
          TE.flatMap(() => removed(folder, last)),
        )
  return (state) =>
    pipe(
      best(state),
      TE.flatMap(() => saveState(join(folder, LAST), metadata)(state)),
      TE.flatMap(() => several(state)),
    )
}
