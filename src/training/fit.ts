/** Training: minibatches, until a number of epochs or until the objective has stopped improving. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import { choose } from '../engines/select.js'
import type { Model } from '../models/model.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import { child, type Key } from '../random/key.js'
import { count, type Host } from '../tensors/tree.js'
import type { CheckedData, CheckedModel, CheckedObjective } from './check.js'
import { epochs, first, type Progress, runsOf, validation } from './epochs.js'
import { badRequest, caught, type TrainError } from './errors.js'
import type { EpochRecord, Stopped, TrainingEvent } from './events.js'
import { isSpent } from './monitor.js'
import { complaintOf, type Plan } from './plan.js'
import { type TrainState, trainStep } from './program.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is trained how. */
export interface FitOptions<Given, Objective, Data> {
  readonly model: CheckedModel<Given>
  readonly objective: CheckedObjective<Given, Objective>
  readonly data: CheckedData<Given, Data>
  /** Held-out data, to watch; without it patience watches the mean over each epoch of training. */
  readonly validation?: CheckedData<Given, NoInfer<Data>>
  /** L: how many samples of the posterior for each example. 1 if left out. */
  readonly samples?: number
  readonly optimizer: Optimizer
  readonly epochs: number
  /** Stops after as many epochs without a better value, and keeps the best parameters. */
  readonly patience?: number
  /** M: how many examples a step. 128 if left out. */
  readonly batch?: number
  readonly key: Key
  /** The fastest that works if left out. */
  readonly engine?: Engine
  readonly listen?: (event: TrainingEvent) => void
}

/** What training gives. */
export interface Trained<Params> {
  readonly params: Host<Params>
  readonly history: readonly EpochRecord[]
  readonly steps: number
  readonly secondsPerStep: number
  readonly parameters: number
  readonly stopped: Stopped
  readonly engine: string
}

/** The parameters of a model. */
export type ParamsOf<Given> = Given extends Model<infer _E, infer _O, infer Params, infer _S> ? Params : never

// -----------------------------------------------------------------------------
// the inside, where the types have been checked and are erased
// -----------------------------------------------------------------------------

const finished = (
  plan: Plan,
  engine: Engine,
  progress: Progress,
  state: Host<TrainState<unknown>>,
): Trained<unknown> => {
  const stopped: Stopped = isSpent(progress.monitor, plan.patience) ? 'patience' : 'epochs'
  const secondsPerStep = progress.seconds / progress.step
  plan.listen({ _tag: 'Finished', steps: progress.step, secondsPerStep, stopped })
  return {
    params: state.params,
    history: progress.history,
    steps: progress.step,
    secondsPerStep,
    parameters: count(state.params),
    stopped,
    engine: engine.name,
  }
}

/** The first state: the parameters of the model, and what the optimizer remembers. */
const initialState = (plan: Plan, engine: Engine): TE.TaskEither<TrainError, Host<TrainState<unknown>>> =>
  engine.run((_nothing: null, key: Key): TrainState<unknown> => {
    const params = plan.model.init(key)
    return { params, memory: plan.optimizer.init(params) }
  })(null, child('init')(plan.key))

const run = (plan: Plan, engine: Engine): TE.TaskEither<TrainError, Trained<unknown>> =>
  pipe(
    initialState(plan, engine),
    TE.tapIO((initial) => () => {
      plan.listen({
        _tag: 'Started',
        engine: engine.description,
        formula: plan.objective.formula.text,
        parameters: count(initial.params),
        epochs: plan.epochs,
        stepsPerEpoch: Math.floor(plan.data.count / plan.batch),
      })
    }),
    TE.flatMap((initial) => engine.start(trainStep(plan.model, plan.objective, plan.samples, plan.optimizer), initial)),
    TE.flatMap((session) =>
      pipe(
        epochs(plan, { session, runs: runsOf(plan, engine), validate: validation(plan, engine) }, first),
        TE.flatMap((progress) =>
          pipe(
            progress.best === null ? session.snapshot : TE.right(progress.best),
            TE.map((state) => finished(plan, engine, progress, state)),
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

// -----------------------------------------------------------------------------
// fit
// -----------------------------------------------------------------------------

/**
 * Trains a model on data: maximises the objective by minibatches.
 *
 * The same key on the same engine gives the same parameters.
 *
 * Errors: `BadRequest` for a batch larger than the data or a number out of range; `Diverged` when the objective stops
 * being a number; `EngineMissing`; `EngineFailed`, also for what a data set, a schedule or a listener throws;
 * `ShapeError` for what a cast let past the compiler.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, algorithm 1.
 */
export const fit = <Given, Objective, Data>(
  options: FitOptions<Given, Objective, Data>,
): TE.TaskEither<TrainError, Trained<ParamsOf<Given>>> => {
  const defaults = { samples: 1, batch: 128, listen: () => undefined }
  // safe: the model, the objective and the data are themselves wherever the call compiles, and `complaintOf` is the
  // run-time twin of what the compiler checked
  const plan = { ...defaults, ...options } as unknown as Plan
  const words = complaintOf(plan)
  return words !== null
    ? TE.left(badRequest(words))
    : (pipe(
        options.engine
          ? TE.right(options.engine)
          : pipe(
              choose('auto'),
              TE.map(({ engine }) => engine),
            ),
        TE.flatMap((engine) => caught(engine)(run(plan, engine))),
      ) as TE.TaskEither<TrainError, Trained<ParamsOf<Given>>>)
}
