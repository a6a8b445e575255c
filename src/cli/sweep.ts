/** `shapebound sweep`: studies of the options of a recipe, in processes of this machine. */

import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { env, execPath } from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Command, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { makeFolder } from '../files/atomicWrite.js'
import {
  beginJournal,
  continueJournal,
  hasJournal,
  type ReadJournal,
  readJournal,
  type Writing,
} from '../pools/journalFile.js'
import { carryOutStudy, type PoolEnd, type SweepEvent } from '../pools/pool.js'
import { carryOut } from '../pools/worker.js'
import { RECIPES } from '../recipes/registry.js'
import { differences, type StudyJson, toJson } from '../sweeps/asJson.js'
import { type Entry, meanOf, spreadOf } from '../sweeps/history.js'
import { decisions, type Stand, standOf } from '../sweeps/schedule.js'
import type { AnyStudy } from '../sweeps/study.js'
import { type Ends, onStdout, told, whole } from './ends.js'
import { badInput, type CliError, failed, toCliError } from './errors.js'
import { count } from './folderCommand.js'
import { jsonOption, several, withOptions } from './options.js'
import { quoted } from './reproduce.js'
import { alone } from './run.js'
import { type CommandOutcome, heardBy, type Surroundings } from './surroundings.js'
import { writeStudyReport } from './sweepReport.js'
import {
  type FoundStudy,
  journaledStudy,
  nameOf,
  PRUNERS,
  SAMPLERS,
  type StudyFlags,
  writtenStudy,
} from './sweepStudy.js'
import {
  type Best,
  bestIn,
  bestLines,
  endLines,
  pointText,
  type StudySummary,
  summaryOf,
  tableLines,
  valueText,
} from './sweepTable.js'
import { examplesText, stray } from './words.js'

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

/** How a study is carried out. */
interface PoolFlags {
  readonly workers: number
  readonly quiet: boolean
  readonly json: boolean
}

interface SweepFlags extends StudyFlags, PoolFlags {
  readonly out?: string
  readonly dryRun: boolean
}

interface ResumeFlags extends PoolFlags {
  readonly trials?: number
}

const poolOptions: readonly Option[] = [
  count('workers', 'how many runs train at once', 2),
  new Option('--quiet', 'show no progress').default(false),
  jsonOption(),
]

const studyOptions: readonly Option[] = [
  new Option(
    '--space <name=values>',
    'a parameter: beta=1,4,8, latent=2..20, lr=log:1e-4..1e-2, or lr[optimizer=sgd]=0.01,0.1 where it depends on another',
  ).argParser(several),
  new Option('--set <name=value>', 'an option that is the same in all trials').argParser(several),
  count('trials', 'how many trials there are in all (default: 20, or all points of a grid)'),
  count('epochs', 'how long a trial trains that is not cut short (default: that of the recipe)'),
  new Option('--sampler <name>', 'how points are chosen (default: tpe)').choices(Object.keys(SAMPLERS)),
  new Option('--pruner <name>', 'how trials are cut short (default: none)').choices(Object.keys(PRUNERS)),
  count('seeds', 'with how many seeds each point is trained (default: 1)'),
  count('seed', 'random seed of the points, and the first of each trial (default: 0)', undefined, [0]),
  count('ahead', 'how many trials are under way at once, whoever trains them (default: 4)'),
  new Option('--metric <name>', 'what is compared: objective, or one of its parts (default: objective)'),
  new Option('--goal <goal>', 'whether more of it is better (default: maximize)').choices(['maximize', 'minimize']),
  new Option(
    '--on <data>',
    'what it is measured on: a twelfth of the training data that is held out, or the test data (default: validation)',
  ).choices(['validation', 'test']),
  new Option('--out <dir>', 'the folder of the study (default: a new one in sweeps)'),
  new Option('--dry-run', 'show the first trials, and begin nothing').default(false),
]

// -----------------------------------------------------------------------------
// progress
// -----------------------------------------------------------------------------

const entryLine = (study: AnyStudy, stand: Stand, entry: Entry): string | null => {
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
    if (event._tag !== 'Journaled') return
    const { entries, stand } = event
    around.say(...entries.flatMap((entry) => entryLine(study, stand, entry) ?? []))
  }

// -----------------------------------------------------------------------------
// carrying out
// -----------------------------------------------------------------------------

/** The command line itself, as a program that runs of trials are started with. */
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

const resuming = (folder: string): string => `npx shapebound sweep resume ${quoted(folder)}`

const ended =
  ({ study }: FoundStudy, folder: string) =>
  (end: PoolEnd): E.Either<CliError, CommandOutcome<StudySummary>> =>
    end.kind === 'done'
      ? E.right(whole(summaryOf(study, folder, end.stand)))
      : end.kind === 'stopped'
        ? E.left(
            failed(
              `stopped after ${end.stand.trials.length} of ${end.stand.total} trials: go on with ${resuming(folder)}`,
            ),
          )
        : E.left(
            badInput(`${end.reason.replace(/^study:/, 'sweep:')}; once that is mended, go on with ${resuming(folder)}`),
          )

