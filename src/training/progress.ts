/** How far training has come. */

import type { Host } from '../tensors/tree.js'
import type { Kept } from './errors.js'
import type { EpochRecord } from './events.js'
import { type Monitor, unseen } from './monitor.js'
import type { TrainState } from './program.js'

/** What is known after an epoch. */
export interface Progress {
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly history: readonly EpochRecord[]
  readonly monitor: Monitor
  readonly best: Host<TrainState<unknown>> | null
  /** The last state that was looked at and found finite. */
  readonly kept: Kept<Host<unknown>>
}

/** Before the first step. */
export const first = ({ params }: Host<TrainState<unknown>>): Progress => ({
  epoch: 0,
  step: 0,
  seconds: 0,
  history: [],
  monitor: unseen,
  best: null,
  kept: { params, step: 0 },
})
