/** What a study has come to, as a table and as JSON. */

import { join } from 'node:path'
import { runsOf, trialFolder } from '../pools/job.js'
import { bestFirst, bestOf, meanOf, spreadOf, type Trial } from '../sweeps/history.js'
import type { Stand } from '../sweeps/schedule.js'
import type { AnyStudy } from '../sweeps/study.js'
import { aligned } from './columns.js'
import { FILES } from './folder.js'
import { quoted } from './reproduce.js'
import type { FoundStudy } from './sweepStudy.js'

/** A trial as `--json` lists it. */
export interface ListedTrial {
  readonly trial: number
  readonly state: Trial['state']
  readonly point: Trial['point']
  /** How many epochs it has trained when it was last measured; 0 before that. */
  readonly epochs: number
  /** The mean over its seeds of what is compared; `null` before it was measured. */
  readonly value: number | null
  /** Their standard deviation; `null` of one seed. */
  readonly spread: number | null
  /** Why it failed, or `null`. */
  readonly reason: string | null
  readonly folder: string
}

/** A study as `--json` prints it. */
export interface StudySummary {
  readonly folder: string
  readonly recipe: string
  readonly trials: number
  readonly begun: number
  readonly finished: number
  readonly stopped: number
  readonly failed: number
  readonly metric: string
  readonly on: AnyStudy['on']
  readonly best: ListedTrial | null
  readonly all: readonly ListedTrial[]
}

/** A trial as it is listed. */
export const listed =
  (study: AnyStudy, folder: string) =>
  (trial: Trial): ListedTrial => {
    const values = trial.results.at(-1)?.[study.metric]
    return {
      ...{ trial: trial.trial, state: trial.state, point: trial.point },
      epochs: study.rungs[trial.results.length - 1] ?? 0,
      value: values === undefined ? null : meanOf(values),
      spread: values === undefined ? null : spreadOf(values),
      reason: trial.reason,
      folder: trialFolder(folder, trial.trial),
    }
  }

/** What a study has come to. */
export const summaryOf = (study: AnyStudy, folder: string, { trials, total }: Stand): StudySummary => {
  const counted = (...states: readonly Trial['state'][]) => trials.filter(({ state }) => states.includes(state)).length
  const best = bestOf(study, trials)?.trial
  return {
    ...{ folder, recipe: study.recipe.name, trials: total, begun: trials.length },
    finished: counted('finished'),
    // at the end of a study ASHA leaves waiting what it has not promoted
    stopped: counted('stopped', 'waiting'),
    failed: counted('failed'),
    ...{ metric: study.metric, on: study.on },
    best: best === undefined ? null : listed(study, folder)(best),
    all: bestFirst(study, trials).map(listed(study, folder)),
  }
}

// -----------------------------------------------------------------------------
// as text
// -----------------------------------------------------------------------------

const shown = (value: unknown): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : value === undefined ? '-' : String(value)

/** A value with its spread. */
export const valueText = ({ value, spread }: Pick<ListedTrial, 'value' | 'spread'>): string =>
  value === null ? '-' : spread === null ? value.toFixed(3) : `${value.toFixed(3)} ± ${spread.toFixed(3)}`

/** A point as it is written. */
export const pointText = (point: Trial['point']): string =>
  Object.entries(point)
    .map(([name, value]) => `${name}=${shown(value)}`)
    .join(' ')

const rowsOf = ({ all, metric }: StudySummary, names: readonly string[]): readonly (readonly string[])[] => [
  ['trial', 'state', 'epochs', metric, ...names],
  ...all.map((each) => [
    ...[String(each.trial), each.state, String(each.epochs), valueText(each)],
    ...names.map((name) => shown(each.point[name])),
  ]),
]

const headLine = ({ recipe, trials, begun, finished, stopped, failed, on }: StudySummary): string =>
  `${recipe}: ${begun} of ${trials} trials begun, ${finished} finished, ${stopped} cut short, ${failed} failed; compared on the ${on} data`

/** The table of a study. */
export const tableLines = (summary: StudySummary): readonly string[] => {
  const names = [...new Set(summary.all.flatMap(({ point }) => Object.keys(point)))]
  return [
    headLine(summary),
    ...aligned(rowsOf(summary, names)),
    ...summary.all.flatMap(({ trial, reason }) => (reason === null ? [] : [`trial ${trial}: ${reason}`])),
  ]
}

/** What a study ends with. */
export const endLines = (summary: StudySummary): readonly string[] => [
  headLine(summary),
  ...(summary.best === null
    ? []
    : [
        `best        trial ${summary.best.trial}: ${summary.metric} ${valueText(summary.best)}, ${pointText(summary.best.point)}`,
      ]),
  `written to  ${summary.folder}`,
]

// -----------------------------------------------------------------------------
// the best
// -----------------------------------------------------------------------------

/** The best trial as `--json` prints it. */
export interface Best extends ListedTrial {
  /** The best parameters of each seed, and the command that trains it again. */
  readonly checkpoints: readonly string[]
  readonly commands: readonly string[]
}

/** The best trial, or `null` before there is any. */
export const bestIn = ({ study, word }: FoundStudy, folder: string, stand: Stand): Best | null => {
  const { best } = summaryOf(study, folder, stand)
  const trial = best === null ? undefined : stand.trials[best.trial]
  if (best === null || trial === undefined) return null
  const runs = runsOf({ study, word, folder }, { trial: trial.trial, rung: trial.results.length - 1 }, trial.point)
  return {
    ...best,
    checkpoints: runs.map((run) => join(run.folder, FILES.best)),
    commands: runs.map(({ again }) => ['npx', 'shapebound', ...again].map(quoted).join(' ')),
  }
}

/** The best trial as text. */
export const bestLines = (best: Best): readonly string[] => [
  `trial ${best.trial}: ${valueText(best)} after ${best.epochs} epochs, ${pointText(best.point)}`,
  ...best.checkpoints,
  ...best.commands,
]
