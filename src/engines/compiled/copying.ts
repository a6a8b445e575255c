/** Copies of the state of a program that runs. */

import type { Host } from '../../tensors/tree.js'
import type { Arrays } from './arrays.js'
import { inputName } from './program.js'
import { type Sessions, traced } from './sessions.js'

/** How the state of a program is copied out. */
export interface Copying {
  /** Asks for a copy, under the names of the inputs that take the state. What is asked afterwards comes after it. */
  readonly copy: () => Promise<{ readonly reply: Promise<Arrays> }>
  /** Gives back what the copies needed. */
  readonly release: () => Promise<void>
}

/** A session that gives the state that it is given: it reads what is on a device, in every runtime. */
const echoOf = async <State>({ open }: Sessions, initial: Host<State>): Promise<number | null> => {
  const { graph } = await traced<readonly [State], State>(([state]) => state, [initial], 'snapshot')
  return open({ ...graph, outputs: graph.outputs.map((each, place) => ({ ...each, name: inputName(0, place) })) })
}

/** Copies a state that the thread holds under a number. */
export const copyingOn = <State>(sessions: Sessions, state: number, initial: Host<State>): Copying => {
  const { thread, device, release } = sessions
  if (device === null)
    return { copy: async () => ({ reply: thread.ask({ kind: 'copy', state }) }), release: async () => undefined }
  const held: { echo: Promise<number | null> | null } = { echo: null }
  return {
    copy: async () => {
      held.echo ??= echoOf(sessions, initial)
      const session = await held.echo
      return { reply: session === null ? Promise.resolve({}) : thread.ask({ kind: 'run', session, feeds: {}, state }) }
    },
    release: async () => {
      if (held.echo !== null) await release({ session: await held.echo })
    },
  }
}
