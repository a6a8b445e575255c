/** `shapebound train`: an experiment, its training, and what is left on disk. */

import { basename, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { save } from '../checkpoints/checkpoint.js'
import type { Engine } from '../engines/engine.js'
import { choose, type Selection } from '../engines/select.js'
import { child } from '../random/key.js'
import type { Experiment } from '../recipes/experiment.js'
import { line } from '../reports/metrics.js'
import type { Stepped, TrainingEvent } from '../training/events.js'
import { type Asked, keyOf, opened, type Places, refusedOption, settingsOf } from './asked.js'
import { configurationLine, configurationOf } from './configuration.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { abandon, FILES, folder, type RunFolder, removeUnsaved } from './folder.js'
import { type MetricsFile, metricsFile } from './metricsFile.js'
import { type Outcome, outcomeOf } from './outcome.js'
import { reportOf, writeReport } from './report.js'
import type { Guard } from './stop.js'
import { type Summary, summary } from './summary.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Who hears what: words for people, events for whoever draws them. */
export interface Listeners {
  readonly say: (...lines: readonly string[]) => void
  /** Takes the last line of a run that did not come to its end. */
  readonly last: (line: string) => void
  readonly onTraining: (event: TrainingEvent) => void
  readonly onDownload: Places['onDownload']
}

/** What the surroundings give a command. */
export interface Surroundings extends Listeners {
  readonly cache: string
  readonly command: string
  /** Of the library. */
  readonly version: string
  /** Units: bytes. */
  readonly memory: number
  readonly guarded: Guard
}

/** What a command has found, and what went wrong after that: numbers are shown although they could not be written. */
export interface CommandOutcome<Result> {
  readonly result: Result
  readonly failure: CliError | null
}

// -----------------------------------------------------------------------------
// before training
// -----------------------------------------------------------------------------

const tooLarge = (asked: Asked, experiment: Experiment): CliError | null => {
  const { batch } = asked.common
  const { training } = experiment.data
  const held = experiment.heldOut(settingsOf(asked))
  const rest = held === 0 ? '' : ` that are left of ${training}: --patience holds out a twelfth`
  return batch > training - held
    ? badInput(`--batch: ${batch} is more than the ${training - held} training examples${rest}`)
    : null
}

/** What of the sizes cannot be: said before anything is made. */
const misfit = (asked: Asked, experiment: Experiment, engine: Engine, memory: number): CliError | null => {
  const large = tooLarge(asked, experiment)
  if (large !== null) return large
  const fault = experiment.fault(settingsOf(asked), { engine: engine.name, memory })
  return fault === null ? null : refusedOption(fault)
}

const unless = (error: CliError | null): TE.TaskEither<CliError, void> =>
  error === null ? TE.right(undefined) : TE.left(error)

// -----------------------------------------------------------------------------
// a run that is under way
// -----------------------------------------------------------------------------

/** A run: what it is asked to be, and where it is made. */
interface Run {
  readonly asked: Asked
  readonly around: Surroundings
  readonly experiment: Experiment
  readonly engine: Engine
  readonly into: RunFolder
  readonly metrics: MetricsFile
  readonly steps: Stepped[]
}

/** Hears of every event: the metrics, whoever draws them, and the report. */
const listenTo =
  ({ around, metrics, steps }: Run) =>
  (event: TrainingEvent): void => {
    metrics.add(line(event))
    if (event._tag === 'Stepped') steps.push(event)
    around.onTraining(event)
  }

const trained = (run: Run): TE.TaskEither<CliError, Outcome> => {
  const { asked, experiment, engine } = run
  const [key, settings] = [keyOf(asked), settingsOf(asked)]
  return pipe(
    experiment.train({ ...settings, key: child('fit')(key), engine, listen: listenTo(run) }),
    TE.mapLeft(toCliError),
    TE.flatMap(outcomeOf({ experiment, settings, engine, key })),
  )
}

// -----------------------------------------------------------------------------
// after training
// -----------------------------------------------------------------------------

/** Options that are about a place and not about the model: they are in no checkpoint. */
const PLACES = ['out', 'dataDir', 'mirror', 'engine', 'checkpointSteps', 'checkpointMinutes']

const metadataOf = (
  { asked, around, experiment }: Run,
  { trained: run }: Outcome,
): Readonly<Record<string, string>> => {
  const { recipe, common, configured } = asked
  const options = Object.entries({ ...common, ...configured.values }).filter(([name]) => !PLACES.includes(name))
  return {
    format: 'shapebound parameters',
    library: `shapebound ${around.version}`,
    recipe: recipe.name,
    objective: run.players[0].objective.text,
    engine: run.engine,
    steps: String(run.steps),
    event: JSON.stringify(experiment.data.event),
    pixels: String(experiment.data.event.reduce((product, size) => product * size, 1)),
    ...experiment.facts,
    options: JSON.stringify(Object.fromEntries(options)),
  }
}

/** Writes what can be written: the report where the checkpoint finds no room, and the other way round. */
const written =
  (run: Run) =>
  (outcome: Outcome): T.Task<CommandOutcome<Summary>> => {
    const { asked, around, engine, into, metrics, steps } = run
    return pipe(
      T.Do,
      T.bind(
        'lines',
        () => async () =>
          pipe(
            metrics.flush(),
            E.bimap(toCliError, () => [FILES.metrics]),
          ),
      ),
      T.bind('checkpoint', () =>
        pipe(
          outcome.trained.params,
          save(join(into.path, FILES.checkpoint), metadataOf(run, outcome)),
          TE.bimap(toCliError, () => [FILES.checkpoint]),
        ),
      ),
      T.bind('report', () => writeReport(into.path, reportOf(asked, outcome, steps, engine, around))),
      T.map(({ checkpoint, report, lines }) => {
        const all = [checkpoint, report, lines]
        const files = all.flatMap((each) => (E.isRight(each) ? each.right.map((file) => basename(file)) : []))
        const failure = all.find(E.isLeft)?.left ?? null
        return { result: summary(asked, outcome, into.path, files), failure }
      }),
    )
  }

// -----------------------------------------------------------------------------
// the command
// -----------------------------------------------------------------------------

const stoppedWords = (epochs: number, { common }: Asked, run: RunFolder | null): string => {
  const kept = run === null ? [] : abandon(run)
  return `stopped after ${epochs} of ${common.epochs} epochs: ${
    kept.length === 0 ? 'nothing of this run is kept' : `kept ${kept.join(', ')} in ${run?.path}`
  }`
}

/** Removes what there is of a run that came to nothing. */
const leaving =
  (run: () => RunFolder | null) =>
  <Failure, Result>(task: TE.TaskEither<Failure, Result>): TE.TaskEither<Failure, Result> =>
  async () => {
    const ended = await TE.tryCatch(task, (thrown) => thrown)()
    const into = run()
    if (into !== null && (E.isLeft(ended) || E.isLeft(ended.right))) removeUnsaved(into)
    if (E.isLeft(ended)) throw ended.left
    return ended.right
  }

/**
 * Trains, measures, and writes the report, the pictures, the metrics and a checkpoint.
 *
 * The folder is made and tried first, so that nothing is lost at the end; where nothing was written, none is left.
 *
 * Errors: a `CliError` of one line.
 */
export const train = (asked: Asked, around: Surroundings): TE.TaskEither<CliError, CommandOutcome<Summary>> => {
  let into: RunFolder | null = null
  let epochs = 0
  const begun =
    (experiment: Experiment) =>
    ({ engine, notes }: Selection): TE.TaskEither<CliError, CommandOutcome<Summary>> =>
      pipe(
        unless(misfit(asked, experiment, engine, around.memory)),
        TE.flatMap(() => folder(asked.common.out, asked.common.data)),
        TE.flatMap((made) => {
          into = made
          around.say(...notes, ...experiment.notes)
          const metrics = metricsFile(join(made.path, FILES.metrics), () => performance.now())
          metrics.add(configurationLine(configurationOf(asked, engine.name, around)))
          const onTraining = (event: TrainingEvent) => {
            if (event._tag === 'EpochEnded') epochs += 1
            around.onTraining(event)
          }
          const run = { asked, around: { ...around, onTraining }, experiment, engine, into: made, metrics, steps: [] }
          return pipe(trained(run), TE.flatMapTask(written(run)))
        }),
      )
  const selected = pipe(choose(asked.common.engine), TE.mapLeft(toCliError))
  return pipe(
    opened(asked, around),
    TE.flatMap((experiment) => TE.bracket(selected, begun(experiment), ({ engine }) => TE.fromTask(engine.close))),
    leaving(() => into),
    around.guarded(() => around.last(stoppedWords(epochs, asked, into))),
  )
}
