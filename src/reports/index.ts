/** Reports: what a run was, what it reached and what it makes, as a page, pictures and lines of metrics. */

export type { ChartFailed } from './chart.js'
export { type Curve, curves, type History } from './curves.js'
export { html } from './html.js'
export { mathml } from './mathml.js'
export { line, type Metric, parse } from './metrics.js'
export { dataUri, draw, examplesOf, inLines, interleaved, type Lines, type Pixels, png, type Sheet } from './picture.js'
export type {
  DataUsed,
  Pictures,
  Reconstructions,
  Report,
  Result,
  Samples,
} from './report.js'
export { files, metricsOf, write } from './write.js'
