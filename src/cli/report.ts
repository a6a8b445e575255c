/** The report of a run, from what it was asked to be and its outcome. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import { putAll } from '../files/atomicWrite.js'
import { dashed } from '../recipes/options.js'
import type { Outcome } from '../recipes/outcome.js'
import { reportOf } from '../recipes/reportOf.js'
import { isVegaMissing } from '../reports/chart.js'
import type { Report } from '../reports/index.js'
import { pages, pagesWithoutCurves } from '../reports/write.js'
import type { Stepped } from '../training/events.js'
import type { Asked } from './asked.js'
import { type CliError, toCliError } from './errors.js'
import { FILES } from './folder.js'
import { PLACES } from './options.js'
import { resumingCommand } from './reproduce.js'

/** Options that a report has another place for, or none. */
const ELSEWHERE = [...PLACES, 'seed', 'data', 'lr']

const optionsOf = (
  { recipe, common, configured }: Asked,
  { facts }: Pick<Outcome['experiment'], 'facts'>,
  version: string,
): Report['options'] => [
  ['recipe', recipe.name],
  ['paper', recipe.paper],
  ...Object.entries({ ...configured.values, ...common })
    .filter(([name, value]) => value !== undefined && !ELSEWHERE.includes(name))
    .map(([name, value]) => [dashed(name), String(value)] as const),
  ...Object.entries(facts).map(([name, value]) => [dashed(name).replaceAll('-', ' '), value] as const),
  ['library', `shapebound ${version}`],
]

/** The report of a run. */
export const reportOfRun = (
  asked: Asked,
  outcome: Outcome,
  steps: readonly Stepped[],
  engine: Engine,
  { command, version }: { readonly command: string; readonly version: string },
): Report => {
  const { trained, experiment, settings } = outcome
  const { data, views } = experiment
  const { data: name, seed } = asked.common
  return reportOf(outcome, {
    title: `${views.kind === 'variational autoencoder' ? 'A variational autoencoder' : asked.recipe.name} on ${name}`,
    ...{ seed, steps, command, data: data.name, engine: engine.description },
    options: optionsOf(asked, experiment, version),
    validation: trained.history.at(-1)?.validation ? experiment.heldOut(settings) : null,
  })
}

/** What of a report could be written, and what is said where that is not all of it. */
export interface ReportWritten {
  readonly files: readonly string[]
  readonly notes: readonly string[]
}

/** What is said of a report without curves, and how it comes to have them. */
const withoutCurves = (out: string): string =>
  `${FILES.report} has no curves: Vega, which draws them, is not installed; for them: npm install vega, then ${resumingCommand(out)}`

/** The pages of a report: without curves where Vega, which is optional, is not installed. */
const pagesOf = (out: string, report: Report) =>
  pipe(
    pages(report),
    TE.map((all) => ({ all, notes: [] as readonly string[] })),
    TE.orElse((failure) =>
      isVegaMissing(failure)
        ? TE.right({ all: pagesWithoutCurves(report), notes: [withoutCurves(out)] })
        : TE.left(failure),
    ),
  )

/**
 * Writes the report of a run into its folder, less its metrics, which are there already.
 *
 * Errors: a `CliError` that names the folder.
 */
export const writeReport = (out: string, report: Report): TE.TaskEither<CliError, ReportWritten> =>
  pipe(
    pagesOf(out, report),
    TE.flatMap(({ all, notes }) =>
      pipe(
        putAll(out, all),
        TE.map((files) => ({ files, notes })),
      ),
    ),
    TE.mapLeft(toCliError),
  )
