/** `shapebound resume`: goes on with the run of a folder, to the bytes of a run that was never stopped. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { loadState } from '../checkpoints/state.js'
import { choose } from '../engines/select.js'
import type { Experiment } from '../recipes/experiment.js'
import { inOrder, type Metric } from '../reports/metrics.js'
import type { Stepped, TrainingState } from '../training/index.js'
import { opened } from './asked.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'
import { type BegunRun, metricsIn, runIn } from './fromFolder.js'
import { jsonOption } from './options.js'
import { alone, carriedOut, metricsFrom, optionsText } from './run.js'
import type { Summary } from './summary.js'
import type { CommandOutcome, Surroundings } from './surroundings.js'

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

/** What was asked for. */
export interface ResumeOptions {
  readonly epochs?: number
  readonly dataDir?: string
  readonly quiet: boolean
  readonly json: boolean
}

/** What options say but for the number of epochs, which may grow. */
const withoutEpochs = (text: string): string => {
  const { epochs: _, ...rest } = JSON.parse(text) as Readonly<Record<string, unknown>>
  return JSON.stringify(rest)
}

// -----------------------------------------------------------------------------
// the state
// -----------------------------------------------------------------------------

/** Why a state is not of this run, or `null`. */
const foreign = (run: BegunRun, options: string | undefined, { progress }: TrainingState): CliError | null => {
  const file = join(run.path, FILES.checkpoint)
  const { epochs } = run.asked.common
  return options === undefined || withoutEpochs(options) !== withoutEpochs(optionsText(run.asked))
    ? badInput(`resume: ${file} is of other options than ${FILES.metrics} beside it: begin a new run with train`)
    : epochs < progress.epoch || (epochs === progress.epoch && progress.position > 0)
      ? badInput(`--epochs: ${progress.epoch} are over already, which is more than ${epochs}`)
      : null
}

/** The state of a run, or `null` of one that was stopped before its first state was saved. */
const stateOf = (run: BegunRun, experiment: Experiment): TE.TaskEither<CliError, TrainingState | null> => {
  const file = join(run.path, FILES.checkpoint)
  return !existsSync(file)
    ? TE.right(null)
    : pipe(
        experiment.blank,
        TE.mapLeft(toCliError),
        TE.flatMap((template) => pipe(loadState(template)(file), TE.mapLeft(toCliError))),
        TE.flatMapEither(({ state, metadata }) => {
          const fault = foreign(run, metadata.options, state as TrainingState)
          return fault === null ? E.right(state as TrainingState) : E.left(fault)
        }),
      )
}

// -----------------------------------------------------------------------------
// the metrics
// -----------------------------------------------------------------------------

const isStep = (metric: Metric): metric is Stepped => metric._tag === 'Stepped'

/** What the metrics hold up to a state: every step, and every epoch that is over. */
const upTo =
  (state: TrainingState) =>
  (all: readonly Metric[]): readonly Metric[] => {
    const { step, history } = state.progress
    const steps = all.filter(isStep).filter((metric) => metric.step <= step)
    const epochs = history.map(
      (record): Metric =>
        all.find((metric) => metric._tag === 'EpochEnded' && metric.epoch === record.epoch) ?? {
          // it was saved and not yet written when the run was stopped
          _tag: 'EpochEnded',
          ...record,
          seconds: 0,
        },
    )
    return inOrder(steps, epochs)
  }

/** The metrics of a run up to its state; none before its first. */
const metricsUpTo = (run: BegunRun, state: TrainingState | null): E.Either<CliError, readonly Metric[]> => {
  if (state === null) return E.right([])
  return pipe(
    metricsIn(run),
    E.map(upTo(state)),
    E.filterOrElse(
      (kept) => kept.filter(isStep).length === state.progress.step,
      () => badInput(`resume: ${join(run.path, FILES.metrics)} lacks steps that ${FILES.checkpoint} has taken`),
    ),
  )
}

// -----------------------------------------------------------------------------
// the command
// -----------------------------------------------------------------------------

/** Goes on with a run. Its files are read while no one else writes them. */
const goneOn = (
  found: TE.TaskEither<CliError, BegunRun>,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<Summary>> =>
  pipe(
    found,
    TE.bindTo('run'),
    TE.bind('experiment', ({ run }) => opened(run.asked, around)),
    TE.bind('state', ({ run, experiment }) => stateOf(run, experiment)),
    TE.bind('kept', ({ run, state }) => TE.fromEither(metricsUpTo(run, state))),
    TE.bind('metrics', ({ run, kept }) => metricsFrom(run.path, run.configuration, kept)),
    TE.flatMap(({ run, experiment, state, kept, metrics }) =>
      TE.bracket(
        pipe(choose(run.asked.common.engine), TE.mapLeft(toCliError)),
        ({ engine }) =>
          carriedOut({
            ...{ asked: run.asked, around, configuration: run.configuration, experiment, engine, into: run.path },
            metrics,
            before: kept.filter(isStep),
            ...(state === null ? {} : { from: state as TrainingState<unknown> }),
          }),
        ({ engine }) => TE.fromTask(engine.close),
      ),
    ),
  )

/** Goes on with the run of a folder. Errors: a `CliError` of one line. */
export const resume = (
  folder: string,
  { epochs, dataDir }: ResumeOptions,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<Summary>> => {
  const anew = { ...(epochs === undefined ? {} : { epochs }), ...(dataDir === undefined ? {} : { dataDir }) }
  const found = runIn(folder, anew)
  return pipe(
    found, // a lock makes its folder: only one that holds a run is locked
    TE.flatMap(({ path }) => alone(path)(goneOn(found, around))),
  )
}

/** Adds the options of going on to a command. */
export const withResumeOptions = (command: Command, whole: (text: string) => number): Command =>
  command
    .argument('<dir>', 'the folder of a run')
    .option('--epochs <n>', 'passes over the data in all, as many as before or more', whole)
    .option('--data-dir <dir>', 'the folder that holds its data, where it has moved')
    .option('--quiet', 'show no progress', false)
    .addOption(jsonOption())
