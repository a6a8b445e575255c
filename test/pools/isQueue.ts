/** What a queue does, whatever it lies on. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carrierAt, type Serving, serveQueue } from '../../src/pools/bullmq.js'
import type { Run } from '../../src/pools/job.js'
import { type Carrier, givenOut, type Ticket, ticketName } from '../../src/pools/queue.js'
import type { RunningServer } from '../support/server.js'

const silent = () => undefined

/** The tests of a queue on a server, which is started in a folder and may be killed. */
export const isQueue = (
  start: (folder: string) => Promise<RunningServer>,
  kill: NodeJS.Signals,
  refused: RegExp,
): void => {
  let folder = ''
  let server: RunningServer
  let carrier: Carrier
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shapebound-queue-'))
    server = await start(folder)
    const connected = await carrierAt(server.url, silent)()
    if (E.isLeft(connected)) throw new Error(connected.left)
    carrier = connected.right
  })
  afterAll(async () => {
    carrier.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  const runOf = (trial: number): Run => ({
    ...{ trial, rung: 0, seed: 0, epochs: 1, folder: join(folder, 'none') },
    ...{ train: [], resume: [], again: [] },
  })
  const give = (trial: number) => givenOut(carrier, '/s', new AbortController().signal)(runOf(trial))

  /** A worker that is stopped by what is given back, and what it was given. */
  const working = (carryOut: Serving['carryOut']) => {
    const stopping = new AbortController()
    const ended = serveQueue({
      ...{ url: server.url, workers: 2, lease: 5, signal: stopping.signal, say: silent },
      carryOut,
    })()
    return async () => {
      stopping.abort()
      expect(await ended).toEqual(E.right(undefined))
    }
  }

  test('brings each run to one worker, and back how it ended', async () => {
    const seen: Ticket[] = []
    const stop = working(async (ticket) => {
      seen.push(ticket)
      return ticket.trial === 1
        ? { kind: 'failed', reason: 'diverged' }
        : { kind: 'measured', values: { objective: ticket.trial } }
    })
    expect(await Promise.all([0, 1, 2].map(give))).toEqual([
      { kind: 'measured', values: { objective: 0 } },
      { kind: 'failed', reason: 'diverged' },
      { kind: 'measured', values: { objective: 2 } },
    ])
    await stop()
    const tickets = [0, 1, 2].map((trial) => ({ study: '/s', trial, rung: 0, seed: 0 }))
    expect(seen.toSorted((a, b) => a.trial - b.trial)).toEqual(tickets)
  })

  test('what a worker gives back when it is stopped another has', async () => {
    const begun = new Promise<() => Promise<void>>((resolve) => {
      const stop = working(
        (_, signal) =>
          new Promise((end) => {
            signal.addEventListener('abort', () => end({ kind: 'stopped' }))
            resolve(() => stop())
          }),
      )
    })
    const end = give(3)
    await (await begun)()
    const stop = working(async () => ({ kind: 'measured', values: { objective: 3 } }))
    expect(await end).toEqual({ kind: 'measured', values: { objective: 3 } })
    await stop()
  })

  test('is away and back, said once each, and loses nothing', async () => {
    const said: string[] = []
    const connected = await carrierAt(server.url, (line) => said.push(line))()
    if (E.isLeft(connected)) throw new Error(connected.left)
    const end = givenOut(connected.right, '/s', new AbortController().signal)(runOf(4))
    const name = ticketName({ study: '/s', trial: 4, rung: 0, seed: 0 })
    await expect.poll(async () => (await carrier.find(name))?.kind).toBe('waiting')
    await server.stop(kill)
    await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1)
    await server.start()
    await expect.poll(() => said.length, { timeout: 10_000 }).toBe(2)
    expect(said).toEqual([expect.stringMatching(refused), 'the queue is back'])
    const stop = working(async () => ({ kind: 'measured', values: { objective: 4 } }))
    expect(await end).toEqual({ kind: 'measured', values: { objective: 4 } })
    await stop()
    connected.right.close()
  })
}
