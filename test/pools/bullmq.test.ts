import { describe } from 'vitest'
import { hasRedis, startRedis } from '../support/redis.js'
import { isQueue } from './isQueue.js'

describe.skipIf(!hasRedis)(
  'a queue on Redis (redis-server of Debian and bullmq; skipped where they are not installed)',
  () => isQueue(startRedis, 'SIGKILL', /^the queue is away: connect ECONNREFUSED/),
)
