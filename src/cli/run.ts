/** A run in its folder, from its first step or from a state on: its training, its state saved as it goes, and its report. */

import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { save } from '../checkpoints/checkpoint.js'
import { saveState } from '../checkpoints/state.js'
import type { Engine } from '../engines/engine.js'
import { put } from '../files/atomicWrite.js'
import { lock } from '../files/lock.js'
import { type Appending, appending } from '../listeners/metrics/appending.js'
import { toCsv, toTensorBoard } from '../listeners/metrics/index.js'
import { child } from '../random/key.js'
import type { Experiment } from '../recipes/experiment.js'
import { type Outcome, outcomeOf } from '../recipes/outcome.js'
import type { Parameters } from '../recipes/views.js'
import { line, type Metric } from '../reports/metrics.js'
import { elements } from '../tensors/tensor.js'
import type {
  Checkpointing,
  Listener,
  Stepped,
  TrainError,
  TrainingEvent,
  TrainingState,
  TrainResult,
} from '../training/index.js'
import { type Asked, keyOf, settingsOf } from './asked.js'
import { type Configuration, configurationLine } from './configuration.js'
import { type CliError, failed, toCliError } from './errors.js'
import { POINTS, writeExplorer } from './explorer.js'
import { eventFilesIn, FILES } from './folder.js'
import { withoutPlaces } from './options.js'
import { reportOfRun, writeReport } from './report.js'
import { resumingCommand } from './reproduce.js'
import { type Summary, summary } from './summary.js'
import type { CommandOutcome, Surroundings } from './surroundings.js'
import { testedOf, testLine } from './tested.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A run: what it is asked to be, where it is made, and where it begins. */
export interface Run {
  readonly asked: Asked
  readonly around: Surroundings
  readonly configuration: Configuration
  readonly experiment: Experiment
  readonly engine: Engine
  /** The path of its folder. */
  readonly into: string
  readonly metrics: Appending
  /** The steps that were taken before. */
  readonly before: readonly Stepped[]
  /** The state that it goes on from. */
  readonly from?: TrainingState<unknown>
}

/**
 * The metrics of a run in its folder, which grow from its configuration and from lines that it goes on from. They are begun whole: a run that is
 * killed before its first state is saved can begin again.
 *
 * Errors: a `CliError` of one line when they cannot be written.
 */
export const metricsFrom = (
  into: string,
  configuration: Configuration,
  kept: readonly Metric[] = [],
): TE.TaskEither<CliError, Appending> => {
  const file = join(into, FILES.metrics)
  const text = configurationLine(configuration) + kept.map(line).join('')
  return pipe(
    put(file, new TextEncoder().encode(text)),
    TE.bimap(toCliError, () => appending(file)),
  )
}

// -----------------------------------------------------------------------------
// checkpoints
// -----------------------------------------------------------------------------

/** The options of a run that its bits follow from, as one text. */
export const optionsText = ({ common, configured }: Asked): string =>
  JSON.stringify(withoutPlaces({ ...common, ...configured.values }))

const metadataOf = (
  { asked, configuration, experiment, engine }: Run,
  objective: string,
  steps: number,
): Readonly<Record<string, string>> => ({
  format: 'shapebound parameters',
  library: configuration.library,
  recipe: asked.recipe.name,
  objective,
  engine: engine.name,
  steps: String(steps),
  event: JSON.stringify(experiment.data.event),
  pixels: String(elements(experiment.data.event)),
  ...experiment.facts,
  options: optionsText(asked),
})

/** What saves the state of a run; the metrics first, so that they never lack a step that was saved. */
const checkpointOf = (run: Run, objective: () => string): Checkpointing<unknown> => {
  const { checkpointSteps, checkpointMinutes } = run.asked.common
  return {
    epochs: 1,
    ...(checkpointSteps === undefined ? {} : { steps: checkpointSteps }),
    ...(checkpointMinutes === undefined ? {} : { minutes: checkpointMinutes }),
    save: (state) =>
      pipe(
        TE.fromEither(run.metrics.flush()),
        TE.flatMap(() => {
          const { progress } = state
          const metadata = metadataOf(run, objective(), progress.step)
          const { params } = progress.monitor
          return pipe(
            params === null || progress.monitor.waited > 0
              ? TE.right(undefined)
              : bestOf(run.into, metadata)(params as Parameters),
            // safe: it is the state of this experiment
            TE.flatMap(() => saveState(join(run.into, FILES.checkpoint), metadata)(state as TrainingState)),
          )
        }),
      ),
  }
}

const bestOf = (into: string, metadata: Readonly<Record<string, string>>) => (params: Parameters) =>
  save(join(into, FILES.best), metadata)(params)

// -----------------------------------------------------------------------------
// training
// -----------------------------------------------------------------------------

/** What of a training that has failed is kept. */
const failedIn =
  ({ into }: Run, saved: () => boolean) =>
  (error: TrainError): CliError => {
    // safe: its cause is the error of our own `save`
    if (error._tag === 'SaveFailed') return toCliError(error.cause as TrainError)
    const { message, ...rest } = toCliError(error)
    return { ...rest, message: saved() ? `${message}; the last good state is in ${into}` : message }
  }

