/** The queue of runs on a Redis or a PostgreSQL, by BullMQ. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOf } from '../shapes/fields.js'
import { type Job, type Queue, type Store, said, type Worker } from './library.js'
import { type Carrier, type Found, isTicket, type Ticket } from './queue.js'
import { connected } from './stores.js'
import { isRunEnd, MOST_KILLS, type RunEnd } from './worker.js'

/** The name of the queue: workers take the runs of any study whose folder they have. */
const QUEUE = 'shapebound'

// -----------------------------------------------------------------------------
// the coordinator
// -----------------------------------------------------------------------------

/** How long what nobody asks for any more is kept. Units: seconds. */
const KEPT = { age: 86_400 }

const foundIn = ({ finishedOn, failedReason, returnvalue }: Job): Found => {
  if (finishedOn === undefined) return { kind: 'waiting' }
  const told = typeof returnvalue === 'string' ? jsonOf(returnvalue) : null
  const end: RunEnd = isRunEnd(told)
    ? told
    : { kind: 'broken', reason: `a run was given up by its workers: ${failedReason}` }
  return { kind: 'ended', end }
}

const carrierOf = (queue: Queue, { patient, close }: Store): Carrier => ({
  add: async (name, ticket) => {
    await patient(() => queue.add('run', ticket, { jobId: name, removeOnComplete: KEPT, removeOnFail: KEPT }))
  },
  find: async (name) => {
    const job = await patient(() => queue.getJob(name))
    return job === undefined ? null : foundIn(job)
  },
  remove: async (name) => {
    await patient(() => queue.remove(name))
  },
  close: () => {
    close()
    queue.close().catch(() => undefined) // what it lies on may be away, and nothing is asked of it any more
  },
})

/** A queue at an address, for who gives runs out. `Left`: why there is none, in one line. */
export const carrierAt = (url: string, say: (line: string) => void): TE.TaskEither<string, Carrier> =>
  pipe(
    connected(url, say),
    TE.map((store) => {
      const { library, connection, backend, reach } = store
      const queue = new library.Queue(QUEUE, { connection }, backend)
      queue.on('error', reach.away)
      return carrierOf(queue, store)
    }),
  )

// -----------------------------------------------------------------------------
// workers
// -----------------------------------------------------------------------------

/** What serves a queue. */
export interface Serving {
  readonly url: string
  /** How many runs train at once. */
  readonly workers: number
  /** After how long without a word of it a worker is taken for gone, and its runs are given to others. Units: seconds. */
  readonly lease: number
  /** Stops it: what it has begun is given back. */
  readonly signal: AbortSignal
  /** Carries out the run of a ticket, in a process of its own: here the lease is renewed meanwhile. */
  readonly carryOut: (ticket: Ticket, signal: AbortSignal) => Promise<RunEnd>
  readonly say: (line: string) => void
}

/** Tells when a worker no longer has a job, or cannot know that it has: before others may take it. */
const losing = (worker: Worker, id: string | undefined, lease: number) => {
  const lost = new AbortController()
  let renewed = Date.now()
  const onRenewed = ({ jobIds }: { readonly jobIds: readonly string[] }) => {
    if (id !== undefined && jobIds.includes(id)) renewed = Date.now()
  }
  const onFailed = (jobIds: readonly string[]) => {
    if (id !== undefined && jobIds.includes(id)) lost.abort()
  }
  const watch = setInterval(() => {
    if (Date.now() - renewed > 750 * lease) lost.abort()
  }, 100 * lease)
  worker.on('locksRenewed', onRenewed)
  worker.on('lockRenewalFailed', onFailed)
  const free = () => {
    clearInterval(watch)
    worker.off('locksRenewed', onRenewed)
    worker.off('lockRenewalFailed', onFailed)
  }
  return { signal: lost.signal, free }
}

const servedBy = (store: Store, { workers, lease, signal, carryOut }: Serving): Worker => {
  const { library, connection, backend, reach } = store
  const ended = (end: RunEnd): string => JSON.stringify(end) // as text: a PostgreSQL puts names in an order of its own
  const carried = async (job: Job, token?: string): Promise<string> => {
    reach.back()
    if (!isTicket(job.data)) return ended({ kind: 'broken', reason: 'the queue holds what is no run of this release' })
    const lost = losing(worker, job.id, lease)
    try {
      const end = await carryOut(job.data, AbortSignal.any([signal, lost.signal]))
      if (end.kind !== 'stopped') return ended(end)
    } finally {
      lost.free()
    }
    if (!lost.signal.aborted) await job.moveToWait(token)
    throw new library.WaitingError() // not ended: it waits for another worker
  }
  const options = {
    ...{ connection, concurrency: workers, maxStalledCount: MOST_KILLS },
    ...{ lockDuration: 1000 * lease, stalledInterval: 500 * lease },
  }
  const worker = new library.Worker(QUEUE, carried, options, backend)
  worker.on('error', reach.away) // what is lost comes again
  worker.on('locksRenewed', reach.back)
  return worker
}

/** Carries out the runs of a queue until it is told to stop. `Left`: why it cannot, in one line. */
export const serveQueue = (serving: Serving): TE.TaskEither<string, void> =>
  pipe(
    connected(serving.url, serving.say),
    TE.flatMapTask((store) => async () => {
      const worker = servedBy(store, serving)
      serving.say(
        `Waiting for runs at ${said(serving.url)}, ${serving.workers} at once. Ctrl-C gives back what has begun.`,
      )
      const { signal } = serving
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      await worker.close()
      store.close()
    }),
  )
