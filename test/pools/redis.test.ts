import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { connected } from '../../src/pools/stores.js'
import { freePort } from '../support/port.js'
import { hasRedis } from '../support/redis.js'

const silent = () => undefined

test.each(['localhost:6379', 'http://localhost', 'redis://', ''])(
  'what is no address of a store is refused: %s',
  async (url) =>
    expect(await connected(url, silent)()).toEqual(
      E.left(
        `--queue: must be the address of a Redis or of a PostgreSQL, such as redis://localhost:6379 or postgres://localhost/studies, not ${url}`,
      ),
    ),
)

test.skipIf(!hasRedis)(
  'a Redis that is not there is said, and no password (skipped where bullmq is not installed)',
  async () => {
    const port = await freePort()
    expect(await connected(`redis://me:secret@127.0.0.1:${port}`, silent)()).toEqual(
      E.left(
        `--queue: needs a Redis that answers at redis://127.0.0.1:${port}, but: connect ECONNREFUSED 127.0.0.1:${port}`,
      ),
    )
  },
)
