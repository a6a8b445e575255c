/** An experiment: model, objective, data, optimizer and looks, whose types are checked where it is written and closed over. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Labels } from '../data/labels.js'
import { take } from '../data/split.js'
import type { Engine } from '../engines/engine.js'
import { type Annealed, annealed } from '../evaluation/annealing/annealed.js'
import { type Bidirectional, bidirectional } from '../evaluation/annealing/bidirectional.js'
import { annealingFault, type ChainOptions } from '../evaluation/annealing/options.js'
import { type Evaluation, evaluation } from '../evaluation/evaluation.js'
import { type Measurement, objective as measureObjective } from '../evaluation/index.js'
import type { Evaluable } from '../evaluation/logLikelihood.js'
import { blank } from '../export/blank.js'
import type { ExportError } from '../export/index.js'
import type { Optimizer } from '../optimizers/index.js'
import type { Key } from '../random/key.js'
import type { Besides } from '../shapes/checkDim.js'
import type { NotAny } from '../shapes/whole.js'
import type { CheckedModel, ParamsOf } from '../training/check.js'
import type { CheckedData } from '../training/checkData.js'
import type { CheckedObjective } from '../training/checkObjective.js'
import * as Train from '../training/index.js'
import type { CheckedPlayers, Nobody } from '../training/players.js'
import type { StopSignal } from '../training/saving.js'
import {
  about,
  type DataShown,
  type ExperimentData,
  examplesOf,
  type Half,
  heldOutOf,
  parted,
  rowsOf,
} from './experimentData.js'
import { type Begin, forTestOf, type Local, type LocalOptions, localFault, viewsFor } from './local.js'
import type { Looks } from './looks.js'
import type { OptionRefused } from './options.js'
import { type ExampleRows, type Parameters, type Views, viewsOf } from './views.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How long and on what an experiment trains: what any recipe can be asked. */
export interface Settings {
  readonly epochs: number
  /** How many examples a step. */
  readonly batch: number
  /** How many examples of a batch are taken at once, for less memory; all if left out. */
  readonly microBatch?: number
  /** How many samples of the posterior for each example. */
  readonly samples: number
  /** After how many epochs without a better value it stops; a twelfth of the training data is then held out. */
  readonly patience?: number
}

/** How many examples are taken at once. */
export const atOnceOf = ({
  batch,
  microBatch = batch,
}: {
  readonly batch: number
  readonly microBatch?: number | undefined
}): number => microBatch

/** A training of an experiment. */
export interface TrainingRequest extends Settings {
  readonly key: Key
  readonly engine: Engine
  readonly listen: Train.Listener | readonly Train.Listener[]
  /** How many engines of one thread each share the micro-batches of a step. */
  readonly workers?: number
  /** Whether steps report the norms of gradients and updates. */
  readonly norms?: boolean
  /** The state of a training of this experiment, with the same settings and key: goes on from it. */
  readonly from?: Train.TrainingState<unknown>
  /** Ends training after the steps that are under way, with the state of then. */
  readonly signal?: StopSignal
  readonly checkpoint?: Train.Checkpointing<unknown>
}

/** A measurement of an experiment on its test data. */
export interface MeasureRequest extends Pick<Settings, 'samples' | 'batch'> {
  readonly params: Parameters
  readonly key: Key
  readonly engine: Engine
}

/** A measurement of an experiment by annealed importance sampling. */
export interface AnnealRequest extends Omit<MeasureRequest, 'samples'>, ChainOptions {
  /** How many test examples are taken, the first; or are drawn from the model. */
  readonly examples: number
}

/** Annealed importance sampling of an experiment. */
export interface Annealings {
  /** The log-likelihood of the first test examples. */
  readonly annealed: (request: AnnealRequest) => TE.TaskEither<Train.TrainError, Annealed>
  /** That of examples of the model itself, from both sides. */
  readonly bidirectional: (request: AnnealRequest) => TE.TaskEither<Train.TrainError, Bidirectional>
  /** Why there is none, or `null`. */
  readonly fault: string | null
}

/** Where an experiment is to run. */
export interface Place {
  readonly engine: string
  /** Units: bytes. */
  readonly memory: number
}

