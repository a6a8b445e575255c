/** Training: minibatches, until a number of epochs or until the objective has stopped improving. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { trainingBatches } from '../data/batches.js'
import type { Dataset } from '../data/dataset.js'
import type { Support } from '../distributions/support.js'
import type { Engine, Running } from '../engines/engine.js'
import { choose } from '../engines/select.js'
import type { Model } from '../models/model.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import { child, type Key } from '../random/key.js'
import { type AnyShape, numbersOf, type Sizes } from '../shapes/dim.js'
import { scalarOnHost } from '../tensors/create.js'
import { count, type Host } from '../tensors/tree.js'
import {
  type AnyObjective,
  type CheckedData,
  type CheckedModel,
  type CheckedObjective,
  dataComplaint,
  numbersComplaint,
  objectiveComplaint,
} from './check.js'
import { badRequest, caught, diverged, type TrainError } from './errors.js'
import { type EpochRecord, meanOfValues, type Stopped, type TrainingEvent, type Values } from './events.js'
import { measureOn } from './measure.js'
import { isSpent, type Monitor, observe, unseen } from './monitor.js'
import {
  type AnyEvaluable,
  type AnyModel,
  type TrainInputs,
  type TrainMetrics,
  type TrainState,
  trainStep,
  valuesOf,
} from './program.js'

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

interface Plan {
  readonly model: AnyModel<unknown> & {
    readonly event: Sizes
    readonly over: Support
    readonly supplies: readonly string[]
  }
  readonly objective: AnyEvaluable & AnyObjective & { readonly formula: { readonly text: string } }
  readonly data: Dataset<AnyShape, Support>
  readonly validation?: Dataset<AnyShape, Support>
  readonly samples: number
  readonly optimizer: Optimizer
  readonly epochs: number
  readonly patience?: number
  readonly batch: number
  readonly key: Key
  readonly listen: (event: TrainingEvent) => void
}

type Session = Running<TrainState<unknown>, TrainInputs, TrainMetrics>

const complaintOf = (plan: Plan): string | null =>
  objectiveComplaint(plan.model.supplies, plan.objective) ??
  dataComplaint(plan.model, plan.data) ??
  (plan.validation === undefined ? null : dataComplaint(plan.model, plan.validation)) ??
  (plan.batch > plan.data.count
    ? `fit: the batch is ${plan.batch} but ${plan.data.name} has only ${plan.data.count} examples`
    : null) ??
  numbersComplaint('fit', {
    batch: plan.batch,
    epochs: plan.epochs,
    samples: plan.samples,
    patience: plan.patience ?? 1,
  })

/** The inputs of one step. */
const inputsOf = (plan: Plan, indices: Uint32Array, step: number) => {
  const key = child(step)(child('step')(plan.key))
  return {
    key,
    inputs: {
      x: {
        shape: ['batch', ...plan.data.shape] as const,
        sizes: [indices.length, ...numbersOf(plan.data.event)],
        values: plan.data.rows(indices, child('visit')(key)),
      },
      scalars: plan.optimizer.scalars(step).map(scalarOnHost),
    },
  }
}

interface Progress {
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly history: readonly EpochRecord[]
  readonly monitor: Monitor
  readonly best: Host<TrainState<unknown>> | null
}

const chunks = <A>(all: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

/** Some steps, told one by one; the first that is no number ends training. */
const advance =
  (plan: Plan, session: Session, epoch: number, before: number) =>
  (batches: readonly Uint32Array[], at: number): TE.TaskEither<TrainError, readonly Values[]> =>
    pipe(
      session.advance(batches.map((indices, index) => inputsOf(plan, indices, before + at + index + 1))),
      TE.flatMapEither((all): E.Either<TrainError, readonly Values[]> => {
        const values = all.map((metrics) => valuesOf(plan.objective.parts, metrics))
        values.forEach((each, index) => {
          plan.listen({ _tag: 'Stepped', epoch, step: before + at + index + 1, values: each })
        })
        const bad = values.findIndex(({ objective }) => !Number.isFinite(objective))
        return bad < 0 ? E.right(values) : E.left(diverged(before + at + bad + 1, values[bad]?.objective ?? Number.NaN))
      }),
    )

/** All steps of an epoch, as many at a time as the engine likes. */
const stepsOf =
  (plan: Plan, session: Session, size: number, { epoch, step }: Progress) =>
  (batches: readonly Uint32Array[]): TE.TaskEither<TrainError, readonly Values[]> =>
    pipe(
      chunks(batches, size),
      TE.traverseSeqArrayWithIndex((index, chunk) => advance(plan, session, epoch + 1, step)(chunk, index * size)),
      TE.map((all) => all.flat()),
    )

const validate = (plan: Plan, engine: Engine, session: Session): TE.TaskEither<TrainError, Values | null> =>
  plan.validation === undefined
    ? TE.right(null)
    : pipe(
        session.snapshot,
        TE.flatMap(({ params }) =>
          measureOn(
            plan.model,
            plan.objective,
            plan.samples,
            plan.batch,
            child('validation')(plan.key),
            engine,
          )(
            params,
            plan.validation as Dataset<AnyShape, Support>, // safe: the line above
          ),
        ),
      )

/** One epoch, and the progress after it. */
const epochOf = (
  plan: Plan,
  engine: Engine,
  session: Session,
  progress: Progress,
): TE.TaskEither<TrainError, Progress> => {
  const begun = performance.now()
  return pipe(
    TE.fromEither(trainingBatches(plan.batch, child(progress.epoch)(child('order')(plan.key)))(plan.data)),
    TE.flatMap(stepsOf(plan, session, engine.stepsPerRun, progress)),
    TE.bindTo('values'),
    TE.let('seconds', () => (performance.now() - begun) / 1000),
    TE.bindW('validation', () => validate(plan, engine, session)),
    TE.map(({ values, seconds, validation }) => {
      const record: EpochRecord = {
        epoch: progress.epoch + 1,
        step: progress.step + values.length,
        seconds,
        training: meanOfValues(values.map((each) => ({ values: each, count: 1 }))),
        validation,
      }
      plan.listen({ _tag: 'EpochEnded', record })
      return {
        ...progress,
        epoch: record.epoch,
        step: record.step,
        seconds: progress.seconds + seconds,
        history: [...progress.history, record],
        monitor: observe(progress.monitor, (validation ?? record.training).objective),
      }
    }),
    TE.flatMap((next) =>
      plan.patience !== undefined && next.monitor.waited === 0
        ? pipe(
            session.snapshot,
            TE.map((best) => ({ ...next, best })),
          )
        : TE.right(next),
    ),
  )
}

/** Epochs until there are enough, or patience is spent. */
const epochs = (
  plan: Plan,
  engine: Engine,
  session: Session,
  progress: Progress,
): TE.TaskEither<TrainError, Progress> =>
  progress.epoch >= plan.epochs || isSpent(progress.monitor, plan.patience)
    ? TE.right(progress)
    : pipe(
        epochOf(plan, engine, session, progress),
        TE.flatMap((next) => epochs(plan, engine, session, next)),
      )

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
        epochs(plan, engine, session, { epoch: 0, step: 0, seconds: 0, history: [], monitor: unseen, best: null }),
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
