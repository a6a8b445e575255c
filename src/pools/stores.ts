/** What queues can lie on, by the addresses that name them. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Store } from './library.js'
import { onPostgres } from './postgres.js'
import { onRedis } from './redis.js'

const STORES = [
  { protocols: ['redis:', 'rediss:'], connected: onRedis },
  { protocols: ['postgres:', 'postgresql:'], connected: onPostgres },
] as const

const ASKED =
  '--queue: must be the address of a Redis or of a PostgreSQL, such as redis://localhost:6379 or postgres://localhost/studies'

const namesHost = (url: string): boolean => URL.canParse(url) && /^\w+:\/\/[^/]/.test(url)

/** Connects to what a queue lies on. `Left`: why it cannot, in one line. */
export const connected = (url: string, say: (line: string) => void): TE.TaskEither<string, Store> => {
  const store = STORES.find(({ protocols }) => namesHost(url) && protocols.some((each) => url.startsWith(each)))
  return store === undefined ? TE.left(`${ASKED}, not ${url}`) : store.connected(url, say)
}
