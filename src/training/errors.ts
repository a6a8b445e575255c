/** What can go wrong while training. */

import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { BadData, type BadRequest, badRequest } from '../data/errors.js'
import { type Engine, type EngineError, type EngineMissing, engineError } from '../engines/engine.js'
import { type Tagged, tagged } from '../shapes/tagged.js'

/** The objective stopped being a number. */
export interface Diverged extends Tagged<'Diverged'> {
  readonly step: number
}

/** Any error of training. */
export type TrainError = BadRequest | BadData | Diverged | EngineMissing | EngineError

export const diverged = (step: number, objective: number): Diverged =>
  tagged<Diverged>('Diverged', `training: the objective is ${objective} at step ${step}: try a smaller learning rate`, {
    step,
  })

/** The same effect, with a `Left` also for what is thrown between steps: by a data set, a schedule or a listener. */
export const caught =
  ({ name }: Engine) =>
  <A>(effect: TE.TaskEither<TrainError, A>): TE.TaskEither<TrainError, A> =>
    pipe(
      TE.tryCatch(effect, (thrown): TrainError => (thrown instanceof BadData ? thrown : engineError(name, thrown))),
      TE.flatMapEither(identity),
    )

export { BadData, type BadRequest, badRequest }
