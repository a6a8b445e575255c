/** What ends training because it is not finite, and the parameters that are kept before that. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Host } from '../tensors/tree.js'
import { type AstrayObjective, type AstrayParameter, astrayParameter } from './astray.js'
import { diverged, type TrainError } from './errors.js'
import type { Plan, Session } from './plan.js'
import type { TrainState } from './program.js'
import type { Progress } from './progress.js'

/** An objective that is not finite, at its step. */
export interface Astray extends AstrayObjective {
  readonly _tag: 'Astray'
  readonly step: number
}

/** The player that moves a parameter: the last of several. */
const moverOf = ({ players }: Plan, { path }: AstrayParameter): string =>
  players.findLast(({ moves }) => moves?.some((part) => path === part || path.startsWith(`${part}.`)) ?? true)?.name ??
  players[0].name

/** An objective that is not finite, with the parameter that is not, where there is one by now. */
export const divergedAt =
  (plan: Plan, session: Session, { kept }: Progress) =>
  (error: TrainError | Astray): TE.TaskEither<TrainError, never> =>
    error._tag !== 'Astray'
      ? TE.left(error)
      : pipe(
          session.snapshot,
          TE.map(({ params }) => astrayParameter(params)),
          TE.orElseW(() => TE.right(null)),
          TE.flatMap((parameter) => {
            const player = error.player ?? plan.players[0].name
            const found = { step: error.step, player, among: plan.players.length > 1, objective: error, parameter }
            return TE.left(diverged(found, kept))
          }),
        )

/** A state whose parameters are finite. Errors: `Diverged`, with those that were. */
export const finite =
  (plan: Plan, { step, kept }: Progress) =>
  (state: Host<TrainState<unknown>>): E.Either<TrainError, Host<TrainState<unknown>>> => {
    const parameter = astrayParameter(state.params)
    if (parameter === null) return E.right(state)
    const player = moverOf(plan, parameter)
    return E.left(diverged({ step, player, among: plan.players.length > 1, objective: null, parameter }, kept))
  }

/**
 * After how many steps the parameters are looked at and kept, at the end of an epoch.
 *
 * Objectives are looked at in every step. To copy the parameters of a network and to look at them takes as long as two or
 * three of its steps.
 */
const KEPT_EVERY = 128

/** The progress with the parameters of now, where they are due: looked at, and kept where they are the best. */
export const keeping =
  (plan: Plan, session: Session) =>
  (progress: Progress): TE.TaskEither<TrainError, Progress> => {
    const best = plan.patience !== undefined && progress.monitor.waited === 0
    if (!best && progress.step - progress.kept.step < KEPT_EVERY) return TE.right(progress)
    return pipe(
      session.snapshot,
      TE.flatMapEither(finite(plan, progress)),
      TE.map((state) => ({
        ...progress,
        best: best ? state : progress.best,
        kept: { params: state.params, step: progress.step },
      })),
    )
  }
