/** `shapebound sweep`: studies of the options of a recipe, in processes of this machine. */

import type { Command } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { RECIPES } from '../recipes/registry.js'
import { decisions, standOf } from '../sweeps/schedule.js'
import { type Ends, onStdout, refusal, told, whole } from './ends.js'
import { badInput, type CliError } from './errors.js'
import { count } from './folderCommand.js'
import { jsonOption, withOptions } from './options.js'
import { resumingStudy } from './reproduce.js'
import { alone } from './run.js'
import { type CommandOutcome, heardBy, type Surroundings } from './surroundings.js'
import { printed, taskDone } from './sweepCluster.js'
import { configuredStudy } from './sweepConfig.js'
import { begunIn, folderOf, goneOn, readIn } from './sweepFolder.js'
import { poolOptions, type ResumeFlags, type SweepFlags, studyOptions, sweepOptions } from './sweepOptions.js'
import { writeStudyReport } from './sweepReport.js'
import { carriedOut } from './sweepRun.js'
import { writtenStudy } from './sweepStudy.js'
import { type Best, bestIn, bestLines, endLines, type StudySummary, summaryOf, tableLines } from './sweepTable.js'
import { examplesText, stray } from './words.js'

// -----------------------------------------------------------------------------
// sweep and resume
// -----------------------------------------------------------------------------

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
                  begunIn(found, folder, around),
                  TE.flatMap((opened) => carriedOut(opened, flags, around)),
                ),
              ),
            ),
          ),
    ),
  )

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

// -----------------------------------------------------------------------------
// status, report, best
// -----------------------------------------------------------------------------

const status = (dir: string): TE.TaskEither<CliError, StudySummary> =>
  pipe(
    readIn(dir),
    TE.map(({ found, folder, stand }) => summaryOf(found.study, folder, stand)),
  )

const reported = (dir: string): TE.TaskEither<CliError, { readonly file: string }> =>
  pipe(
    readIn(dir),
    TE.flatMap(({ found, folder, stand }) => writeStudyReport(found.study, folder, stand, resumingStudy(folder))),
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

/** A script that makes a cluster train a study. */
const scriptPrinted = (word: string | undefined, flags: SweepFlags, ends: Ends): Promise<number> =>
  told(ends.streams, {
    ended: pipe(printed(word, flags), TE.map(whole)),
    words: ({ script }) => [script.trimEnd()],
    ...onStdout(ends, flags.json),
  })

/** What is asked for of a study: a script, one of its trials, or all of them. */
const swept = (word: string | undefined, flags: SweepFlags, ends: Ends): Promise<number> => {
  const heard = heardBy(ends.around, flags.quiet)
  const heardBeside = { json: flags.json, say: heard.say }
  return flags.print !== undefined
    ? scriptPrinted(word, flags, ends)
    : flags.task !== undefined
      ? told(ends.streams, { ended: taskDone(word, flags, heard), words: () => [], ...heardBeside })
      : told(ends.streams, {
          ended: begun(word, flags, heard),
          words: flags.dryRun ? tableLines : endLines,
          ...heardBeside,
        })
}

/** The command. */
export const sweepCommand = (program: Command, ends: Ends): Command => {
  const { streams } = ends
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
    [...studyOptions, ...sweepOptions, ...poolOptions],
  )
    .enablePositionalOptions()
    .addHelpText(
      'after',
      examplesText(
        'sweep beta-vae --space beta=1,4,8 --space lr=log:1e-4..1e-2 --trials 40 --workers 2',
        'sweep ./my-study.ts --pruner asha',
        'sweep --config study.yaml --trials 80',
        'sweep beta-vae --space beta=1,4,8 --sampler grid --out sweeps/beta --print slurm > study.sh',
        'sweep status sweeps/beta-vae-1',
        'sweep resume sweeps/beta-vae-1 --trials 80',
        'sweep best sweeps/beta-vae-1',
      ),
    )
    .action(async (word: string | undefined, flags: SweepFlags, command: Command) => {
      const error = stray('sweep', command.args.slice(1), 'one recipe and options with one value each')
      const asked = error === null ? await configuredStudy(word, flags)() : E.left(error)
      ends.with(
        E.isRight(asked) ? await swept(asked.right.word, asked.right.flags, ends) : refusal(streams, asked.left),
      )
    })
  subcommands(sweep, ends)
  return sweep
}
