/** Training by several players: each an objective and the part of the parameters that it moves. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import type { Besides, IsAny } from '../shapes/door.js'
import type { NotAny } from '../shapes/whole.js'
import type { Host } from '../tensors/tree.js'
import type { CheckedData, CheckedModel, CheckedObjective } from './check.js'
import { badRequest, type TrainError } from './errors.js'
import { DEFAULTS, type FitOptions, type ParamsOf } from './fit.js'
import type { Plan } from './plan.js'
import type { Order } from './program.js'
import { run, type Trained } from './run.js'

// -----------------------------------------------------------------------------
// players
// -----------------------------------------------------------------------------

/** Who moves which part of the parameters of a model, by which objective and with which optimizer. */
export interface Player<Name extends string, Objective, Moves extends readonly string[]> {
  readonly name: Name
  readonly objective: Objective
  /** The names of the parts that it moves, as in `['encoder']`. */
  readonly moves: Moves
  readonly optimizer: Optimizer
}

/**
 * A player.
 *
 * @example
 * player({ name: 'q', objective: elbo, moves: ['encoder'], optimizer: adam() }).moves
 * //=> ['encoder']
 */
export const player = <const Name extends string, Objective, const Moves extends readonly string[]>(
  given: Player<Name, Objective, Moves>,
): Player<Name, Objective, Moves> => given

type NoPart<Name extends string, Part extends string> = `player ${Name} moves ${Part}: the model has no such part`

type WithParts<Given, Name extends string, Objective, Moves extends readonly string[], Whole> = [
  Exclude<Moves[number], keyof ParamsOf<Given>>,
] extends [never]
  ? CheckedObjective<Given, Objective> extends string
    ? CheckedObjective<Given, Objective>
    : Whole
  : NoPart<Name, Exclude<Moves[number], keyof ParamsOf<Given>>>

/** The player itself when the model has what it moves and supplies what its objective needs, else the words. */
export type CheckedPlayer<Given, Whole> =
  IsAny<Whole> extends true
    ? never
    : Whole extends Player<infer Name, infer Objective, infer Moves>
      ? IsAny<Objective> extends true
        ? never
        : WithParts<Given, Name, Objective, Moves, Whole>
      : 'a player is made by Train.player'

// -----------------------------------------------------------------------------
// play
// -----------------------------------------------------------------------------

/** What is trained how, by whom. */
export interface PlayOptions<Given, Players extends readonly unknown[], Data, Held = Data>
  extends Omit<FitOptions<Given, unknown, Data>, 'model' | 'objective' | 'optimizer' | 'data' | 'validation'> {
  readonly model: CheckedModel<Given>
  /** The objective of the first is watched, and measured on held-out data. */
  readonly players: { readonly [Index in keyof Players]: CheckedPlayer<Given, Players[Index]> }
  readonly data: CheckedData<Given, Data>
  readonly validation?: CheckedData<Given, Held, 'validation data'>
  /** Whether each sees what the one before it has done in the same step: `'in turn'` if left out. */
  readonly order?: Order
}

/** What players cannot do, in words, or `null`. */
const complaint = (players: Plan['players'], order: Order): string | null => {
  if (!Array.isArray(players)) return 'play: there is no player'
  const moved = players.flatMap(({ moves }) => moves ?? [])
  const twice = moved.find((name, index) => moved.indexOf(name) !== index)
  const idle = players.find(({ moves }) => moves?.length === 0)
  return players.length < 1
    ? 'play: there is no player'
    : idle !== undefined
      ? `play: player ${idle.name} moves nothing`
      : order === 'at once' && twice !== undefined
        ? `play: ${twice} is moved twice at once: let the players move in turn`
        : null
}

/**
 * Trains a model by several players, each of which moves its part of the parameters by its own objective in every step:
 * q and p in turn, PIWAE, an objective and its adversary.
 *
 * One player that moves everything is `fit`. A part that no player moves stays as it was made.
 *
 * Errors: as those of `fit`; `BadRequest` for no player, for one that moves nothing, and for a part that two move at
 * once.
 * Source: q and p in turn: Neal and Hinton, "A View of the EM Algorithm", 1998, section 3; two objectives at once:
 * Rainforth et al., arXiv:1802.04537, section 5.
 */
export const play = <Given, const Players extends readonly unknown[], Data, Held = unknown, Whole = unknown>(
  options: Besides<{ model: Given; data: Data; validation: Held }, 'the '> &
    PlayOptions<Given, Players, Data, Held> &
    NotAny<Whole>,
): TE.TaskEither<TrainError<Host<ParamsOf<Given>>>, Trained<ParamsOf<Given>>> => {
  const { engine, ...rest } = { ...DEFAULTS, order: 'in turn' as Order, ...options }
  // safe: each is itself wherever the call compiles, and `run` asks the run-time twin of what the compiler checked
  const plan = rest as unknown as Plan
  const words = complaint(plan.players, plan.order)
  return words !== null
    ? TE.left(badRequest(words))
    : (run(plan, engine) as TE.TaskEither<TrainError<Host<ParamsOf<Given>>>, Trained<ParamsOf<Given>>>)
}
