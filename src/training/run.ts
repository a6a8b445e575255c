/** Training as it is planned: an engine, the first state, the loop, and what comes of it. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { badRequest } from '../data/errors.js'
import type { Engine } from '../engines/engine.js'
import type { Selection } from '../engines/select.js'
import { using } from '../engines/using.js'
import { guaranteeOn } from '../losses/proof.js'
import { guaranteeFor } from '../losses/proofOfModel.js'
import { describe, erase } from '../losses/term.js'
import { child, type Key } from '../random/key.js'
import { inPart } from '../shapes/part.js'
import { count, type Host } from '../tensors/tree.js'
import { beginning, stepsPerEpoch, warm } from './beginning.js'
import { attempt, orThrow, rightOf, type TrainError } from './errors.js'
import type { EpochRecord, Listener, PlayerSummary, Started, Stopped } from './events.js'
import { supportsOf } from './examples.js'
import { loop, type Outcome } from './loop.js'
import { movable } from './moves.js'
import { normedParts } from './norms.js'
import { type Plan, type PlannedPlayer, planFault } from './plan.js'
import { sessionOf } from './session.js'
import type { TrainingState } from './state.js'
import { initialOptimizers, initialState } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A training that is over, less its parameters. */
export interface Run {
  /** What was optimized, by whom. */
  readonly players: readonly [PlayerSummary, ...PlayerSummary[]]
  readonly history: readonly EpochRecord[]
  readonly steps: number
  readonly secondsPerStep: number
  readonly parameters: number
  readonly stopped: Stopped
  readonly engine: string
}

/** What training gives. */
export interface TrainResult<Params> extends Run {
  readonly params: Host<Params>
  /** The state after the last step: `from` of a training that goes on. */
  readonly state: TrainingState<Host<Params>>
  /** Why no faster engine was chosen, and how to get it; empty where the engine was given. */
  readonly notices: readonly string[]
}

/** What is asked for: a plan, with its listeners. */
export interface Asked extends Omit<Plan, 'listen'> {
  readonly listen: Listener | readonly Listener[]
}

// -----------------------------------------------------------------------------
// what is reported of it
// -----------------------------------------------------------------------------

/** What a player is, on the data of the plan. */
const playingOf =
  ({ model, data }: Plan) =>
  ({ name, moves, objective }: PlannedPlayer): PlayerSummary => {
    const described = describe(erase(objective))
    return {
      name,
      moves,
      objective: { ...described, guarantee: guaranteeOn(supportsOf(model, data))(guaranteeFor(model)(objective)) },
    }
  }

const playing = (plan: Plan): readonly [PlayerSummary, ...PlayerSummary[]] => {
  const [first, ...others] = plan.players
  return [playingOf(plan)(first), ...others.map(playingOf(plan))]
}

/** The formula of a player, with its name where it is not the only one. */
const formulaOf =
  ({ players }: Plan) =>
  ({ name, objective }: PlannedPlayer): string =>
    players.length === 1 ? objective.formula.text : `${name}: ${objective.formula.text}`

const started = (plan: Plan, { engine, notes }: Selection, { params, progress }: TrainingState): Started => {
  const players = playing(plan)
  return {
    _tag: 'Started',
    engine: engine.description,
    notices: notes,
    formula: plan.players.map(formulaOf(plan)).join('; '),
    guarantee: players[0].objective.guarantee,
    players,
    parameters: count(movable(params)),
    step: progress.step,
    epochs: plan.epochs,
    stepsPerEpoch: stepsPerEpoch(plan),
    ...(plan.norms === true ? { norms: normedParts(plan.players, params) } : {}),
  }
}

/** How long a step took, of those of this run; 0 where it has taken none. */
const pace = ({ state, seconds }: Outcome, before: number): number =>
  state.progress.step > before ? seconds / (state.progress.step - before) : 0

const finished = (
  plan: Plan,
  { engine, notes }: Selection,
  before: number,
  outcome: Outcome,
): TrainResult<unknown> => ({
  players: playing(plan),
  params: outcome.params,
  state: outcome.state,
  history: outcome.history,
  steps: outcome.state.progress.step,
  secondsPerStep: pace(outcome, before),
  parameters: count(movable(outcome.params)),
  stopped: outcome.stopped,
  engine: engine.name,
  notices: notes,
})

// -----------------------------------------------------------------------------
// training
// -----------------------------------------------------------------------------

/** What is there. Throws the message in its place as a `BadRequest`. */
const fitting = <A>(given: E.Either<string, A>): A => rightOf(pipe(given, E.mapLeft(badRequest)))

/** The state that training begins with. Throws a `TrainError`. */
const begin = async (plan: Plan, engine: Engine): Promise<TrainingState> => {
  const { model, players, key } = plan
  const init = engine.run((_nothing: null, own: Key) => initialState(model, players, own))
  const initial = await orThrow(init(null, child('init')(key)))
  const params = fitting(warm(plan, initial.params))
  if (params === initial.params) return fitting(beginning(plan, initial))
  const optimizers = engine.run((given: unknown) => initialOptimizers(players, given))
  return fitting(beginning(plan, { params, optimizers: await orThrow(optimizers(params, key)) }))
}

/** What training gives. Tells of what it throws, whatever those throw who are told: it may be one of them that has failed. */
const toldOf = async <A>(listen: Listener, train: () => Promise<A>): Promise<A> => {
  try {
    return await train()
  } catch (thrown) {
    try {
      listen({ _tag: 'Failed', message: thrown instanceof Error ? thrown.message : String(thrown) })
    } catch {
      // the first error says more
    }
    throw thrown
  }
}

const trainOn = async (plan: Plan, selected: Selection): Promise<TrainResult<unknown>> => {
  const { engine } = selected
  const { listen } = plan
  const from = await begin(plan, engine)
  const begun = started(plan, selected, from)
  listen(begun)
  return toldOf(listen, async () => {
    const { progress, ...initial } = from
    const session = await sessionOf(plan, engine, initial)
    try {
      const outcome = await loop({ plan, engine, session, parts: begun.norms ?? [] }, from)
      const trained = finished(plan, selected, progress.step, outcome)
      const { steps, secondsPerStep, stopped } = trained
      listen({ _tag: 'Finished', steps, secondsPerStep, stopped })
      return trained
    } finally {
      await orThrow(session.stop) // the state is freed also when training failed
    }
  })
}

/** Tells each of some listeners, in their order. */
const heardBy =
  (listen: Asked['listen']): Listener =>
  (event) =>
    [listen].flat().forEach((each) => {
      inPart('listener', () => each(event))
    })

/** Trains as planned, on the engine that is asked for or the fastest that works. Errors: as those of `fit`. */
export const run = (given: Asked, engine: Engine | undefined): TE.TaskEither<TrainError, TrainResult<unknown>> => {
  const plan: Plan = { ...given, listen: heardBy(given.listen) }
  const fault = planFault(plan)
  return fault !== null
    ? TE.left(badRequest(fault))
    : using(engine)((selected) => attempt(selected.engine)(() => trainOn(plan, selected)))
}
