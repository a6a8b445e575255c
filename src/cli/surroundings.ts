/** What commands are given by the process that runs them, and what they give back. */

import type { SweepEvent } from '../pools/pool.js'
import type { TrainingEvent } from '../training/events.js'
import type { Places } from './asked.js'
import type { CliError } from './errors.js'
import type { Stopping } from './stop.js'

/** Who hears what: words for people, events for whoever draws them. */
export interface Listeners {
  readonly say: (...lines: readonly string[]) => void
  readonly onTraining: (event: TrainingEvent) => void
  readonly onSweep: (event: SweepEvent) => void
  readonly onDownload: Places['onDownload']
}

/** What the surroundings give a command. */
export interface Surroundings extends Listeners {
  readonly cache: string
  readonly command: string
  /** Of the library. */
  readonly version: string
  /** Units: bytes. */
  readonly memory: number
  readonly stopping: Stopping
}

/** What hears nothing of a run, where that was asked for. */
export const heardBy = (around: Surroundings, quiet: boolean): Surroundings =>
  quiet ? { ...around, say: () => undefined, onTraining: () => undefined, onSweep: () => undefined } : around

/** What a command has found, and what went wrong after that: numbers are shown although they could not be written. */
export interface CommandOutcome<Result> {
  readonly result: Result
  readonly failure: CliError | null
}
