/** A run of a trial: its folder, and the words of the command line that train it to a rung. */

import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { METRICS } from '../reports/metrics.js'
import { isFields, jsonOf } from '../shapes/fields.js'
import { seedsOf } from '../sweeps/optimize.js'
import type { Job } from '../sweeps/schedule.js'
import type { AnyPoint } from '../sweeps/space.js'
import type { AnyStudy } from '../sweeps/study.js'

/** What of a study its runs are made by. */
export interface Sweeping {
  readonly study: AnyStudy
  /** What a command line names the recipe by: its name, or a file. */
  readonly word: string
  /** The folder of the study. */
  readonly folder: string
}

/** A run: a trial with one seed, up to a rung. */
export interface Run {
  readonly trial: number
  readonly rung: number
  readonly seed: number
  readonly epochs: number
  readonly folder: string
  readonly train: readonly string[]
  readonly resume: readonly string[]
  /** The words that train it again, elsewhere and for people. */
  readonly again: readonly string[]
}

/** The folder of a trial in that of its study. */
export const trialFolder = (folder: string, trial: number): string =>
  join(folder, 'trials', String(trial).padStart(4, '0'))

const set = (name: string, value: unknown): readonly string[] => ['--set', `${name}=${value}`]

/**
 * The options of each trial: what is measured on held-out data needs some. Patience of as many epochs as there are never stops.
 */
export const setOf = ({ set: given, on, epochs }: AnyStudy): Readonly<Record<string, unknown>> =>
  on === 'validation' && given.patience === undefined ? { ...given, patience: epochs } : given

/** The runs of a job, one for each seed. */
export const runsOf = (
  { study, word, folder }: Sweeping,
  { trial, rung }: Pick<Job, 'trial' | 'rung'>,
  point: AnyPoint,
): readonly Run[] =>
  seedsOf(study).map((seed) => {
    const own = join(trialFolder(folder, trial), String(seed))
    const epochs = study.rungs[rung] ?? study.epochs
    const options = Object.entries({ ...setOf(study), ...point }).flatMap(([name, value]) => set(name, value))
    const asked = ['train', word, ...options, '--seed', String(seed)]
    const length = ['--epochs', String(epochs)]
    const heard = ['--quiet', '--json']
    return {
      ...{ trial, rung, seed, epochs, folder: own },
      train: [...asked, '--out', own, ...length, ...heard],
      resume: ['resume', own, ...length, ...heard],
      again: [...asked, ...length],
    }
  })

// -----------------------------------------------------------------------------
// what a run has come to
// -----------------------------------------------------------------------------

/** What a run measured, by names. */
export type Values = Readonly<Record<string, number>>

/** How a run is over: it is not run again. */
export type Over =
  | { readonly kind: 'measured'; readonly values: Values }
  /** It would fail again: the trial has failed. */
  | { readonly kind: 'failed'; readonly reason: string }

/** The file that says that a run is over: it is written once its process has ended. */
export const RESULT = 'result.json'

/** The text of the file of a run that is over. */
export const resultText = ({ epochs }: Run, over: Over): string =>
  `${JSON.stringify(over.kind === 'measured' ? { epochs, values: over.values } : { epochs, failed: over.reason })}\n`

/** How a run is over, or `null`. */
export const resultIn = ({ folder, epochs }: Run): Over | null => {
  const file = join(folder, RESULT)
  const found = existsSync(file) ? jsonOf(readFileSync(file, 'utf8')) : undefined
  if (!isFields(found) || found.epochs !== epochs) return null
  if (typeof found.failed === 'string') return { kind: 'failed', reason: found.failed }
  // safe: they were written as such
  return isFields(found.values) ? { kind: 'measured', values: found.values as Values } : null
}

/**
 * The words that go on with a run: it is resumed where it was begun, and begins anew where it was killed before that was written.
 */
export const wordsOf = (run: Run): readonly string[] => {
  const file = join(run.folder, METRICS)
  if (!existsSync(file)) return run.train
  const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n')
  if (rest.length > 0 && isFields(jsonOf(first))) return run.resume
  rmSync(file)
  return run.train
}

/** What a command line measured, by names: the objective of the recipe and its parts. */
export const measuredIn = (study: AnyStudy, summary: unknown): Values | null => {
  const measured = isFields(summary) ? summary[study.on] : undefined
  if (!isFields(measured)) return null
  const { elbo, objective, parts, ...rest } = measured
  const all = { objective: elbo ?? objective, ...rest, ...(isFields(parts) ? parts : {}) }
  return Object.values(all).every((each) => typeof each === 'number') ? (all as Values) : null // safe: they are numbers
}