interface Opened {
  readonly found: FoundStudy
  readonly folder: string
  readonly journal: Writing
  readonly history: readonly Entry[]
}

const carriedOut = (
  { found, folder, journal, history }: Opened,
  { workers }: PoolFlags,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<StudySummary>> => {
  const { study, word } = found
  const signal = around.stopping.begin()
  const pool = {
    ...{ sweeping: { study, word, folder }, workers, journal, history, listen: sayingOf(study, around) },
    carryOut: carryOut(study, { program: execPath, before: [MAIN], environment: env, signal }),
  }
  return pipe(
    TE.fromTask(() => carryOutStudy(pool)),
    TE.tap((end) =>
      end.kind === 'broken' ? TE.right('') : writeStudyReport(study, folder, end.stand, resuming(folder)),
    ),
    TE.flatMapEither(ended(found, folder)),
  )
}

/** Goes on with a journal that was read. */
const goneOn = (
  found: FoundStudy,
  folder: string,
  read: ReadJournal,
  trials: number | undefined,
  around: Surroundings,
): E.Either<CliError, Opened> => {
  if (read.torn > 0) around.say(`the journal was cut in its last line, of which ${read.torn} bytes are dropped`)
  const { total } = standOf(found.study)(read.entries)
  const more: readonly Entry[] = trials === undefined || trials === total ? [] : [{ kind: 'extended', trials }]
  return trials !== undefined && trials < total
    ? E.left(badInput(`--trials: the study has ${total} already, which is more than ${trials}`))
    : pipe(
        continueJournal(folder, read),
        E.tap((journal) => journal.append(more)),
        E.bimap(toCliError, (journal) => ({ found, folder, journal, history: [...read.entries, ...more] })),
      )
}

// -----------------------------------------------------------------------------
// sweep
// -----------------------------------------------------------------------------

/** The next free folder of a name in `sweeps`. */
const nextFolder = (name: string, number = 1): string => {
  const folder = resolve('sweeps', `${name}-${number}`)
  return existsSync(folder) ? nextFolder(name, number + 1) : folder
}

const folderOf = (out: string | undefined, found: FoundStudy): TE.TaskEither<CliError, string> => {
  const folder = out === undefined ? nextFolder(nameOf(found)) : resolve(out)
  return pipe(
    TE.tryCatch(
      async () => {
        await makeFolder(folder)
        return readdirSync(folder)
      },
      (caught) => badInput(`--out: needs a folder that can be written, and ${folder} is not: ${String(caught)}`),
    ),
    TE.flatMap((files) =>
      files.some((file) => !file.startsWith('.')) && !hasJournal(folder) && !files.includes('journal.jsonl')
        ? TE.left(badInput(`--out: ${folder} holds other files: choose another folder`))
        : TE.right(folder),
    ),
  )
}

/** Why a journal is of another study than the one that is asked for, or `null`. */
const otherStudy = (found: FoundStudy, folder: string, { header }: ReadJournal): CliError | null => {
  const { recipe, file } = found.header
  const changed = differences(toJson(found.study), header.study as StudyJson)
  const more = changed.length === 1 && changed[0] === 'trials'
  return header.recipe !== recipe || header.file !== file
    ? badInput(`sweep: ${folder} holds a study of ${header.file ?? header.recipe}: choose another folder with --out`)
    : changed.length === 0
      ? null
      : badInput(
          `sweep: ${folder} holds a study with other ${changed.join(', ')}: ${more ? `for more trials there is ${resuming(folder)} --trials ${found.study.trials}` : `choose another folder with --out, or go on with ${resuming(folder)}`}`,
        )
}

const begunIn = (found: FoundStudy, folder: string, around: Surroundings): E.Either<CliError, Opened> => {
  if (!hasJournal(folder))
    return pipe(
      beginJournal(folder, found.header),
      E.bimap(toCliError, (journal) => ({ found, folder, journal, history: [] })),
    )
  return pipe(
    readJournal(folder),
    E.mapLeft(toCliError),
    E.flatMap((read) => {
      const other = otherStudy(found, folder, read)
      return other === null ? goneOn(found, folder, read, undefined, around) : E.left(other)
    }),
  )
}

const begun = (
  word: string | undefined,
  flags: SweepFlags,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<StudySummary>> =>
  pipe(
    writtenStudy(word ?? null, flags),
    TE.flatMap((found) =>
      flags.dryRun
        ? TE.right(whole(summaryOf(found.study, '-', standOf(found.study)(decisions(found.study)([])))))
        : pipe(
            folderOf(flags.out, found),
            TE.flatMap((folder) =>
              alone(folder)(
                pipe(
                  TE.fromEither(begunIn(found, folder, around)),
                  TE.flatMap((opened) => carriedOut(opened, flags, around)),
                ),
              ),
            ),
          ),
    ),
  )

// -----------------------------------------------------------------------------
// resume, status, best
// -----------------------------------------------------------------------------

const readIn = (dir: string) => {
  const folder = resolve(dir)
  return pipe(
    TE.fromEither(pipe(readJournal(folder), E.mapLeft(toCliError))),
    TE.bindTo('read'),
    TE.bind('found', ({ read }) => journaledStudy(read)),
    TE.let('folder', () => folder),
    TE.let('stand', ({ read, found }) => standOf(found.study)(read.entries)),
  )
}

const resumed = (
  dir: string,
  flags: ResumeFlags,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<StudySummary>> =>
  pipe(
    readIn(dir), // a lock makes its folder: only one that holds a study is locked
    TE.flatMap(({ folder }) =>
      alone(folder)(
        pipe(
          readIn(dir),
          TE.flatMapEither(({ read, found }) => goneOn(found, folder, read, flags.trials, around)),
          TE.flatMap((opened) => carriedOut(opened, flags, around)),
        ),
      ),
    ),
  )

const status = (dir: string): TE.TaskEither<CliError, StudySummary> =>
  pipe(
    readIn(dir),
    TE.map(({ found, folder, stand }) => summaryOf(found.study, folder, stand)),
  )

const reported = (dir: string): TE.TaskEither<CliError, { readonly file: string }> =>
  pipe(
    readIn(dir),
    TE.flatMap(({ found, folder, stand }) => writeStudyReport(found.study, folder, stand, resuming(folder))),
    TE.map((file) => ({ file })),
  )

const best = (dir: string): TE.TaskEither<CliError, Best> =>
  pipe(
    readIn(dir),
    TE.flatMap(({ found, folder, stand }) =>
      TE.fromNullable(badInput(`sweep best: no trial of ${folder} has measured anything yet`))(
        bestIn(found, folder, stand),
      ),
    ),
  )

// -----------------------------------------------------------------------------
// commands
// -----------------------------------------------------------------------------

const ofFolder = (
  command: Command,
  { streams, around, ...ends }: Ends,
  act: (dir: string, flags: ResumeFlags) => Promise<number>,
): Command =>
  command
    .argument('<dir>', 'the folder of a study')
    .action(async (dir: string, flags: ResumeFlags, { args }: Command) => {
      const error = stray(`sweep ${command.name()}`, args.slice(1), 'one folder and options with one value each')
      ends.with(
        error === null
          ? await act(dir, flags)
          : await told(streams, { ended: TE.left(error), words: () => [], json: false, say: around.say }),
      )
    })

const subcommands = (sweep: Command, ends: Ends): void => {
  const { streams, around } = ends
  ofFolder(
    withOptions(sweep.command('resume').description('go on with a study, or for more trials'), [
      count('trials', 'how many trials there are in all, as many as before or more'),
      ...poolOptions,
    ]),
    ends,
    (dir, flags) => {
      const heard = heardBy(around, flags.quiet)
      return told(streams, { ended: resumed(dir, flags, heard), words: endLines, json: flags.json, say: heard.say })
    },
  )
  ofFolder(
    sweep.command('status').description('show the trials of a study').addOption(jsonOption()),
    ends,
    (dir, flags) =>
      told(streams, { ended: pipe(status(dir), TE.map(whole)), words: tableLines, ...onStdout(ends, flags.json) }),
  )
  ofFolder(
    sweep
      .command('best')
      .description('print the best trial, its checkpoints and the commands that train it again')
      .addOption(jsonOption()),
    ends,
    (dir, flags) =>
      told(streams, { ended: pipe(best(dir), TE.map(whole)), words: bestLines, ...onStdout(ends, flags.json) }),
  )
  ofFolder(
    sweep.command('report').description('write the report of a study, also while it goes on').addOption(jsonOption()),
    ends,
    (dir, flags) =>
      told(streams, {
        ended: pipe(reported(dir), TE.map(whole)),
        words: ({ file }) => [file],
        ...onStdout(ends, flags.json),
      }),
  )
}

/** The command. */
export const sweepCommand = (program: Command, ends: Ends): Command => {
  const { streams, around } = ends
  const sweep = withOptions(
    program
      .command('sweep')
      .description(
        'try options of a recipe: many trials, each in a process of its own, which can be stopped and gone on with',
      )
      .argument(
        '[recipe]',
        `${RECIPES.map(({ name }) => name).join(', ')}, or the path of a file that exports a recipe or a study`,
      ),
    [...studyOptions, ...poolOptions],
  )
    .enablePositionalOptions()
    .addHelpText(
      'after',
      examplesText(
        'sweep beta-vae --space beta=1,4,8 --space lr=log:1e-4..1e-2 --trials 40 --workers 2',
        'sweep ./my-study.ts --pruner asha',
        'sweep status sweeps/beta-vae-1',
        'sweep resume sweeps/beta-vae-1 --trials 80',
        'sweep best sweeps/beta-vae-1',
      ),
    )
    .action(async (word: string | undefined, flags: SweepFlags, command: Command) => {
      const error = stray('sweep', command.args.slice(1), 'one recipe and options with one value each')
      const heard = heardBy(around, flags.quiet)
      const all = { ended: error === null ? begun(word, flags, heard) : TE.left(error), json: flags.json }
      ends.with(await told(streams, { ...all, words: flags.dryRun ? tableLines : endLines, say: heard.say }))
    })
  subcommands(sweep, ends)
  return sweep
}
