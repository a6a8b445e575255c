/** `shapebound sweep --print` and `--task`: studies that a cluster trains, a trial a task. */

import { resolve } from 'node:path'
import { isAbsolute as isPosixPath, dirname as posixFolder } from 'node:path/posix'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Volume } from '../pools/kubernetes.js'
import { slurmScript } from '../pools/slurm.js'
import { carryOutTask, type TaskEnd, type Tasks, unknownBefore } from '../pools/task.js'
import { carryOut } from '../pools/worker.js'
import { begunTrial, trialAfter } from '../sweeps/history.js'
import { knownPoint, standOf } from '../sweeps/schedule.js'
import type { AnyStudy } from '../sweeps/study.js'
import { whole } from './ends.js'
import { badInput, type CliError, failed } from './errors.js'
import { quoted } from './reproduce.js'
import type { CommandOutcome, Surroundings } from './surroundings.js'
import { folderOf, journalOf } from './sweepFolder.js'
import { type SweepFlags, studyWords } from './sweepOptions.js'
import { entryLine, launcherOf } from './sweepRun.js'
import { type FoundStudy, nameOf, writtenStudy } from './sweepStudy.js'
import { type ListedTrial, listed } from './sweepTable.js'

/** A study whose trials follow from their numbers. Errors: a `CliError` that says what another one needs. */
const knownStudy = (under: string, word: string | undefined, flags: SweepFlags): TE.TaskEither<CliError, FoundStudy> =>
  pipe(
    writtenStudy(word ?? null, flags),
    TE.filterOrElse(
      ({ study }) => unknownBefore(study) === null,
      ({ study }) =>
        badInput(
          `${under}: a task has the number of its trial alone, and ${unknownBefore(study)}: take --sampler random, sobol or grid with --pruner none, or give the trials out by --queue redis://host:6379 to tasks that run shapebound worker`,
        ),
    ),
  )

const needed = (under: string, option: string, about: string): CliError =>
  badInput(`${under}: needs ${option}, ${about}`)

// -----------------------------------------------------------------------------
// --print
// -----------------------------------------------------------------------------

/** What is printed. */
export interface Printed {
  readonly script: string
}

const shellLine = (words: readonly string[]): string => ['npx', 'shapebound', ...words].map(quoted).join(' ')

const tasksOf = (found: FoundStudy, word: string | undefined, flags: SweepFlags, folder: string): Tasks => {
  const words = [...studyWords(word, flags), '--out', folder]
  return {
    ...{ name: nameOf(found), trials: found.study.trials, atOnce: flags.workers ?? null },
    ...{ task: shellLine([...words, '--quiet', '--task']), collect: shellLine(words) },
  }
}

/** It is loaded when it is asked for, with what writes YAML. */
const manifest =
  (tasks: Tasks, volume: Volume): T.Task<string> =>
  async () => {
    const { kubernetesJob } = await import('../pools/kubernetes.js')
    return kubernetesJob(tasks, volume)
  }

const forKubernetes = (
  tasks: (folder: string) => Tasks,
  folder: string,
  flags: SweepFlags,
): TE.TaskEither<CliError, string> => {
  const { image, claim } = flags
  const under = '--print kubernetes'
  return image === undefined
    ? TE.left(needed(under, '--image', 'an image with Node, shapebound and the recipe'))
    : claim === undefined
      ? TE.left(needed(under, '--claim', 'a PersistentVolumeClaim that all pods can write'))
      : !isPosixPath(folder) || posixFolder(folder) === '/'
        ? TE.left(
            badInput(
              `--out: with ${under} must be a folder where the volume is mounted, such as /studies/mine, not ${folder}`,
            ),
          )
        : TE.fromTask(manifest(tasks(folder), { image, claim, folder }))
}

/** What makes a cluster train a study. Errors: a `CliError` of one line. */
export const printed = (word: string | undefined, flags: SweepFlags): TE.TaskEither<CliError, Printed> =>
  pipe(
    knownStudy('--print', word, flags),
    TE.flatMap((found) => {
      const { out, print } = flags
      if (out === undefined)
        return TE.left(needed('--print', '--out', 'a folder that all machines of the cluster have'))
      const tasks = (folder: string) => tasksOf(found, word, flags, folder)
      return print === 'kubernetes' ? forKubernetes(tasks, out, flags) : TE.right(slurmScript(tasks(resolve(out))))
    }),
    TE.map((script) => ({ script })),
  )

// -----------------------------------------------------------------------------
// --task
// -----------------------------------------------------------------------------

const noTrial = ({ trials }: AnyStudy, trial: number): CliError =>
  badInput(`--task: the study has ${trials} trials, from 0 to ${trials - 1}, and none of number ${trial}`)

const ended =
  ({ study }: FoundStudy, folder: string, trial: number, around: Surroundings) =>
  (end: TaskEnd): E.Either<CliError, CommandOutcome<ListedTrial>> => {
    if (end.kind === 'stopped') return E.left(failed(`stopped: the same command goes on with trial ${trial}`))
    if (end.kind === 'broken') return E.left(badInput(end.reason.replace(/^study:/, 'sweep:')))
    around.say(entryLine(study, standOf(study)([]), end.outcome) ?? '')
    const begun = begunTrial({ trial, point: knownPoint(study, trial) ?? {} })
    return E.right(whole(listed(study, folder)(trialAfter(study)(begun, end.outcome))))
  }

/** Trains the trial of a number, and goes on with it where it was begun. Errors: a `CliError` of one line. */
export const taskDone = (
  word: string | undefined,
  { task: trial = 0, ...flags }: SweepFlags,
  around: Surroundings,
): TE.TaskEither<CliError, CommandOutcome<ListedTrial>> =>
  pipe(
    knownStudy('--task', word, flags),
    TE.filterOrElse(
      ({ study }) => trial < study.trials,
      ({ study }) => noTrial(study, trial),
    ),
    TE.bindTo('found'),
    TE.bind('folder', ({ found }) =>
      flags.out === undefined
        ? TE.left(needed('--task', '--out', 'the folder of the study'))
        : folderOf(flags.out, found),
    ),
    TE.tap(({ found, folder }) => journalOf(found, folder)),
    TE.flatMap(({ found, folder }) => {
      const { study, word } = found
      const launcher = launcherOf(around.stopping.begin())
      const task = {
        sweeping: { study, word, folder },
        trial,
        workers: flags.workers ?? 1,
        carryOut: carryOut(study, launcher),
      }
      return pipe(
        TE.fromTask(() => carryOutTask(task)),
        TE.flatMapEither(ended(found, folder, trial, around)),
      )
    }),
  )
