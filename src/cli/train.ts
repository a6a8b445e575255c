/** `shapebound train`: data, training, and what is left on disk. */

import { basename, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { save } from '../checkpoints/checkpoint.js'
import type { Engine } from '../engines/engine.js'
import { choose, type Selection } from '../engines/select.js'
import { child, from } from '../random/key.js'
import type { TrainingEvent } from '../training/events.js'
import { binarizesUnasked, conflict, type Places, pixelsOf, type Source, source } from './data.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { experiment, heldOutCount, type Outcome } from './experiment.js'
import { abandon, FILES, folder, type RunFolder, removeEmpty } from './folder.js'
import { tooMuch } from './memory.js'
import { learningRate, type TrainOptions } from './options.js'
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

const chosenBinarization = (options: TrainOptions): readonly string[] =>
  binarizesUnasked(options)
    ? ['binarize    sample: grey pixels are drawn anew as 0 or 1 at each visit (choose with --binarize)']
    : []

const tooLarge = (options: TrainOptions, count: number): CliError | null => {
  const { batch } = options
  const held = heldOutCount(options, { count })
  const rest = held === 0 ? '' : ` that are left of ${count}: --patience holds out a twelfth`
  return batch > count - held
    ? badInput(`--batch: ${batch} is more than the ${count - held} training examples${rest}`)
    : null
}

/** What of the sizes cannot be: said before anything is made. */
const misfit = (options: TrainOptions, { grey, binary }: Source, engine: Engine, memory: number): CliError | null => {
  const data = (grey ?? binary)?.train
  return data === undefined
    ? null
    : (tooLarge(options, data.count) ?? tooMuch(options, pixelsOf(data).size, engine.name, memory))
}

const unless = (error: CliError | null): TE.TaskEither<CliError, void> =>
  error === null ? TE.right(undefined) : TE.left(error)

// -----------------------------------------------------------------------------
// after training
// -----------------------------------------------------------------------------

const metadataOf = (
  options: TrainOptions,
  { trained, data }: Outcome,
  { version }: Surroundings,
): Readonly<Record<string, string>> => ({
  format: 'shapebound parameters',
  library: `shapebound ${version}`,
  objective: trained.players[0].objective.text,
  engine: trained.engine,
  steps: String(trained.steps),
  learningRate: String(learningRate(options)),
  pixels: String(pixelsOf(data.train).size),
  options: JSON.stringify(options),
})

/** A run that is over, less what it leaves on disk. */
interface Done {
  readonly run: RunFolder
  readonly outcome: Outcome
  readonly engine: Engine
  readonly events: readonly TrainingEvent[]
}

/** Writes what can be written: the report where the checkpoint finds no room, and the other way round. */
const written =
  (options: TrainOptions, around: Surroundings) =>
  ({ run, outcome, engine, events }: Done): T.Task<CommandOutcome<Summary>> =>
    pipe(
      T.Do,
      T.bind('checkpoint', () =>
        pipe(
          outcome.trained.params,
          save(join(run.path, FILES.checkpoint), metadataOf(options, outcome, around)),
          TE.bimap(toCliError, () => [FILES.checkpoint]),
        ),
      ),
      T.bind('report', () => writeReport(run.path, reportOf(options, outcome, events, engine, around))),
      T.map(({ checkpoint, report }) => {
        const files = [report, checkpoint].flatMap((each) =>
          E.isRight(each) ? each.right.map((file) => basename(file)) : [],
        )
        const failure = E.isLeft(checkpoint) ? checkpoint.left : E.isLeft(report) ? report.left : null
        return { result: summary(options, outcome, run.path, files), failure }
      }),
    )

// -----------------------------------------------------------------------------
// the command
// -----------------------------------------------------------------------------

const isEpoch = ({ _tag }: TrainingEvent): boolean => _tag === 'EpochEnded'

const stoppedWords = (epochs: number, options: TrainOptions, run: RunFolder | null): string => {
  const kept = run === null ? [] : abandon(run)
  return `stopped after ${epochs} of ${options.epochs} epochs: ${
    kept.length === 0 ? 'nothing of this run is kept' : `kept ${kept.join(', ')} in ${run?.path}`
  }`
}

/** Removes the folder of a run that has written nothing into it, whatever came of it. */
const leaving =
  (run: () => RunFolder | null) =>
  <Failure, Result>(task: TE.TaskEither<Failure, Result>): TE.TaskEither<Failure, Result> =>
  async () => {
    try {
      return await task()
    } finally {
      const into = run()
      if (into !== null) removeEmpty(into)
    }
  }

/**
 * Trains, measures, and writes the report, the pictures, the metrics and a checkpoint.
 *
 * The folder is made and tried first, so that nothing is lost at the end; where nothing was written, none is left.
 *
 * Errors: a `CliError` of one line.
 */
export const train = (
  options: TrainOptions,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<Summary>> => {
  const key = from(options.seed)
  const events: TrainingEvent[] = []
  const listen = (event: TrainingEvent) => {
    events.push(event)
    around.onTraining(event)
  }
  let run: RunFolder | null = null
  const trained =
    (found: Source) =>
    ({ engine, notes }: Selection): TE.TaskEither<CliError, CommandOutcome<Summary>> =>
      pipe(
        unless(misfit(options, found, engine, around.memory)),
        TE.flatMap(() => folder(options.out, options.data)),
        TE.tapIO((into) => () => {
          run = into
          around.say(...notes, ...chosenBinarization(options))
        }),
        TE.bindTo('into'),
        TE.bind('outcome', () => experiment({ options, engine, key, listen }, found)),
        TE.flatMapTask(({ into, outcome }) => written(options, around)({ run: into, outcome, engine, events })),
      )
  const selected = pipe(choose(options.engine), TE.mapLeft(toCliError))
  return pipe(
    unless(conflict(options)),
    TE.flatMap(() => source(options, around, child('data')(key))),
    TE.flatMap((found) => TE.bracket(selected, trained(found), ({ engine }) => TE.fromTask(engine.close))),
    leaving(() => run),
    around.guarded(() => around.last(stoppedWords(events.filter(isEpoch).length, options, run))),
  )
}