/** An experiment, closed over: no type of it is left, and everything can be asked of it. */
export interface Experiment {
  readonly data: DataShown
  /** What was chosen although nobody asked for it, a line each. */
  readonly notes: readonly string[]
  /** What follows from its options and is not one of them, such as the `learningRate` where none was asked for. */
  readonly facts: Readonly<Record<string, string>>
  readonly views: Views
  /** Why it cannot run as it is asked to, or `null`. */
  readonly fault: (settings: Settings, place: Place) => OptionRefused | null
  /** How many of the training examples are held out. */
  readonly heldOut: (settings: Pick<Settings, 'patience'>) => number
  readonly train: (request: TrainingRequest) => TE.TaskEither<Train.TrainError, Train.TrainResult<unknown>>
  /** What its recipe measures, on all test data. */
  readonly measure: (request: MeasureRequest) => TE.TaskEither<Train.TrainError, Measurement>
  /** The same on what is held out of the training data; `null` where nothing is. */
  readonly measureHeldOut: (
    request: MeasureRequest & Pick<Settings, 'patience'>,
  ) => TE.TaskEither<Train.TrainError, Measurement | null>
  /** The ELBO and the log-likelihood on all test data. */
  readonly evaluate: (request: MeasureRequest) => TE.TaskEither<Train.TrainError, Evaluation>
  readonly annealing: Annealings
  /** The tree of the parameters without their numbers: what a checkpoint is loaded into. */
  readonly blank: TE.TaskEither<ExportError, Parameters>
  /** The first test examples, as the model is shown them; fewer where there are fewer. */
  readonly examples: (count: number, key: Key) => ExampleRows
  /** Some examples, as the model is shown them. */
  readonly rows: (half: Half, indices: Uint32Array, key: Key) => ExampleRows
}

// -----------------------------------------------------------------------------
// what is given
// -----------------------------------------------------------------------------

/** Looks of the model, else the message. */
export type CheckedLooks<Given, Seen> =
  Seen extends Looks<infer Params>
    ? [ParamsOf<Given>] extends [Params]
      ? Seen
      : 'the looks are of another model'
    : 'the looks are made by Recipe.ofVae'

/** What an experiment has whoever trains it. */
export interface ExperimentOptions<Given, Objectives, Data, Test, Measured, Seen> {
  readonly model: CheckedModel<Given>
  readonly data: CheckedData<Given, Data, 'data', Objectives>
  /** What is measured at the end, and looked at. */
  readonly test: CheckedData<Given, Test, 'test data', Objectives>
  /** What is measured at the end: the objective, that of the first player, if left out. */
  readonly measure?: CheckedObjective<Given, Measured>
  readonly looks?: CheckedLooks<Given, Seen>
  /** The classes of the test examples, which reports color; those of a field of classes, if left out. */
  readonly labels?: Labels | null
  /** What was chosen although nobody asked for it, a line each. */
  readonly notes?: readonly string[]
  /** What follows from its options and is not one of them, such as the `learningRate` where none was asked for. */
  readonly facts?: Readonly<Record<string, string>>
  /** Why it cannot run as it is asked to, or `null`. */
  readonly fault?: (settings: Settings, place: Place) => OptionRefused | null
}

/** An experiment of one objective. */
export interface FittedOptions<Given, Objective, Data, Test, Measured, Seen>
  extends ExperimentOptions<Given, Objective, Data, Test, Measured, Seen> {
  readonly objective: CheckedObjective<Given, Objective>
  readonly optimizer: Optimizer
}

/** An experiment of several players. */
export interface PlayedOptions<
  Given,
  Players extends readonly unknown[],
  Data,
  Test,
  Measured,
  Seen,
  Turn extends Train.Order,
> extends ExperimentOptions<Given, Players, Data, Test, Measured, Seen> {
  readonly players: CheckedPlayers<Given, Players, Turn> & Nobody<Players>
  readonly order?: Turn
  /** Where one of them moves what belongs to single examples: how that is found of test examples, which were not trained on. */
  readonly local?: LocalOptions<Players>
}

// -----------------------------------------------------------------------------
// with the types erased
// -----------------------------------------------------------------------------

/** What is read of the options, with their types erased. */
export interface Erased extends ExperimentData {
  readonly model: { readonly init: (key: Key) => unknown }
  readonly measure: unknown
  readonly notes?: readonly string[]
  readonly facts?: Experiment['facts']
  readonly fault?: Experiment['fault']
}

const annealingOf = ({ model, test }: Erased): Annealings => ({
  // safe, here and below: the model and the data were checked where the experiment was written, and are again where they run
  annealed: ({ examples, ...request }) =>
    pipe(
      TE.fromEither(take(Math.min(examples, test.count))(test)),
      TE.flatMap((data) => annealed({ ...request, model, data } as never)),
    ),
  bidirectional: (request) => bidirectional({ ...request, model } as never),
  fault: annealingFault(model),
})

// -----------------------------------------------------------------------------
// closing over
// -----------------------------------------------------------------------------

