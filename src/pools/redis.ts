/** A Redis, for queues of BullMQ to lie on, by ioredis. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { reasonOf } from '../files/errors.js'
import { type Library, loadedWith, type Reach, reachOf, type Store, said } from './library.js'

/** A connection. */
interface Redis {
  readonly on: (event: 'error' | 'ready', listener: (error: unknown) => void) => unknown
  readonly connect: () => Promise<void>
  readonly ping: () => Promise<unknown>
  readonly disconnect: () => void
}

/** The part of ioredis that is used. */
interface Ioredis {
  readonly Redis: new (url: string, options: object) => Redis
}

/** Asks a Redis once whether it is there. */
const answered = async ({ Redis }: Ioredis, url: string): Promise<void> => {
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

/** A connection that comes back whenever it is lost, and says so. What is asked of it meanwhile waits. */
const lasting = ({ Redis }: Ioredis, url: string, { away, back }: Reach): Redis => {
  const client = new Redis(url, { maxRetriesPerRequest: null })
  client.on('error', away)
  client.on('ready', back)
  return client
}

/** What queues and workers meet, the connection has said. */
const SILENT: Reach = { away: () => undefined, back: () => undefined }

const storeOf = (library: Library & Ioredis, url: string, say: (line: string) => void): Store => {
  const client = lasting(library, url, reachOf(say))
  return {
    ...{ library, connection: client, backend: undefined, reach: SILENT },
    patient: (ask) => ask(),
    close: () => client.disconnect(),
  }
}

/** Connects to a Redis. `Left`: why there is none, in one line. */
export const onRedis = (url: string, say: (line: string) => void): TE.TaskEither<string, Store> =>
  pipe(
    loadedWith<Ioredis>('ioredis'),
    TE.tap((library) =>
      TE.tryCatch(
        () => answered(library, url),
        (caught) => `--queue: needs a Redis that answers at ${said(url)}, but: ${reasonOf(caught)}`,
      ),
    ),
    TE.map((library) => storeOf(library, url, say)),
  )
