/** Training by several players: each an objective and the part of the parameters that it moves. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { badRequest } from '../data/errors.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import type { Besides, IsAny } from '../shapes/checkDim.js'
import type { OwnName } from '../shapes/hint.js'
import type { Said } from '../shapes/message.js'
import type { NotAny } from '../shapes/whole.js'
import type { Host } from '../tensors/tree.js'
import type { CheckedModel, ParamsOf } from './check.js'
import type { CheckedData } from './checkData.js'
import type { CheckedObjective } from './checkObjective.js'
import type { Order } from './erased.js'
import type { TrainError } from './errors.js'
import { DEFAULTS, type FitOptions } from './fit.js'
import type { MovesState, NoPart } from './moves.js'
import type { Asked } from './run.js'
import { run, type TrainResult } from './run.js'

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

/** The name of a part of a model, as one is written: those of the library's own models are offered by editors. */
export type PartOffer = 'encoder' | 'decoder' | 'prior' | OwnName

/**
 * A player.
 *
 * @example
 * player({ name: 'q', objective: elbo, moves: ['encoder'], optimizer: adam() }).moves
 * //=> ['encoder']
 */
export const player = <const Name extends string, Objective, const Moves extends readonly PartOffer[]>(
  given: Player<Name, Objective, Moves>,
): Player<Name, Objective, Moves> => given

type MovesOf<Whole> = Whole extends Player<string, unknown, infer Moves> ? Moves[number] : never

/** For each player the parts that one before it moves too. */
type Repeated<Players, Seen = never> = Players extends readonly [infer First, ...infer Rest]
  ? readonly [Extract<MovesOf<First>, Seen>, ...Repeated<Rest, Seen | MovesOf<First>>]
  : readonly []

type WithParts<Given, Name extends string, Objective, Moves extends readonly string[], Whole> = [
  Exclude<Moves[number], keyof ParamsOf<Given>>,
] extends [never]
  ? 'state' extends Moves[number]
    ? MovesState<Name>
    : CheckedObjective<Given, Objective> extends string
      ? CheckedObjective<Given, Objective>
      : Whole
  : NoPart<Name, Exclude<Moves[number], keyof ParamsOf<Given>>>

type Twice<Part extends string> = Said<typeof movedTwice<Part>>
const movedTwice = <Part extends string>(part: Part) =>
  `play: ${part} is moved twice at once: let the players move in turn` as const

type MovesNothing<Name extends string> = Said<typeof movesNothing<Name>>
const movesNothing = <Name extends string>(name: Name) => `play: player ${name} moves nothing` as const

const NOBODY = 'play: there are no players'

/** The player itself when the model has what it moves and supplies what its objective needs, else the message. */
export type CheckedPlayer<Given, Whole> =
  IsAny<Whole> extends true
    ? never
    : Whole extends Player<infer Name, infer Objective, infer Moves>
      ? IsAny<Objective> extends true
        ? never
        : Moves extends readonly []
          ? MovesNothing<Name>
          : WithParts<Given, Name, Objective, Moves, Whole>
      : 'a player is made by Train.player'

/** The players themselves, else the message in the place of the one that cannot play, or of all. */
export type CheckedPlayers<Given, Players extends readonly unknown[], Turn> = {
  readonly [Index in keyof Players]: Index extends keyof Repeated<Players>
    ? [Turn, Repeated<Players>[Index]] extends ['at once', infer Part extends string]
      ? [Part] extends [never]
        ? CheckedPlayer<Given, Players[Index]>
        : Twice<Part>
      : CheckedPlayer<Given, Players[Index]>
    : CheckedPlayer<Given, Players[Index]>
}

/** The message for an empty list of players. */
export type Nobody<Players> = Players extends readonly [] ? typeof NOBODY : unknown

// -----------------------------------------------------------------------------
// play
// -----------------------------------------------------------------------------

/** What is trained how, by whom. */
export interface PlayOptions<Given, Players extends readonly unknown[], Data, Held = Data, Turn extends Order = Order>
  extends Omit<FitOptions<Given, unknown, Data>, 'model' | 'objective' | 'optimizer' | 'data' | 'validation'> {
  readonly model: CheckedModel<Given>
  /** The objective of the first is watched, and measured on held-out data. */
  readonly players: CheckedPlayers<Given, Players, Turn> & Nobody<Players>
  readonly data: CheckedData<Given, Data, 'data', Players>
  readonly validation?: CheckedData<Given, Held, 'validation data', Players>
  /** Whether each sees what the one before it has done in the same step: `'in turn'` if left out. */
  readonly order?: Turn
}

/** Why players cannot play, or `null`. */
const playersFault = (players: Asked['players'], order: Order): string | null => {
  if (!Array.isArray(players)) return NOBODY
  const moved = players.flatMap(({ moves }) => moves ?? [])
  const twice = moved.find((name, index) => moved.indexOf(name) !== index)
  const idle = players.find(({ moves }) => moves?.length === 0)
  return players.length < 1
    ? NOBODY
    : idle !== undefined
      ? movesNothing(idle.name)
      : order === 'at once' && twice !== undefined
        ? movedTwice(twice)
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
export const play = <
  Given,
  const Players extends readonly unknown[],
  Data,
  Held = unknown,
  Whole = unknown,
  const Turn extends Order = 'in turn',
>(
  options: Besides<{ model: Given; data: Data; validation: Held }, 'the '> &
    PlayOptions<Given, Players, Data, Held, Turn> &
    NotAny<Whole>,
): TE.TaskEither<TrainError<Host<ParamsOf<Given>>>, TrainResult<ParamsOf<Given>>> => {
  const { engine, ...rest } = { ...DEFAULTS, order: 'in turn' as Order, ...options }
  // safe: each is itself wherever the call compiles, and `run` checks it again
  const plan = rest as unknown as Asked
  const fault = playersFault(plan.players, plan.order)
  return fault !== null
    ? TE.left(badRequest(fault))
    : (run(plan, engine) as TE.TaskEither<TrainError<Host<ParamsOf<Given>>>, TrainResult<ParamsOf<Given>>>)
}
