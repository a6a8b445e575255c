import { type ChildProcess, spawn, spawnSync } from 'node:child_process'

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { METRICS } from '../../src/reports/metrics.js'
import { hasPostgres, startPostgres } from '../support/postgres.js'
import { hasRedis, startRedis } from '../support/redis.js'
import type { RunningServer } from '../support/server.js'
import { inFolder } from './inFolder.js'
import { OWN_RECIPE } from './ownRecipe.js'
import { filesOf } from './studyFiles.js'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 }) // each trial is a process that loads an engine

const { at, cli } = inFolder('sweep-queue')
const MAIN = 'dist/cli/main.js'

const words = (out: string): readonly string[] => [
  ...['sweep', at('my-vae.ts'), '--space', 'latent=2,3', '--space', 'batch=16..64', '--set', 'engine=cpu'],
  ...['--set', 'checkpointSteps=1', '--trials', '5', '--pruner', 'asha', '--epochs', '3', '--out', at(out)],
]

/** How many runs of trials have written something. */
const runsBegun = (folder: string): number =>
  existsSync(join(folder, 'trials'))
    ? readdirSync(join(folder, 'trials'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith(METRICS),
      ).length
    : 0

test('a queue that is none is refused before anything begins', async () => {
  const { code, err } = await cli('worker', '--queue', 'nowhere')
  const line =
    'shapebound: --queue: must be the address of a Redis or of a PostgreSQL, such as redis://localhost:6379 or postgres://localhost/studies, not nowhere'
  expect([code, err.trim().split('\n').at(-1)]).toEqual([2, line])
  expect((await cli('worker')).err).toContain("required option '--queue <url>' not specified")
})

const SERVERS = [
  { store: 'Redis', has: hasRedis, needs: 'redis-server of Debian and bullmq', begin: startRedis, kill: 'SIGKILL' },
  // its processes share memory, which a killed one leaves behind: a shutdown at once, which writes nothing more
  {
    store: 'PostgreSQL',
    has: hasPostgres,
    needs: 'postgresql of Debian, bullmq and pg',
    begin: startPostgres,
    kill: 'SIGQUIT',
  },
] as const

describe.each(SERVERS)(
  'a study over $store ($needs; skipped where they are not installed)',
  ({ store, has, begin, kill }) => {
    describe.skipIf(!has)('with workers', () => {
      let server: RunningServer
      const workers = new Set<ChildProcess>()
      /** A worker, in the place of which another one comes when it is killed. */
      const begun = (isOver: () => boolean): void => {
        const child = spawn(
          execPath,
          [MAIN, 'worker', '--queue', server.url, '--workers', '1', '--lease', '4', '--quiet'],
          {
            stdio: ['ignore', 'ignore', 'inherit'],
          },
        )
        workers.add(child)
        child.on('close', () => {
          workers.delete(child)
          if (!isOver()) begun(isOver)
        })
      }

      beforeAll(async () => {
        mkdirSync(at(store))
        writeFileSync(at('my-vae.ts'), OWN_RECIPE)
        server = await begin(at(store))
        const { status, stderr } = spawnSync(execPath, [MAIN, ...words(`${store}-alone`), '--quiet'], {
          encoding: 'utf8',
        })
        expect([status, stderr]).toEqual([0, ''])
      })
      afterAll(() => server.stop())

      test('whose workers are killed, and whose server is, is that of one machine to the byte, and does nothing twice', async () => {
        let isOver = false
        for (let count = 0; count < 3; count++) begun(() => isOver)
        const study = spawn(execPath, [MAIN, ...words(`${store}-queued`), '--queue', server.url, '--quiet'], {
          stdio: ['ignore', 'ignore', 'inherit'],
        })
        const ended = new Promise((resolve) => study.on('close', (code) => resolve(code))).finally(() => {
          isOver = true
          for (const child of workers) child.kill('SIGTERM')
        })
        for (const runs of [1, 2, 3, 5]) {
          await expect.poll(() => runsBegun(at(`${store}-queued`)), { timeout: 300_000 }).toBeGreaterThanOrEqual(runs)
          workers.values().next().value?.kill('SIGKILL') // the oldest, in the place of which another one comes
          if (runs !== 2) continue
          await server.stop(kill)
          await server.start()
        }
        expect(await ended).toBe(0)
        expect(filesOf(at(`${store}-queued`))).toEqual(filesOf(at(`${store}-alone`)))
      })
    })
  },
)
