/** One engine for all who ask for it: opened for the first, closed by the last. */

import { withClose } from './closing.js'
import type { Engine } from './engine.js'

/** An engine, and whether it still works. */
export interface LiveEngine {
  readonly engine: Engine
  readonly works: () => Promise<boolean>
}

/** An engine that some hold. */
interface SharedEngine {
  readonly opened: Promise<LiveEngine>
  holders: number
}

/**
 * Handles of one engine, each with a `close` of its own.
 *
 * A thread takes 10 megabytes and more: whoever chooses an engine for each request has one thread, closed or not. An
 * engine that has stopped working is left to those who hold it, and another is opened.
 */
export const sharing = (open: () => Promise<LiveEngine>): (() => Promise<Engine>) => {
  const shared: { held: SharedEngine | null } = { held: null }
  const forget = (held: SharedEngine): void => {
    if (shared.held === held) shared.held = null
  }
  const leave = async (held: SharedEngine): Promise<void> => {
    held.holders -= 1
    if (held.holders > 0) return
    forget(held)
    await held.opened.then(({ engine }) => engine.close()).catch(() => undefined)
  }
  const join = async (): Promise<Engine> => {
    const before = shared.held
    const held = before ?? { opened: open(), holders: 0 }
    shared.held = held
    held.holders += 1
    try {
      const { engine, works } = await held.opened
      if (before === null || (await works())) return withClose(engine, () => leave(held))
    } catch (error) {
      await leave(held)
      if (before === null) throw error
      return join()
    }
    forget(held)
    await leave(held)
    return join()
  }
  return join
}
