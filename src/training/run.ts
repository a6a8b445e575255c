/** Training as it is planned: from the first parameters to the last. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import type { Selected } from '../engines/select.js'
import { using } from '../engines/using.js'
import { guaranteeOn } from '../losses/content.js'
import { describe } from '../losses/description.js'
import { erase } from '../losses/term.js'
import { child, type Key } from '../random/key.js'
import { inPart } from '../shapes/part.js'
import { count, type Host } from '../tensors/tree.js'
import { epochs, stepsPerRunOf, validation } from './epochs.js'
import { badRequest, caught, type TrainError } from './errors.js'
import type { EpochRecord, Playing, Stopped, TrainingEvent } from './events.js'
import { finite } from './keeping.js'
import { isSpent } from './monitor.js'
import { complaintOf, type Plan, type PlannedPlayer } from './plan.js'
import { movedBy, type TrainState, trainStep } from './program.js'
import { first, type Progress } from './progress.js'

/** A training that is over, less its parameters. */
export interface Run {
  /** What was optimized, by whom. */
  readonly players: readonly [Playing, ...Playing[]]
  readonly history: readonly EpochRecord[]
  readonly steps: number
  readonly secondsPerStep: number
  readonly parameters: number
  readonly stopped: Stopped
  readonly engine: string
}

/** What training gives. */
export interface Trained<Params> extends Run {
  readonly params: Host<Params>
  /** Why no faster engine was chosen, and how to get it; empty where the engine was given. */
  readonly notices: readonly string[]
}

/** What a player is, on the data of the plan. */
const playingOf =
  ({ data }: Plan) =>
  ({ name, moves, objective }: PlannedPlayer): Playing => {
    const described = describe(erase(objective))
    return {
      name,
      moves,
      objective: { ...described, guarantee: guaranteeOn(data.support)(described.guarantee) },
    }
  }

const playing = (plan: Plan): readonly [Playing, ...Playing[]] => {
  const [first, ...others] = plan.players
  return [playingOf(plan)(first), ...others.map(playingOf(plan))]
}

const finished = (
  plan: Plan,
  { engine, notes }: Selected,
  progress: Progress,
  state: Host<TrainState<unknown>>,
): Trained<unknown> => {
  const stopped: Stopped = isSpent(progress.monitor, plan.patience) ? 'patience' : 'epochs'
  const secondsPerStep = progress.seconds / progress.step
  plan.listen({ _tag: 'Finished', steps: progress.step, secondsPerStep, stopped })
  return {
    players: playing(plan),
    params: state.params,
    history: progress.history,
    steps: progress.step,
    secondsPerStep,
    parameters: count(state.params),
    stopped,
    engine: engine.name,
    notices: notes,
  }
}

/** The formula of a player, with its name where it is not the only one. */
const formulaOf =
  ({ players }: Plan) =>
  ({ name, objective }: PlannedPlayer): string =>
    players.length === 1 ? objective.formula.text : `${name}: ${objective.formula.text}`

/** The first state: the parameters of the model, and what each optimizer remembers. */
const initialState = (plan: Plan, engine: Engine): TE.TaskEither<TrainError, Host<TrainState<unknown>>> =>
  engine.run((_nothing: null, key: Key): TrainState<unknown> => {
    const params = inPart('model: init', () => plan.model.init(key))
    return { params, memory: plan.players.map((player) => player.optimizer.init(movedBy(player, params))) }
  })(null, child('init')(plan.key))

const runOn = (plan: Plan, { engine, notes }: Selected): TE.TaskEither<TrainError, Trained<unknown>> =>
  pipe(
    initialState(plan, engine),
    TE.tapIO((initial) => () => {
      plan.listen({
        _tag: 'Started',
        engine: engine.description,
        notices: notes,
        formula: plan.players.map(formulaOf(plan)).join('; '),
        guarantee: playing(plan)[0].objective.guarantee,
        players: playing(plan),
        parameters: count(initial.params),
        epochs: plan.epochs,
        stepsPerEpoch: Math.floor(plan.data.count / plan.batch),
      })
    }),
    TE.bindTo('initial'),
    TE.bindW('session', ({ initial }) =>
      engine.start(trainStep(plan.model, plan.players, plan.samples, plan.order), initial),
    ),
    TE.flatMap(({ initial, session }) =>
      pipe(
        epochs(
          plan,
          { session, stepsPerRun: stepsPerRunOf(plan, engine), validate: validation(plan, engine) },
          first(initial),
        ),
        TE.flatMap((progress) =>
          pipe(
            progress.best === null
              ? pipe(session.snapshot, TE.flatMapEither(finite(plan, progress)))
              : TE.right(progress.best),
            TE.map((state) => finished(plan, { engine, notes }, progress, state)),
          ),
        ),
        // the state is freed also when training failed
        (training) =>
          TE.bracket(
            TE.right(session),
            () => caught(engine)(training),
            ({ stop }) => stop,
          ),
      ),
    ),
  )

/** Trains as planned, on the engine that is asked for or the fastest that works. Errors: as those of `fit`. */
export const run = (given: Plan, engine: Engine | undefined): TE.TaskEither<TrainError, Trained<unknown>> => {
  const plan = { ...given, listen: (event: TrainingEvent) => inPart('listener', () => given.listen(event)) }
  const words = complaintOf(plan)
  return words !== null
    ? TE.left(badRequest(words))
    : using(engine)((selected) => caught(selected.engine)(runOn(plan, selected)))
}
