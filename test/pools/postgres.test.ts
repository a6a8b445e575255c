import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { connected } from '../../src/pools/stores.js'
import { freePort } from '../support/port.js'
import { hasPostgres, startPostgres } from '../support/postgres.js'
import { isQueue } from './isQueue.js'

describe.skipIf(!hasPostgres)(
  'a queue on PostgreSQL (postgresql of Debian, bullmq and pg; skipped where they are not installed)',
  () => {
    isQueue(startPostgres, 'SIGQUIT', /^the queue is away: /)

    test('one that is not there is said, and no password', async () => {
      const port = await freePort()
      expect(await connected(`postgres://me:secret@127.0.0.1:${port}/studies`, () => undefined)()).toEqual(
        E.left(
          `--queue: needs a PostgreSQL that answers at postgres://127.0.0.1:${port}, but: connect ECONNREFUSED 127.0.0.1:${port}`,
        ),
      )
    })
  },
)