/** What a recipe measures, on some data. */
const measureOn =
  ({ model, measure }: Erased, data: unknown) =>
  ({ params, key, engine, samples, batch }: MeasureRequest): TE.TaskEither<Train.TrainError, Measurement> =>
    // safe: the model, the data and the term were checked where the experiment was written, and are again where they run
    measureObjective({ model, data, objective: measure, params, key, engine, samples, batch } as never)

const heldOutMeasured =
  (erased: Erased): Experiment['measureHeldOut'] =>
  (request) =>
    pipe(
      TE.fromEither(parted(erased, request)),
      TE.flatMap(
        (parts): TE.TaskEither<Train.TrainError, Measurement | null> =>
          'validation' in parts ? measureOn(erased, parts.validation)(request) : TE.right(null),
      ),
    )

/** An experiment of which nothing belongs to single examples, or what moves that. */
export const closed = (erased: Erased, begin: Begin, local: Local | null = null): Experiment => {
  const forTest = forTestOf(erased.test, local)
  const onTest =
    <Found>(measured: (request: MeasureRequest) => TE.TaskEither<Train.TrainError, Found>) =>
    (request: MeasureRequest) =>
      pipe(
        forTest(request),
        TE.flatMap((params) => measured({ ...request, params })),
      )
  const views = viewsOf(erased.looks)
  const fault = erased.fault ?? (() => null)
  return {
    data: about(erased),
    notes: erased.notes ?? [],
    facts: erased.facts ?? {},
    views: local === null ? views : viewsFor(forTest, views),
    fault: local === null ? fault : (settings, place) => localFault(settings) ?? fault(settings, place),
    heldOut: heldOutOf(erased),
    train: (request) =>
      pipe(
        TE.fromEither(parted(erased, request)),
        TE.flatMap((data) => begin({ ...request, ...data })),
      ),
    measure: onTest(measureOn(erased, erased.test)),
    measureHeldOut: heldOutMeasured(erased),
    evaluate: onTest((request) =>
      // safe: as above; what the model does not supply is said in words
      evaluation({ ...request, model: erased.model as Evaluable, data: erased.test, measure: erased.measure }),
    ),
    annealing: annealingOf(erased),
    blank: blank(erased.model.init),
    examples: examplesOf(erased),
    rows: rowsOf(erased),
  }
}

/**
 * An experiment of one objective, closed over: its types are checked here, as `Train.fit` checks them.
 *
 * Errors: what does not fit is refused by the compiler, and where a cast has silenced it as `BadRequest` when it trains.
 *
 * @example
 * const { binary } = sprites({ key: from(1), count: 60, size: 4 })
 * const model = Vae.make({
 *   encoder: Layer.sequence(Layer.normalHead(16, 2)),
 *   decoder: Layer.sequence(Layer.bernoulliHead(2, 16)),
 *   prior: DiagonalNormal.standard(2),
 * })
 * const optimizer = Optimizer.adam()
 * experiment({ model, objective: Elbo.elbo, data: binary, test: binary, optimizer, looks: ofVae(model) }).data.training
 * //=> 60
 */
export const experiment = <Given, Objective, Data, Test, Measured = unknown, Seen = unknown, Whole = unknown>(
  options: Besides<{ model: Given; objective: Objective; data: Data; test: Test }, 'the '> &
    FittedOptions<Given, Objective, Data, Test, Measured, Seen> &
    NotAny<Whole>,
): Experiment => {
  const { model, objective, optimizer } = options
  // safe: each is itself wherever the call compiles
  const erased = { measure: objective, ...(options as object) } as unknown as Erased
  return closed(erased, (given) => Train.fit({ model, objective, optimizer, ...(given as object) } as never) as never)
}

/**
 * An experiment of several players, closed over: its types are checked here, as `Train.play` checks them.
 *
 * Errors: as those of `experiment`.
 */
export const game = <
  Given,
  const Players extends readonly unknown[],
  Data,
  Test,
  Measured = unknown,
  Seen = unknown,
  Whole = unknown,
  const Turn extends Train.Order = 'in turn',
>(
  options: Besides<{ model: Given; data: Data; test: Test }, 'the '> &
    PlayedOptions<Given, Players, Data, Test, Measured, Seen, Turn> &
    NotAny<Whole>,
): Experiment => {
  const { model, players, order = 'in turn', local } = options
  // safe: each is itself wherever the call compiles
  const all = players as unknown as readonly { readonly name: string; readonly objective: unknown }[]
  const erased = { measure: all[0]?.objective, ...(options as object) } as unknown as Erased
  const played =
    (by: unknown): Begin =>
    (given) =>
      Train.play({ model, players: by, order, ...(given as object) } as never) as never // safe: as above
  const alone = local && { epochs: local.epochs, begin: played(all.filter(({ name }) => name === local.player)) }
  return closed(erased, played(players), alone)
}
