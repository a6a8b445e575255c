/** A stream of the process that may go away before the program ends. */

import type { Writable } from 'node:stream'

/** Takes text, and what it could not take is lost: a run goes on, whoever listens to it. */
export interface Outlet {
  readonly write: (text: string) => void
  /** Waits until all text is taken, and gives why some was not. */
  readonly ended: () => Promise<NodeJS.ErrnoException | null>
}

/**
 * A stream whose failures are values: without a listener each of them would end the process where it stands, with the
 * threads of the engine running.
 */
export const outlet = (stream: Writable): Outlet => {
  let failure: NodeJS.ErrnoException | null = null
  let last: Promise<void> = Promise.resolve()
  const failed = (error: Error | null | undefined) => {
    failure ??= error ?? null
  }
  stream.on('error', failed)
  return {
    write: (text) => {
      if (failure !== null) return
      last = new Promise((resolve) => {
        stream.write(text, (error) => {
          failed(error)
          resolve()
        })
      })
    },
    ended: async () => {
      await last
      return failure
    },
  }
}

/** A reader that has read enough is no failure of ours: `head` closes its end. */
export const isLost = (failure: NodeJS.ErrnoException | null): failure is NodeJS.ErrnoException =>
  failure !== null && failure.code !== 'EPIPE'
