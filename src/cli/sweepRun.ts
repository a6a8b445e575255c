/** Studies carried out from a command line: by processes of the same program, with a line for each entry of the journal. */

import { env, execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { carrierAt } from '../pools/bullmq.js'
import { carryOutStudy, type Pool, type PoolEnd, type SweepEvent } from '../pools/pool.js'
import { givenOut } from '../pools/queue.js'
import { carryOut, type Launcher } from '../pools/worker.js'
import { type Entry, meanOf, spreadOf } from '../sweeps/history.js'
import type { Stand } from '../sweeps/schedule.js'
import type { AnyStudy } from '../sweeps/study.js'
import { whole } from './ends.js'
import { badInput, type CliError, failed } from './errors.js'
import { resumingStudy } from './reproduce.js'
import type { CommandOutcome, Surroundings } from './surroundings.js'
import type { Opened } from './sweepFolder.js'
import type { PoolFlags } from './sweepOptions.js'
import { writeStudyReport } from './sweepReport.js'
import type { FoundStudy } from './sweepStudy.js'
import { pointText, type StudySummary, summaryOf, valueText } from './sweepTable.js'

// -----------------------------------------------------------------------------
// progress
// -----------------------------------------------------------------------------

/** What is said of an entry; `null` of none. */
export const entryLine = (study: AnyStudy, stand: Stand, entry: Entry): string | null => {
  if (entry.kind === 'extended') return `the study has ${entry.trials} trials in all`
  const name = `trial ${entry.trial}`
  const epochs = 'rung' in entry ? `after ${study.rungs[entry.rung]} epochs` : ''
  if (entry.kind === 'trial') return `${name} of ${stand.total}: ${pointText(entry.point)}`
  if (entry.kind === 'promoted') return `${name} trains on to ${study.rungs[entry.rung]} epochs`
  if (entry.kind === 'stopped') return `${name} ends ${epochs}`
  if (entry.kind === 'failed') return `${name} failed: ${entry.reason}`
  const values = entry.values[study.metric] ?? []
  return `${name} ${epochs}: ${study.metric} ${valueText({ value: meanOf(values), spread: spreadOf(values) })}`
}

const sayingOf =
  (study: AnyStudy, around: Surroundings) =>
  (event: SweepEvent): void => {
    if (event._tag === 'Journaled')
      around.say(...event.entries.flatMap((entry) => entryLine(study, event.stand, entry) ?? []))
    around.onSweep(event)
  }

// -----------------------------------------------------------------------------
// carrying out
// -----------------------------------------------------------------------------

/** The command line itself, as a program that runs of trials are started with. */
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** What starts the runs of trials: processes of this program, which end with it. */
export const launcherOf = (signal: AbortSignal): Launcher => ({
  program: execPath,
  before: [MAIN],
  environment: env,
  signal,
})

/** How many runs train at once on a machine where nobody says. */
export const WORKERS = 2

/** What carries the runs of a study out, and how many at once. */
interface Carrying extends Pick<Pool, 'carryOut' | 'workers'> {
  readonly close: () => void
}

/** Processes of this machine, or workers that a queue gives runs to: as many as the study has under way. */
const carrying = (
  { found, folder }: Opened,
  { workers, queue }: PoolFlags,
  around: Surroundings,
): TE.TaskEither<CliError, Carrying> => {
  const signal = around.stopping.begin()
  return queue === undefined
    ? TE.right({
        workers: workers ?? WORKERS,
        carryOut: carryOut(found.study, launcherOf(signal)),
        close: () => undefined,
      })
    : pipe(
        carrierAt(queue, around.say),
        TE.bimap(badInput, (carrier) => ({
          workers: workers ?? Number.POSITIVE_INFINITY,
          carryOut: givenOut(carrier, folder, signal),
          close: carrier.close,
        })),
      )
}

const ended =
  ({ study }: FoundStudy, folder: string) =>
  (end: PoolEnd): E.Either<CliError, CommandOutcome<StudySummary>> =>
    end.kind === 'done'
      ? E.right(whole(summaryOf(study, folder, end.stand)))
      : end.kind === 'stopped'
        ? E.left(
            failed(
              `stopped after ${end.stand.trials.length} of ${end.stand.total} trials: go on with ${resumingStudy(folder)}`,
            ),
          )
        : E.left(
            badInput(
              `${end.reason.replace(/^study:/, 'sweep:')}; once that is mended, go on with ${resumingStudy(folder)}`,
            ),
          )

/** Carries a study out and writes its report. Errors: a `CliError` of one line, which says how to go on. */
export const carriedOut = (
  opened: Opened,
  flags: PoolFlags,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<StudySummary>> => {
  const { found, folder, journal, history } = opened
  const { study, word } = found
  const own = { sweeping: { study, word, folder }, journal, history, listen: sayingOf(study, around) }
  return pipe(
    TE.bracket(
      carrying(opened, flags, around),
      ({ workers, carryOut }) => TE.fromTask(() => carryOutStudy({ ...own, workers, carryOut })),
      ({ close }) => TE.fromIO(close),
    ),
    TE.tap((end) =>
      end.kind === 'broken' ? TE.right('') : writeStudyReport(study, folder, end.stand, resumingStudy(folder)),
    ),
    TE.flatMapEither(ended(found, folder)),
  )
}