const stoppedIn = ({ asked, into }: Run, { state }: TrainResult<unknown>): CliError =>
  failed(
    `stopped after ${state.progress.epoch} of ${asked.common.epochs} epochs, at step ${state.progress.step}: go on with ${resumingCommand(into)}`,
  )

/** The files of metrics that were asked for beside their lines. */
const filesOf = ({ asked: { common }, into }: Run): readonly Listener[] => [
  ...(common.csv ? [toCsv(join(into, FILES.csv))] : []),
  ...(common.tensorboard ? [toTensorBoard(into)] : []),
]

interface Ended {
  readonly outcome: Outcome
  readonly steps: readonly Stepped[]
}

const trained = (run: Run): TE.TaskEither<CliError, Ended> => {
  const { asked, around, experiment, engine, metrics } = run
  const [key, settings] = [keyOf(asked), settingsOf(asked)]
  const { norms, workers } = asked.common
  const steps: Stepped[] = [...run.before]
  let [objective, saved] = ['', run.from !== undefined]
  const hear = (event: TrainingEvent) => {
    if (event._tag === 'Started') objective = event.players[0].objective.text
    if (event._tag === 'Stepped') steps.push(event)
    metrics.add(line(event))
    around.onTraining(event)
  }
  const listen = [hear, ...filesOf(run)]
  const { save: saving, ...when } = checkpointOf(run, () => objective)
  const checkpoint: Checkpointing<unknown> = {
    ...when,
    save: (state, why) =>
      pipe(
        saving(state, why),
        TE.tapIO(() => () => {
          saved = true
        }),
      ),
  }
  const signal = around.stopping.begin()
  return pipe(
    experiment.train({
      ...{ ...settings, norms, key: child('fit')(key), engine, listen, signal, checkpoint },
      ...(workers === undefined ? {} : { workers }),
      ...(run.from === undefined ? {} : { from: run.from }),
    }),
    TE.mapLeft(failedIn(run, () => saved)),
    TE.flatMap((result) =>
      result.stopped === 'signal'
        ? TE.left(stoppedIn(run, result))
        : pipe(outcomeOf({ experiment, settings, engine, key })(result), TE.mapLeft(toCliError)),
    ),
    TE.map((outcome) => ({ outcome, steps })),
  )
}

// -----------------------------------------------------------------------------
// after training
// -----------------------------------------------------------------------------

/** What the explorer of a run is made of. */
const exploredOf = ({ asked, experiment, engine }: Run, { trained: { params, players, steps } }: Outcome) => ({
  ...{
    experiment,
    params: params as Parameters,
    engine,
    key: keyOf(asked),
    recipe: asked.recipe.name,
    data: asked.common.data,
  },
  ...{ objective: players[0].objective.text, trained: `Trained for ${steps} steps.`, points: POINTS, small: false },
})

/** Writes what can be written: the report where the parameters find no room, and the other way round. */
const written =
  (run: Run) =>
  ({ outcome, steps }: Ended): T.Task<CommandOutcome<Summary>> =>
  async () => {
    const { asked, around, configuration, engine, into, metrics } = run
    const metadata = metadataOf(run, outcome.trained.players[0].objective.text, outcome.trained.steps)
    const about = { command: configuration.command, version: around.version }
    metrics.add(testLine(testedOf(outcome)))
    const said = ({ files, notes }: { readonly files: readonly string[]; readonly notes: readonly string[] }) => {
      around.say(...notes)
      return files
    }
    const explorer = await pipe(writeExplorer(into, exploredOf(run, outcome)), TE.map(said))()
    const explored = E.isRight(explorer) && explorer.right.length > 0 ? FILES.explorer : null
    const all = [
      E.bimap(toCliError, () => [FILES.metrics, FILES.csv, ...eventFilesIn(into)])(metrics.flush()),
      await pipe(
        bestOf(into, metadata)(outcome.trained.params),
        TE.bimap(toCliError, () => [FILES.checkpoint, FILES.best]),
      )(),
      await pipe(
        writeReport(into, { ...reportOfRun(asked, outcome, steps, engine, about), explorer: explored }),
        TE.map(said),
      )(),
      explorer,
    ] as const
    const files = all
      .flatMap((each) => (E.isRight(each) ? each.right.map((file) => basename(file)) : []))
      .filter((file) => existsSync(join(into, file)))
    const failure = all.find(E.isLeft)?.left ?? null
    return { result: summary(asked, outcome, into, files), failure }
  }

/** Trains from where a run is, measures and looks, and writes what comes of it. Errors: a `CliError` of one line. */
export const carriedOut = (run: Run): TE.TaskEither<CliError, CommandOutcome<Summary>> =>
  pipe(trained(run), TE.flatMapTask(written(run)))

/** Runs a task while no other process writes into a folder. Errors: a `CliError` that names the process that does. */
export const alone =
  (folder: string) =>
  <Result>(task: TE.TaskEither<CliError, Result>): TE.TaskEither<CliError, Result> =>
    TE.bracket(
      pipe(lock(folder), TE.mapLeft(toCliError)),
      () => task,
      (free) => TE.fromTask(free),
    )
