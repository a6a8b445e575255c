/** A report on disk: its page, its pictures and its metrics, each put in its place whole. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type NewFile, putAll } from '../files/atomicWrite.js'
import type { FileUnwritable } from '../files/errors.js'
import type { ChartFailed } from './chart.js'
import { html, page } from './html.js'
import { inOrder, line, METRICS, type Metric } from './metrics.js'
import type { Report } from './report.js'
import { reconstructionSheet, sampleSheet } from './sheets.js'

// -----------------------------------------------------------------------------
// files
// -----------------------------------------------------------------------------

/** The steps and epochs of a report in the order in which they were: an epoch comes after its steps. */
export const metricsOf = ({ run, steps }: Report): readonly Metric[] =>
  inOrder(
    steps,
    run.history.map((record): Metric => ({ _tag: 'EpochEnded', ...record })),
  )

/** The page of a report, some files, and its pictures. */
const around = (report: Report, drawn: string, others: readonly NewFile[]): readonly NewFile[] => {
  const sheets = [
    { name: 'reconstructions.png', sheet: report.pictures && reconstructionSheet(report.pictures) },
    { name: 'samples.png', sheet: report.pictures && sampleSheet(report.pictures) },
  ]
  return [
    { name: 'report.html', content: drawn },
    ...others,
    ...sheets.flatMap(({ name, sheet }) => (sheet === null ? [] : [{ name, content: sheet.png }])),
  ]
}

const withCurves = (report: Report, others: readonly NewFile[]): TE.TaskEither<ChartFailed, readonly NewFile[]> =>
  pipe(
    html(report),
    TE.map((drawn) => around(report, drawn, others)),
  )

/** The files of a report whose metrics are written already. Errors: `ChartFailed`. */
export const pages = (report: Report): TE.TaskEither<ChartFailed, readonly NewFile[]> => withCurves(report, [])

/** The same without curves, which Vega draws. */
export const pagesWithoutCurves = (report: Report): readonly NewFile[] => around(report, page([])(report), [])

/**
 * The files of a report: `report.html`, `metrics.jsonl`, and for pictures `reconstructions.png` and `samples.png`.
 *
 * Errors: `ChartFailed`.
 */
export const files = (report: Report): TE.TaskEither<ChartFailed, readonly NewFile[]> =>
  withCurves(report, [{ name: METRICS, content: metricsOf(report).map(line).join('') }])

// -----------------------------------------------------------------------------
// writing
// -----------------------------------------------------------------------------

/**
 * Writes a report into a folder, which is made if it is not there, and gives the paths of its files.
 *
 * Errors: `FileUnwritable`, `ChartFailed`.
 */
export const write =
  (folder: string) =>
  (report: Report): TE.TaskEither<FileUnwritable | ChartFailed, readonly string[]> =>
    pipe(
      files(report),
      TE.flatMap((all) => putAll(folder, all)),
    )
