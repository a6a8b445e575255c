/** `shapebound compare`: several runs side by side. */

import { basename } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { dashed } from '../recipes/options.js'
import type { Metric } from '../reports/metrics.js'
import { aligned } from './columns.js'
import { badInput, type CliError } from './errors.js'
import { folderCommand } from './folderCommand.js'
import { type BegunRun, metricsIn, runIn } from './fromFolder.js'
import { PLACES } from './options.js'

/** A run as `--json` lists it. */
export interface Compared {
  readonly run: string
  readonly recipe: string
  readonly engine: string
  /** The options that are not the same in all runs. */
  readonly options: Readonly<Record<string, unknown>>
  /** The mean over the steps of its last epoch of what it maximized; `null` before its first epoch is over. */
  readonly objective: number | null
  /** The same on what was held out, where there is patience. */
  readonly validation: number | null
  /** What was measured on the test data at the end, and what that is called; `null` before its end. */
  readonly test: { readonly quantity: string; readonly value: number } | null
  readonly epochs: number
  readonly steps: number
  /** Units: seconds of training. */
  readonly seconds: number
}

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

interface Read {
  readonly begun: BegunRun
  readonly metrics: readonly Metric[]
}

const readRun = (folder: string): TE.TaskEither<CliError, Read> =>
  pipe(
    runIn(folder, {}, 'compare'),
    TE.bindTo('begun'),
    TE.bind('metrics', ({ begun }) => TE.fromEither(metricsIn(begun))),
  )

/** The names of the options that are not the same in all runs. */
const differing = (all: readonly Read[]): readonly string[] => {
  const options = all.map(({ begun }) => begun.configuration.options)
  const names = [...new Set(options.flatMap(Object.keys))].filter((name) => !PLACES.includes(name))
  return names.filter((name) => new Set(options.map((own) => JSON.stringify(own[name]))).size > 1)
}

const comparedOf =
  (names: readonly string[]) =>
  ({ begun: { path, configuration, tested }, metrics }: Read): Compared => {
    const { recipe, engine, options } = configuration
    const epochs = metrics.flatMap((metric) => (metric._tag === 'EpochEnded' ? [metric] : []))
    const last = epochs.at(-1)
    return {
      ...{ run: path, recipe, engine },
      options: Object.fromEntries(names.filter((name) => name in options).map((name) => [name, options[name]])),
      objective: last?.training.objective ?? null,
      validation: last?.validation?.objective ?? null,
      test: tested && { quantity: tested.quantity, value: tested.values.objective },
      epochs: epochs.length,
      steps: metrics.filter(({ _tag }) => _tag === 'Stepped').length,
      seconds: epochs.reduce((sum, { seconds }) => sum + seconds, 0),
    }
  }

/** Several runs. Errors: a `CliError` of one line. */
export const compared = (folders: readonly string[]): TE.TaskEither<CliError, readonly Compared[]> =>
  folders.length < 2
    ? TE.left(badInput('compare: needs the folders of two runs or more, and is given one'))
    : pipe(
        folders,
        TE.traverseSeqArray(readRun),
        TE.map((all) => all.map(comparedOf(differing(all)))),
      )

// -----------------------------------------------------------------------------
// as text
// -----------------------------------------------------------------------------

const nats = (value: number | null): string => (value === null ? '-' : value.toFixed(2))

/** A row for each quantity that was measured: runs of several recipes need not measure the same. */
const testRows = (all: readonly Compared[]): readonly (readonly string[])[] =>
  [...new Set(all.flatMap(({ test }) => (test === null ? [] : [test.quantity])))].map((quantity) => [
    `test ${quantity}`,
    ...all.map(({ test }) => nats(test?.quantity === quantity ? test.value : null)),
  ])

/** The rows of the table: a name, and a cell for each run. */
const rowsOf = (all: readonly Compared[]): readonly (readonly string[])[] => {
  const options = [...new Set(all.flatMap((each) => Object.keys(each.options)))]
  const row = (name: string, cell: (run: Compared) => string) => [name, ...all.map(cell)]
  return [
    row('', ({ run }) => basename(run)),
    row('recipe', ({ recipe }) => recipe),
    row('engine', ({ engine }) => engine),
    ...options.map((name) => row(dashed(name), (run) => String(run.options[name] ?? '-'))),
    row('objective', ({ objective }) => nats(objective)),
    ...(all.some(({ validation }) => validation !== null) ? [row('validation', (run) => nats(run.validation))] : []),
    ...testRows(all),
    ...(options.includes('epochs') ? [] : [row('epochs', ({ epochs }) => String(epochs))]),
    row('steps', ({ steps }) => String(steps)),
    row('seconds', ({ seconds }) => seconds.toFixed(1)),
  ]
}

/** The runs as a table, a column each. */
export const comparedLines = (all: readonly Compared[]): readonly string[] => aligned(rowsOf(all))

/** The command. */
export const compareCommand = folderCommand<object, readonly Compared[]>({
  name: 'compare',
  about: 'show runs side by side: the options that differ, and what came of them',
  takes: '<dirs...>',
  options: [],
  examples: ['compare runs/sprites-1 runs/sprites-2', 'compare runs/* --json'],
  act: (folders) => compared(folders),
  words: comparedLines,
})
