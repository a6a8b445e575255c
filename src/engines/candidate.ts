/** An engine that may or may not be had here. */

import * as tf from '@tensorflow/tfjs-core'
import { eager } from './eager.js'
import type { Engine } from './engine.js'
import { registerSums } from './wasmSums.js'

/** A limit of memory, and whose it is. Units: bytes. */
export interface MemoryLimit {
  readonly by: string
  readonly bytes: number
}

export interface Candidate<Name extends string = string> {
  /** What `--engine` takes. */
  readonly name: Name
  /** The package that holds it, or `null` for one that is always there. */
  readonly module: string | null
  /** What its absence costs and how to get it. */
  readonly advice: string
  /** Whether it is one for all who choose it, since a thread is its own. */
  readonly isShared: boolean
  /** The memory that it can address at all, and what sets the limit. Left out where it is that of the machine. */
  readonly addresses?: MemoryLimit
  /** Rejects where the package is missing or does not run. */
  readonly open: () => Promise<Engine>
  /** As `open`, one that computes by one thread, beside others. Left out where engines compute in the main thread, or on a device. */
  readonly openOne?: () => Promise<Engine>
}

/** Opens TensorFlow.js on the backend of a name, which a module brings. Rejects where there is none. */
export const onBackend =
  (name: string, description: string, load: () => Promise<unknown>): (() => Promise<Engine>) =>
  async () => {
    await load()
    registerSums()
    if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js has no backend ${name}`)
    await tf.ready()
    return eager(name, description)
  }
