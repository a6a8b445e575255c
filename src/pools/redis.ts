/** BullMQ and the Redis that it works on, loaded where they are asked for: who has no queue needs neither. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { codeOf, reasonOf } from '../files/errors.js'

// -----------------------------------------------------------------------------
// the parts of BullMQ and of ioredis that are used
// -----------------------------------------------------------------------------

/** A connection. */
export interface Redis {
  readonly on: (event: 'error' | 'ready', listener: (error: unknown) => void) => unknown
  readonly connect: () => Promise<void>
  readonly ping: () => Promise<unknown>
  readonly disconnect: () => void
}

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
  readonly on: (event: 'error', listener: () => void) => unknown
  readonly add: (name: string, data: unknown, options: object) => Promise<unknown>
  readonly getJob: (id: string) => Promise<Job | undefined>
  readonly remove: (id: string) => Promise<unknown>
}

/** What a worker says of the jobs that it has. */
interface Renewals {
  readonly locksRenewed: (renewed: { readonly jobIds: readonly string[] }) => void
  readonly lockRenewalFailed: (jobIds: readonly string[]) => void
  readonly error: () => void
}

/** What takes runs of a queue. */
export interface Worker {
  readonly on: <Event extends keyof Renewals>(event: Event, listener: Renewals[Event]) => unknown
  readonly off: <Event extends keyof Renewals>(event: Event, listener: Renewals[Event]) => unknown
  readonly close: () => Promise<void>
}

/** Both packages as one. */
export interface Library {
  readonly Redis: new (url: string, options: object) => Redis
  readonly Queue: new (name: string, options: object) => Queue
  readonly Worker: new (
    name: string,
    carryOut: (job: Job, token?: string) => Promise<unknown>,
    options: object,
  ) => Worker
  /** Thrown where a job has not ended: it waits again. */
  readonly WaitingError: new () => Error
}

// -----------------------------------------------------------------------------
// connections
// -----------------------------------------------------------------------------

const load = async (): Promise<Library> => {
  // by names that a compiler does not follow: who has no queue has neither of them
  const [bullmq, ioredis] = await Promise.all(['bullmq', 'ioredis'].map((name) => import(name)))
  return { ...bullmq, ...ioredis } as Library // safe: they have these parts, which test/pools/bullmq runs
}

const loaded = TE.tryCatch(load, (caught) =>
  codeOf(caught) === 'ERR_MODULE_NOT_FOUND'
    ? '--queue: needs BullMQ and ioredis, which are not installed: npm install bullmq ioredis'
    : `--queue: ${reasonOf(caught)}`,
)

/** An address as it is said: without what it may hold of a password. */
export const said = (url: string): string => {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

const isAddress = (url: string): boolean => URL.canParse(url) && /^rediss?:\/\/[^/]/.test(url)

/** Asks a Redis once whether it is there. */
const answered = async ({ Redis }: Library, url: string): Promise<void> => {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null })
  let why: unknown = null
  client.on('error', (error) => {
    why ??= error
  })
  try {
    await client.connect()
    await client.ping()
  } catch (caught) {
    throw why ?? caught // `connect` says no more than that the connection is closed
  } finally {
    client.disconnect()
  }
}

/** A connection that comes back whenever it is lost, and says so. */
const lasting = ({ Redis }: Library, url: string, say: (line: string) => void): Redis => {
  const client = new Redis(url, { maxRetriesPerRequest: null })
  let isAway = false
  client.on('error', (error) => {
    if (!isAway) say(`the queue is away: ${reasonOf(error)}`)
    isAway = true
  })
  client.on('ready', () => {
    if (isAway) say('the queue is back')
    isAway = false
  })
  return client
}

/** A Redis that has answered. */
export interface Connected {
  readonly library: Library
  readonly client: Redis
}

/** Connects to a Redis. `Left`: why there is none, in one line. */
export const connected = (url: string, say: (line: string) => void): TE.TaskEither<string, Connected> =>
  isAddress(url)
    ? pipe(
        loaded,
        TE.tap((library) =>
          TE.tryCatch(
            () => answered(library, url),
            (caught) => `--queue: needs a Redis that answers at ${said(url)}, but: ${reasonOf(caught)}`,
          ),
        ),
        TE.map((library) => ({ library, client: lasting(library, url, say) })),
      )
    : TE.left(`--queue: must be the address of a Redis, such as redis://localhost:6379, not ${url}`)
