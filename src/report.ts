/** shapebound/report: pages, pictures and lines of metrics of a run. */

export * as Report from './reports/index.js'

// -----------------------------------------------------------------------------
// the types that values are made of, by their names alone, as in the index
// -----------------------------------------------------------------------------

export type { NewFile } from './files/atomicWrite.js'
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
export type { Warning } from './reports/warnings.js'
