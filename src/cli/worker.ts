/** `shapebound worker`: a machine that trains what studies put into a queue. */

import { hostname } from 'node:os'
import { type Command, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { serveQueue } from '../pools/bullmq.js'
import { type Run, runsOf } from '../pools/job.js'
import type { Ticket } from '../pools/queue.js'
import { carryOut, type RunEnd } from '../pools/worker.js'
import type { AnyStudy } from '../sweeps/study.js'
import { type Ends, told, whole } from './ends.js'
import { badInput, type CliError } from './errors.js'
import { count } from './folderCommand.js'
import { withOptions } from './options.js'
import { heardBy, type Surroundings } from './surroundings.js'
import { readIn } from './sweepFolder.js'
import { launcherOf, WORKERS } from './sweepRun.js'
import { examplesText, stray } from './words.js'

/** What of `worker` is written. */
interface WorkerFlags {
  readonly queue: string
  readonly workers: number
  readonly lease: number
  readonly quiet: boolean
}

// -----------------------------------------------------------------------------
// runs
// -----------------------------------------------------------------------------

/** The run of a ticket, as the journal of its study has it. */
const runOf = (ticket: Ticket): TE.TaskEither<CliError, { readonly study: AnyStudy; readonly run: Run }> =>
  pipe(
    readIn(ticket.study),
    TE.flatMapEither(({ found: { study, word }, folder, stand }) => {
      const point = stand.trials[ticket.trial]?.point
      const runs = point === undefined ? [] : runsOf({ study, word, folder }, ticket, point)
      const run = runs.find(({ seed }) => seed === ticket.seed)
      return run === undefined
        ? E.left(badInput(`the journal of ${folder} has no trial ${ticket.trial} with seed ${ticket.seed}`))
        : E.right({ study, run })
    }),
  )

const lineOf = ({ trial, seed, epochs, folder }: Run, words: string): string =>
  `trial ${trial} with seed ${seed} to ${epochs} epochs ${words} (${folder})`

const endWords = (end: RunEnd): string =>
  end.kind === 'measured'
    ? 'is over'
    : end.kind === 'stopped'
      ? 'is given back'
      : `${end.kind === 'failed' ? 'failed' : 'stops its study'}: ${end.reason}`

/** Where something is wrong that is wrong with no trial, the coordinator says on which machine. */
const onThisMachine = (end: RunEnd): RunEnd =>
  end.kind === 'broken' ? { ...end, reason: `${end.reason} (on ${hostname()})` } : end

const carriedOut =
  ({ say }: Pick<Surroundings, 'say'>) =>
  async (ticket: Ticket, signal: AbortSignal): Promise<RunEnd> => {
    const found = await runOf(ticket)()
    if (E.isLeft(found)) return onThisMachine({ kind: 'broken', reason: found.left.message })
    const { study, run } = found.right
    say(lineOf(run, 'begins'))
    const end = await carryOut(study, launcherOf(signal))(run)
    say(lineOf(run, endWords(end)))
    return onThisMachine(end)
  }

// -----------------------------------------------------------------------------
// the command
// -----------------------------------------------------------------------------

const served = ({ queue, workers, lease }: WorkerFlags, around: Surroundings): TE.TaskEither<CliError, void> =>
  pipe(
    serveQueue({
      ...{ url: queue, workers, lease, signal: around.stopping.begin() },
      ...{ carryOut: carriedOut(around), say: around.say },
    }),
    TE.mapLeft(badInput),
  )

/** The command. */
export const workerCommand = (program: Command, { around, streams, ...ends }: Ends): Command =>
  withOptions(program.command('worker').description('train the runs of studies that are given out by sweep --queue'), [
    new Option(
      '--queue <url>',
      'the Redis or PostgreSQL that they are given out by, such as redis://host:6379',
    ).makeOptionMandatory(),
    count('workers', 'how many runs train at once', WORKERS),
    count('lease', 'after how many seconds without a word of it this worker is taken for gone', 30),
    new Option('--quiet', 'show no progress').default(false),
  ])
    .addHelpText(
      'after',
      examplesText('worker --queue redis://host:6379', 'worker --queue redis://host:6379 --workers 4'),
    )
    .action(async (flags: WorkerFlags, command: Command) => {
      const error = stray('worker', command.args)
      const heard = heardBy(around, flags.quiet)
      const ended = error === null ? pipe(served(flags, heard), TE.map(whole)) : TE.left(error)
      ends.with(await told(streams, { ended, words: () => [], json: false, say: heard.say }))
    })
