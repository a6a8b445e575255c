/** Servers that tests start, and what speaks to them. */

import { createRequire } from 'node:module'

/** A server that runs. */
export interface RunningServer {
  readonly url: string
  /** Ends it by a signal. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
  /** Starts it again, with what it has written down. */
  readonly start: () => Promise<void>
}

/** Whether a package is there. */
export const isInstalled = (name: string): boolean => {
  try {
    return createRequire(import.meta.url).resolve(name) !== ''
  } catch {
    return false
  }
}
