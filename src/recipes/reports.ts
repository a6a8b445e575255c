/** Reports: what a run was, what it reached and what it makes, as a page, pictures and lines of metrics. */

export * from '../reports/index.js'
export { of, type ReportOptions } from './reportOf.js'
