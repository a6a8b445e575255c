/** BullMQ, and what its queues lie on: loaded where it is asked for, so that who has no queue needs none of it. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { codeOf, reasonOf } from '../files/errors.js'

// -----------------------------------------------------------------------------
// the parts of BullMQ that are used
// -----------------------------------------------------------------------------

/** A run in a queue. */
export interface Job {
  readonly id?: string
  readonly data: unknown
  readonly finishedOn?: number
  readonly failedReason?: string
  readonly returnvalue?: unknown
  readonly moveToWait: (token?: string) => Promise<unknown>
}

/** A queue, to give runs out. */
export interface Queue {
  readonly on: (event: 'error', listener: (error: unknown) => void) => unknown
  readonly add: (name: string, data: unknown, options: object) => Promise<unknown>
  readonly getJob: (id: string) => Promise<Job | undefined>
  readonly remove: (id: string) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** What a worker says of the jobs that it has. */
interface Renewals {
  readonly locksRenewed: (renewed: { readonly jobIds: readonly string[] }) => void
  readonly lockRenewalFailed: (jobIds: readonly string[]) => void
  readonly error: (error: unknown) => void
}

/** What takes runs of a queue. */
export interface Worker {
  readonly on: <Event extends keyof Renewals>(event: Event, listener: Renewals[Event]) => unknown
  readonly off: <Event extends keyof Renewals>(event: Event, listener: Renewals[Event]) => unknown
  readonly close: () => Promise<void>
}

/** BullMQ. The last argument says what it lies on, where that is no Redis. */
export interface Library {
  readonly Queue: new (name: string, options: object, backend?: unknown) => Queue
  readonly Worker: new (
    name: string,
    carryOut: (job: Job, token?: string) => Promise<unknown>,
    options: object,
    backend?: unknown,
  ) => Worker
  /** Thrown where a job has not ended: it waits again. */
  readonly WaitingError: new () => Error
  readonly createPostgresBackend: unknown
}

// -----------------------------------------------------------------------------
// what queues lie on
// -----------------------------------------------------------------------------

/** What a queue lies on, and how it is reached. */
export interface Store {
  readonly library: Library
  readonly connection: object
  /** `undefined` for a Redis. */
  readonly backend: unknown
  /** Waits while it is away. */
  readonly patient: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>
  /** What a queue or a worker has met, and that it is reached. */
  readonly reach: Reach
  readonly close: () => void
}

/** Something that may be away: each change is said once. */
export interface Reach {
  readonly away: (error: unknown) => void
  readonly back: () => void
}

/** Says that the queue is away, and that it is back. */
export const reachOf = (say: (line: string) => void): Reach => {
  let isAway = false
  return {
    away: (error) => {
      if (!isAway) say(`the queue is away: ${reasonOf(error)}`)
      isAway = true
    },
    back: () => {
      if (isAway) say('the queue is back')
      isAway = false
    },
  }
}

/** Loads BullMQ and a package beside it. `Left`: that they are not installed, in one line. */
export const loadedWith = <Beside>(beside: string): TE.TaskEither<string, Library & Beside> =>
  TE.tryCatch(
    async () => {
      // by names that a compiler does not follow: who has no queue has neither of them
      const [bullmq, other] = await Promise.all(['bullmq', beside].map((name) => import(name)))
      return { ...bullmq, ...other } as Library & Beside // safe: they have these parts, which test/pools run
    },
    (caught) =>
      codeOf(caught) === 'ERR_MODULE_NOT_FOUND'
        ? `--queue: needs BullMQ and ${beside}, which are not installed: npm install bullmq ${beside}`
        : `--queue: ${reasonOf(caught)}`,
  )

/** An address as it is said: without what it may hold of a password. */
export const said = (url: string): string => {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
