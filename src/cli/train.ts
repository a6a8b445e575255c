/** `shapebound train`: an experiment in a new folder. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import { choose, type Selection } from '../engines/select.js'
import type { Experiment } from '../recipes/experiment.js'
import { sharedFault } from '../training/microFault.js'
import { type Asked, opened, refusedOption, settingsOf } from './asked.js'
import { configurationOf } from './configuration.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { folder, type RunFolder, removeUnsaved } from './folder.js'
import { alone, carriedOut, metricsFrom } from './run.js'
import type { Summary } from './summary.js'
import type { CommandOutcome, Surroundings } from './surroundings.js'

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
  const shared = sharedFault(asked.common)
  if (shared !== null)
    return badInput(`--${asked.common.microBatch === undefined ? 'workers' : 'micro-batch'}: ${shared}`)
  const fault = experiment.fault(settingsOf(asked), { engine: engine.name, memory })
  return fault === null ? null : refusedOption(fault)
}

const unless = (error: CliError | null): TE.TaskEither<CliError, void> =>
  error === null ? TE.right(undefined) : TE.left(error)

// -----------------------------------------------------------------------------
// the command
// -----------------------------------------------------------------------------

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
 * Trains, measures, and writes the state as it goes, the metrics, the best parameters, the report and its pictures.
 *
 * The folder is made and tried first, so that nothing is lost at the end; where nothing was saved, none is left.
 *
 * Errors: a `CliError` of one line.
 */
export const train = (asked: Asked, around: Surroundings): TE.TaskEither<CliError, CommandOutcome<Summary>> => {
  let into: RunFolder | null = null
  const begun =
    (experiment: Experiment) =>
    ({ engine, notes }: Selection): TE.TaskEither<CliError, CommandOutcome<Summary>> =>
      pipe(
        unless(misfit(asked, experiment, engine, around.memory)),
        TE.flatMap(() => folder(asked.common.out, asked.common.data)),
        TE.flatMap((made) => {
          into = made
          around.say(...notes, ...experiment.notes)
          const configuration = configurationOf(asked, engine.name, around)
          const run = { asked, around, configuration, experiment, engine, into: made.path, before: [] }
          const begins = metricsFrom(made.path, configuration)
          return alone(made.path)(
            pipe(
              begins,
              TE.flatMap((metrics) => carriedOut({ ...run, metrics })),
            ),
          )
        }),
      )
  const selected = pipe(choose(asked.common.engine), TE.mapLeft(toCliError))
  return pipe(
    opened(asked, around),
    TE.flatMap((experiment) => TE.bracket(selected, begun(experiment), ({ engine }) => TE.fromTask(engine.close))),
    leaving(() => into),
  )
}
