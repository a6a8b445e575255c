/** The queue of runs on a Redis, by BullMQ. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Carrier, type Found, isTicket, type Ticket } from './queue.js'
import { connected, type Job, type Library, type Queue, type Redis, said, type Worker } from './redis.js'
import { isRunEnd, MOST_KILLS, type RunEnd } from './worker.js'

/** The name of the queue on its Redis: workers take the runs of any study whose folder they have. */
const QUEUE = 'shapebound'

// -----------------------------------------------------------------------------
// the coordinator
// -----------------------------------------------------------------------------

/** How long what nobody asks for any more is kept. Units: seconds. */
const KEPT = { age: 86_400 }

const foundIn = ({ finishedOn, failedReason, returnvalue }: Job): Found => {
  if (finishedOn === undefined) return { kind: 'waiting' }
  const end: RunEnd = isRunEnd(returnvalue)
    ? returnvalue
    : { kind: 'broken', reason: `a run was given up by its workers: ${failedReason}` }
  return { kind: 'ended', end }
}

const carrierOf = (queue: Queue, client: Redis): Carrier => ({
  add: async (name, ticket) => {
    await queue.add('run', ticket, { jobId: name, removeOnComplete: KEPT, removeOnFail: KEPT })
  },
  find: async (name) => {
    const job = await queue.getJob(name)
    return job === undefined ? null : foundIn(job)
  },
  remove: async (name) => {
    await queue.remove(name)
  },
  close: () => client.disconnect(),
})

/** The queue of a Redis, for who gives runs out. `Left`: why there is none, in one line. */
export const redisCarrier = (url: string, say: (line: string) => void): TE.TaskEither<string, Carrier> =>
  pipe(
    connected(url, say),
    TE.map(({ library, client }) => {
      const queue = new library.Queue(QUEUE, { connection: client })
      queue.on('error', () => undefined) // the connection has said it
      return carrierOf(queue, client)
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

const servedBy = (library: Library, client: Redis, { workers, lease, signal, carryOut }: Serving): Worker => {
  const carried = async (job: Job, token?: string): Promise<RunEnd> => {
    if (!isTicket(job.data)) return { kind: 'broken', reason: 'the queue holds what is no run of this release' }
    const lost = losing(worker, job.id, lease)
    try {
      const end = await carryOut(job.data, AbortSignal.any([signal, lost.signal]))
      if (end.kind !== 'stopped') return end
    } finally {
      lost.free()
    }
    if (!lost.signal.aborted) await job.moveToWait(token)
    throw new library.WaitingError() // not ended: it waits for another worker
  }
  const worker = new library.Worker(QUEUE, carried, {
    ...{ connection: client, concurrency: workers, maxStalledCount: MOST_KILLS },
    ...{ lockDuration: 1000 * lease, stalledInterval: 500 * lease },
  })
  worker.on('error', () => undefined) // the connection has said it, and what is lost comes again
  return worker
}

/** Carries out the runs of a queue until it is told to stop. `Left`: why it cannot, in one line. */
export const serveQueue = (serving: Serving): TE.TaskEither<string, void> =>
  pipe(
    connected(serving.url, serving.say),
    TE.flatMapTask(({ library, client }) => async () => {
      const worker = servedBy(library, client, serving)
      serving.say(
        `Waiting for runs at ${said(serving.url)}, ${serving.workers} at once. Ctrl-C gives back what has begun.`,
      )
      const { signal } = serving
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      await worker.close()
      client.disconnect()
    }),
  )
