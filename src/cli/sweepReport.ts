/** The report of a study, written into its folder. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { putAll } from '../files/atomicWrite.js'
import { trialFolder } from '../pools/job.js'
import { parse } from '../reports/metrics.js'
import { seedsOf } from '../sweeps/optimize.js'
import { type StudyReport, studyPage } from '../sweeps/page.js'
import type { Stand } from '../sweeps/schedule.js'
import type { AnyStudy } from '../sweeps/study.js'
import { type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'
import { wholeLines } from './fromFolder.js'

/** What a run maximized after each epoch: on held-out data where there is some. What cannot be read is none. */
const curveIn = (folder: string): StudyReport['curves'][number]['points'] => {
  const file = join(folder, FILES.metrics)
  if (!existsSync(file)) return []
  const lines = wholeLines(readFileSync(file, 'utf8')).filter((line) => line.startsWith('{"kind":"epoch"'))
  return pipe(
    parse(file)(lines.join('\n')),
    E.match(
      () => [],
      (all) =>
        all.flatMap((metric) =>
          metric._tag === 'EpochEnded'
            ? [[metric.epoch, (metric.validation ?? metric.training).objective] as const]
            : [],
        ),
    ),
  )
}

/** Writes the report of a study, with the curve of the first seed of each trial, and gives its path. */
export const writeStudyReport = (
  study: AnyStudy,
  folder: string,
  { trials, total }: Stand,
  command: string,
): TE.TaskEither<CliError, string> => {
  const [seed] = seedsOf(study)
  const curves = trials.map(({ trial }) => ({ trial, points: curveIn(join(trialFolder(folder, trial), String(seed))) }))
  return pipe(
    putAll(folder, [{ name: FILES.report, content: studyPage({ study, trials, total, curves, command }) }]),
    TE.bimap(toCliError, () => join(folder, FILES.report)),
  )
}
