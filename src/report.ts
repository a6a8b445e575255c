/** shapebound/report: pages, pictures and lines of metrics of a run. */

export * as Report from './recipes/reports.js'

// -----------------------------------------------------------------------------
// the types that values are made of, by their names alone, as in the index
// -----------------------------------------------------------------------------

export type { Labels } from './data/labels.js'
export type { NewFile } from './files/atomicWrite.js'
export type { ReportOptions } from './recipes/reportOf.js'
export type { Bin } from './reports/calibration.js'
export type { ChartFailed } from './reports/chart.js'
export type { Curve, History } from './reports/curves.js'
export type { Latents } from './reports/latents.js'
export type { Metric } from './reports/metrics.js'
export type { Lines, Pixels as PicturePixels, Sheet } from './reports/picture.js'
export type {
  DataUsed,
  Pictures,
  Reconstructions,
  Report as ReportType,
  Result,
  Samples,
  Traversals,
} from './reports/report.js'
export type { CodesUsed, Warning } from './reports/warnings.js'
