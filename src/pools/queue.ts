/** Runs over a queue: a coordinator gives them out, workers on any machine carry them out, and how each ended comes back. */

import { setTimeout as wait } from 'node:timers/promises'
import { sha256Of } from '../files/bytes.js'
import { reasonOf } from '../files/errors.js'
import { isFields } from '../shapes/fields.js'
import { type Run, resultIn } from './job.js'
import type { RunEnd } from './worker.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A run as it lies in a queue: all else stands in the journal of its study, in a folder that all machines have. */
export interface Ticket {
  /** The folder of the study. */
  readonly study: string
  readonly trial: number
  readonly rung: number
  readonly seed: number
}

/** What a queue has of a ticket: how its run ended, or that nobody has said so yet. */
export type Found = { readonly kind: 'waiting' } | { readonly kind: 'ended'; readonly end: RunEnd }

/** A queue as a coordinator sees it. Each call waits while the queue is away. */
export interface Carrier {
  /** Puts a ticket in under a name, unless there is one of that name. */
  readonly add: (name: string, ticket: Ticket) => Promise<void>
  readonly find: (name: string) => Promise<Found | null>
  /** Takes a ticket out, unless a worker has it. */
  readonly remove: (name: string) => Promise<void>
  readonly close: () => void
}

/** The ticket of a run. */
export const ticketOf = (study: string, { trial, rung, seed }: Run): Ticket => ({ study, trial, rung, seed })

/** The name of a ticket: of two of one run the same, whoever gives it out. */
export const ticketName = ({ study, trial, rung, seed }: Ticket): string =>
  `run-${sha256Of(new TextEncoder().encode(JSON.stringify([study, trial, rung, seed]))).slice(0, 32)}`

/** Whether something that was in a queue is a ticket. */
export const isTicket = (given: unknown): given is Ticket =>
  isFields(given) &&
  typeof given.study === 'string' &&
  [given.trial, given.rung, given.seed].every((each) => Number.isSafeInteger(each))

// -----------------------------------------------------------------------------
// giving out
// -----------------------------------------------------------------------------

/** How long between two looks at a ticket. Units: milliseconds. */
const EVERY = 500

/** Waits for the end of a run. A ticket that is not in the queue, or that the queue has lost, is put in. */
const endOf = async (carrier: Carrier, name: string, ticket: Ticket, signal: AbortSignal): Promise<RunEnd> => {
  // of a study that ended before it heard of it
  if ((await carrier.find(name))?.kind === 'ended') await carrier.remove(name)
  while (!signal.aborted) {
    const found = await carrier.find(name)
    if (found?.kind === 'ended') return found.end
    if (found === null) await carrier.add(name, ticket)
    await wait(EVERY)
  }
  return { kind: 'stopped' }
}

const aborted = (signal: AbortSignal): Promise<RunEnd> =>
  new Promise((resolve) => {
    const stopped = () => resolve({ kind: 'stopped' })
    if (signal.aborted) stopped()
    else signal.addEventListener('abort', stopped, { once: true })
  })

/** How long a queue that may be away is asked to forget a ticket. Units: milliseconds. */
const PATIENCE = 1000

/**
 * Gives runs of a study out, each of which ends when a worker has said how; what is over is not given out again. When it is told to
 * stop, what no worker has begun is taken back.
 */
export const givenOut = (carrier: Carrier, study: string, signal: AbortSignal): ((run: Run) => Promise<RunEnd>) => {
  const stopped = aborted(signal) // at once, also while the queue is away
  return async (run) => {
    const over = resultIn(run)
    if (over !== null) return over
    const ticket = ticketOf(study, run)
    const name = ticketName(ticket)
    const heard = endOf(carrier, name, ticket, signal).catch(
      (caught): RunEnd => ({ kind: 'broken', reason: `queue: ${reasonOf(caught)}` }),
    )
    const end = await Promise.race([heard, stopped])
    await Promise.race([carrier.remove(name).catch(() => undefined), wait(PATIENCE)])
    return end
  }
}
