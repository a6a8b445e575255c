/** Training as it is planned: an engine, the first state, the loop, and what comes of it. */

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
import { attempt, orThrow, type TrainError } from './errors.js'
import type { EpochRecord, PlayerSummary, Started, Stopped, TrainingEvent } from './events.js'
import { supportsOf } from './examples.js'
import { loop, type Outcome } from './loop.js'
import { movable } from './moves.js'
import { type Plan, type PlannedPlayer, planFault } from './plan.js'
import { firstState, isSpent } from './state.js'
import { initialState, trainStep } from './step.js'

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
  /** Why no faster engine was chosen, and how to get it; empty where the engine was given. */
  readonly notices: readonly string[]
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

const started = (plan: Plan, { engine, notes }: Selection, params: Host<unknown>): Started => {
  const players = playing(plan)
  return {
    _tag: 'Started',
    engine: engine.description,
    notices: notes,
    formula: plan.players.map(formulaOf(plan)).join('; '),
    guarantee: players[0].objective.guarantee,
    players,
    parameters: count(movable(params)),
    epochs: plan.epochs,
    stepsPerEpoch: Math.floor(plan.data.count / plan.batch),
  }
}

const finished = (plan: Plan, { engine, notes }: Selection, { progress, params }: Outcome): TrainResult<unknown> => ({
  players: playing(plan),
  params,
  history: progress.history,
  steps: progress.step,
  secondsPerStep: progress.seconds / progress.step,
  parameters: count(movable(params)),
  stopped: isSpent(progress.monitor, plan.patience) ? 'patience' : 'epochs',
  engine: engine.name,
  notices: notes,
})

// -----------------------------------------------------------------------------
// training
// -----------------------------------------------------------------------------

const trainOn = async (plan: Plan, selected: Selection): Promise<TrainResult<unknown>> => {
  const { engine } = selected
  const { model, players, samples, order, key, listen } = plan
  const init = engine.run((_nothing: null, own: Key) => initialState(model, players, own))
  const initial = await orThrow(init(null, child('init')(key)))
  listen(started(plan, selected, initial.params))
  const session = await orThrow(engine.start(trainStep(model, players, samples, order), initial))
  try {
    const trained = finished(plan, selected, await loop({ plan, engine, session }, firstState(key, initial)))
    const { steps, secondsPerStep, stopped } = trained
    listen({ _tag: 'Finished', steps, secondsPerStep, stopped })
    return trained
  } finally {
    await orThrow(session.stop) // the state is freed also when training failed
  }
}

/** Trains as planned, on the engine that is asked for or the fastest that works. Errors: as those of `fit`. */
export const run = (given: Plan, engine: Engine | undefined): TE.TaskEither<TrainError, TrainResult<unknown>> => {
  const plan = { ...given, listen: (event: TrainingEvent) => inPart('listener', () => given.listen(event)) }
  const fault = planFault(plan)
  return fault !== null
    ? TE.left(badRequest(fault))
    : using(engine)((selected) => attempt(selected.engine)(() => trainOn(plan, selected)))
}
