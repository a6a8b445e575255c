/** What can go wrong while training. */

import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { BadData, type BadRequest, badRequest } from '../data/errors.js'
import { type Engine, type EngineError, type EngineMissing, engineError } from '../engines/engine.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import type { AstrayObjective, AstrayParameter } from './astray.js'

/** Parameters that training has given: after a step, or before the first one. */
export interface Kept<Params> {
  readonly params: Params
  readonly step: number
}

/** The objective of a player, or a parameter, is not a finite number any more. */
export interface Diverged<Params = unknown> extends Tagged<'Diverged'> {
  /** The step at which it was noticed. */
  readonly step: number
  /** Whose objective it is, or who moves the parameter. */
  readonly player: string
  /** The term of the objective that is not finite; `null` where there is none. */
  readonly term: string | null
  /** The first parameter that is not finite, as in `encoder.0.weight`; `null` where all are. */
  readonly parameter: string | null
  /** The last parameters that were looked at and found finite: of the end of an epoch, or those of the beginning. */
  readonly last: Kept<Params>
}

/** Any error of training. */
export type TrainError<Params = unknown> = BadRequest | BadData | Diverged<Params> | EngineMissing | EngineError

/** What has been found not to be finite at a step. */
export interface Found {
  readonly step: number
  readonly player: string
  /** Whether there are other players. */
  readonly among: boolean
  readonly objective: AstrayObjective | null
  readonly parameter: AstrayParameter | null
}

const foundWords = ({ step, player, among, objective, parameter }: Found): string => {
  const [of, by] = among ? [` of ${player}`, `, which ${player} moves,`] : ['', '']
  if (objective === null) return `the parameter ${parameter?.path}${by} is ${parameter?.value} after step ${step}`
  const term = objective.term === null ? '' : ` (its term ${objective.term.name} is ${objective.term.value})`
  return `the objective${of} is ${objective.objective} at step ${step}${term}`
}

/** Its parameters are not among what is printed. */
export const diverged = (found: Found, last: Kept<unknown>): Diverged => {
  const { step, player, objective, parameter } = found
  const error = tagged<Omit<Diverged, 'last'> & Tagged<'Diverged'>>(
    'Diverged',
    `training: ${foundWords(found)}: try a smaller learning rate`,
    { step, player, term: objective?.term?.name ?? null, parameter: parameter?.path ?? null },
  )
  return Object.defineProperty(error, 'last', { value: last }) as Diverged // safe: it is defined here
}

/** The same effect, with a `Left` also for what is thrown between steps: by a data set, a schedule or a listener. */
export const caught =
  ({ name }: Engine) =>
  <A>(effect: TE.TaskEither<TrainError, A>): TE.TaskEither<TrainError, A> =>
    pipe(
      TE.tryCatch(effect, (thrown): TrainError => (thrown instanceof BadData ? thrown : engineError(name, thrown))),
      TE.flatMapEither(identity),
    )

export { BadData, type BadRequest, badRequest }
