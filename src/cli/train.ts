/** `shapebound train`: data, training, and what is left on disk. */

import { join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { save } from '../checkpoints/checkpoint.js'
import { choose } from '../engines/select.js'
import { child, from } from '../random/key.js'
import type { TrainingEvent } from '../training/events.js'
import { conflict, type Places, source } from './data.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { experiment, type Outcome } from './experiment.js'
import { FILES, folder } from './folder.js'
import type { TrainOptions } from './options.js'
import { reportOf, writeReport } from './report.js'
import { type Summary, summary } from './summary.js'

/** Who hears what: words for people, events for whoever draws them. */
export interface Listeners {
  readonly say: (line: string) => void
  readonly onTraining: (event: TrainingEvent) => void
  readonly onDownload: Places['onDownload']
}

/** What the surroundings give a command. */
export interface Surroundings extends Listeners {
  readonly cache: string
  readonly command: string
}

const metadataOf = (options: TrainOptions, { trained }: Outcome): Readonly<Record<string, string>> => ({
  format: 'shapebound parameters',
  objective: trained.players[0].objective.text,
  engine: trained.engine,
  steps: String(trained.steps),
  options: JSON.stringify(options),
})

const chosenBinarization = ({ binarize, likelihood, data }: TrainOptions): readonly string[] =>
  binarize === undefined && likelihood === 'bernoulli' && (data === 'mnist' || data === 'frey-faces')
    ? ['binarize    sample: grey pixels are drawn anew as 0 or 1 at each visit (choose with --binarize)']
    : []

const tooLarge = ({ batch }: TrainOptions, count: number): CliError | null =>
  batch > count ? badInput(`--batch: ${batch} is more than the ${count} training examples`) : null

/**
 * Trains, measures, and writes the report, the pictures, the metrics and a checkpoint.
 *
 * The folder is made and tried first, so that nothing is lost at the end.
 *
 * Errors: a `CliError` of one line.
 */
export const train = (options: TrainOptions, around: Surroundings): TE.TaskEither<CliError, Summary> => {
  const key = from(options.seed)
  const events: TrainingEvent[] = []
  const listen = (event: TrainingEvent) => {
    events.push(event)
    around.onTraining(event)
  }
  const error = conflict(options)
  return pipe(
    error === null ? source(options, around, child('data')(key)) : TE.left(error),
    TE.bindTo('found'),
    TE.tap(({ found }) => {
      const large = tooLarge(options, (found.grey ?? found.binary)?.train.count ?? 0)
      return large === null ? TE.right(undefined) : TE.left(large)
    }),
    TE.bind('selected', () => pipe(choose(options.engine), TE.mapLeft(toCliError))),
    TE.bind('out', () => folder(options.out, options.data)),
    TE.tapIO(({ selected }) => () => {
      for (const line of [...selected.notes, ...chosenBinarization(options)]) around.say(line)
    }),
    TE.bind('outcome', ({ found, selected }) => experiment({ options, engine: selected.engine, key, listen }, found)),
    TE.tap(({ out, outcome }) =>
      pipe(
        save(join(out, FILES.checkpoint), metadataOf(options, outcome))(outcome.trained.params),
        TE.mapLeft(toCliError),
      ),
    ),
    TE.tap(({ out, outcome, selected }) =>
      writeReport(out, reportOf(options, outcome, events, selected.engine, around.command)),
    ),
    TE.map(({ out, outcome }) => summary(options, outcome, out)),
  )
}
