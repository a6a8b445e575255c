/** `--metrics`: which metrics of a run are measured, and how they are told. */

import { InvalidArgumentError, Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Evaluation } from '../evaluation/evaluation.js'
import { nearest } from '../shapes/nearest.js'
import { badInput, type CliError } from './errors.js'
import { count } from './folderCommand.js'
import type { Looking } from './looking.js'
import { METRICS, type Measures, type Metric } from './metricTable.js'
import type { OtherRun } from './otherRuns.js'
import { seenBy } from './seenBy.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How chains are annealed: what `--chains`, `--temperatures` and `--examples` say. */
export interface AnnealFlags {
  readonly chains: number
  readonly temperatures: number
  readonly examples: number
}

/** The word for all metrics that a run has. */
const ALL = 'all'

// -----------------------------------------------------------------------------
// the option
// -----------------------------------------------------------------------------

const NAMES = Object.keys(METRICS)

const named = (words: string): readonly string[] => {
  const names = words.split(',').map((word) => word.trim())
  for (const name of names)
    if (name !== ALL && !NAMES.includes(name)) {
      const meant = nearest(name, [...NAMES, ALL])
      throw new InvalidArgumentError(
        `There is no metric ${name}: ${meant === null ? `there are ${NAMES.join(', ')}` : `did you mean ${meant}?`}`,
      )
    }
  return [...new Set(names)]
}

/** `--metrics mig,dci`. */
export const metricsOption: Option = new Option(
  '--metrics <names>',
  `more to measure, separated by commas: ${NAMES.join(', ')}; or all that the run has but those of annealing`,
).argParser(named)

/** The options of metrics that anneal chains. */
export const annealOptions: readonly Option[] = [
  count('chains', 'ais and bdmc: chains for each example', 16),
  count('temperatures', 'ais and bdmc: steps from the prior to the posterior; the more, the closer to log p(x)', 100),
  count('examples', 'ais and bdmc: how many examples', 100),
]

// -----------------------------------------------------------------------------
// measuring
// -----------------------------------------------------------------------------

/** Whether what is measured compares runs. */
export const comparesRuns = (names: readonly string[]): boolean => names.includes('udr') || names.includes(ALL)

const isOfAll = (there: Looking, runs: readonly OtherRun[], { lacks, long }: Metric): boolean =>
  long === undefined && lacks(there, runs) === null

/** The metrics that were asked for. Errors: one that the run has none of, in a line. */
export const chosenMetrics = (
  there: Looking,
  runs: readonly OtherRun[],
  names: readonly string[],
): TE.TaskEither<CliError, readonly (readonly [name: string, metric: Metric])[]> => {
  const wanted = names.includes(ALL)
    ? NAMES.filter((name) => names.includes(name) || isOfAll(there, runs, METRICS[name] as Metric))
    : NAMES.filter((name) => names.includes(name))
  const chosen = wanted.map((name) => [name, METRICS[name] as Metric] as const)
  const lacking = chosen.flatMap(([name, { lacks }]) => {
    const fault = lacks(there, runs)
    return fault === null ? [] : [`--metrics ${name}: cannot be measured: ${fault}`]
  })
  return lacking[0] === undefined ? TE.right(chosen) : TE.left(badInput(lacking[0]))
}

/** What they give, one after the other. */
export const measuredBy = (
  there: Looking,
  chosen: readonly (readonly [name: string, metric: Metric])[],
  found: Evaluation,
  runs: readonly OtherRun[],
  flags: AnnealFlags,
): TE.TaskEither<CliError, Readonly<Record<string, Measures>>> => {
  const seen = seenBy(there, runs, flags)
  return pipe(
    chosen,
    TE.traverseSeqArray(([name, { measure }]) =>
      pipe(
        measure(seen, found),
        TE.map((measures) => [name, measures] as const),
      ),
    ),
    TE.map(Object.fromEntries<Measures>),
  )
}

// -----------------------------------------------------------------------------
// as text
// -----------------------------------------------------------------------------

/** A number, a name, a mean with its error, or `null` for none; nothing of what is a list or a table. */
const textOf = (value: unknown): string | null => {
  if (value === null) return 'none'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4)
  const { mean, standardError } = value as { readonly mean?: unknown; readonly standardError?: unknown }
  return typeof mean === 'number' && typeof standardError === 'number'
    ? `${mean.toFixed(4)} (standard error ${standardError.toFixed(4)})`
    : null
}

/** What was measured, a line each metric: its numbers, without its lists. */
export const metricLines = (metrics: Readonly<Record<string, Measures>>): readonly string[] =>
  Object.entries(metrics).map(([name, measures]) => {
    const known = Object.entries(measures).flatMap(([part, value]) => {
      const text = textOf(value)
      return text === null ? [] : [part === 'score' ? text : `${part} ${text}`]
    })
    return `${name.padEnd(15)} ${known.join(', ')}`
  })
