/** What engines need of Node. A bundler for browsers takes `browser` in its place: see `imports` of package.json. */

import { availableParallelism } from 'node:os'
import { emitWarning } from 'node:process'

/** Warns in the way of Node: on stderr, unless the process says otherwise. */
export const warn = (message: string, name: string): void => emitWarning(message, name)

/** Lets other work be done: progress must be seen, and an interrupt heard, between steps. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** How many threads may run at once. */
export const parallelism = availableParallelism
