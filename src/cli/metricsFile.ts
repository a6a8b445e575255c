/** `metrics.jsonl` as it goes: lines are gathered and appended, so that whoever follows the file sees them within a second. */

import { appendFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { type FileUnwritable, fileUnwritable } from '../files/errors.js'

/** A file of metrics that is being written. */
export interface MetricsFile {
  /** Takes a line, with its line feed. */
  readonly add: (line: string) => void
  /** Appends what was gathered. Once that has failed, nothing more is written, and each flush says why. */
  readonly flush: () => E.Either<FileUnwritable, void>
}

/** Units: milliseconds between two times that lines are appended. */
const PAUSE = 500

/** A file of metrics, empty or with what it holds already. */
export const metricsFile = (file: string, now: () => number): MetricsFile => {
  let [gathered, last] = ['', now()]
  let failure: FileUnwritable | null = null
  const flush = (): E.Either<FileUnwritable, void> => {
    if (failure === null && gathered !== '')
      try {
        appendFileSync(file, gathered)
        ;[gathered, last] = ['', now()]
      } catch (caught) {
        failure = fileUnwritable(file, caught)
      }
    return failure === null ? E.right(undefined) : E.left(failure)
  }
  return {
    add: (line) => {
      if (failure !== null) return
      gathered += line
      if (now() - last >= PAUSE) flush()
    },
    flush,
  }
}
