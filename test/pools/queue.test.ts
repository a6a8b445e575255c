import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RESULT, type Run, resultText } from '../../src/pools/job.js'
import {
  type Carrier,
  type Found,
  givenOut,
  isTicket,
  type Ticket,
  ticketName,
  ticketOf,
} from '../../src/pools/queue.js'
import type { RunEnd } from '../../src/pools/worker.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-queue-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const runOf = (trial: number): Run => ({
  ...{ trial, rung: 1, seed: 5, epochs: 3, folder: join(folder, String(trial)) },
  ...{ train: [], resume: [], again: [] },
})
const measured: RunEnd = { kind: 'measured', values: { objective: 1 } }

/** A queue in memory, each of whose tickets a worker ends by what is given; and what was done to it. */
const inMemory = (endOf: (ticket: Ticket) => RunEnd | null, first: Readonly<Record<string, Found>> = {}) => {
  const held = new Map(Object.entries(first))
  const done: string[] = []
  const carrier: Carrier = {
    add: async (name, ticket) => {
      done.push(`add ${ticket.trial}`)
      const end = endOf(ticket)
      held.set(name, end === null ? { kind: 'waiting' } : { kind: 'ended', end })
    },
    find: async (name) => held.get(name) ?? null,
    remove: async (name) => {
      done.push('remove')
      held.delete(name)
    },
    close: () => undefined,
  }
  return { carrier, held, done }
}
const asked = (carrier: Carrier, run: Run, signal = new AbortController().signal) =>
  givenOut(carrier, folder, signal)(run)

describe('a run that is given out', () => {
  test('ends as a worker says, and is forgotten', async () => {
    const { carrier, held, done } = inMemory(() => measured)
    expect(await asked(carrier, runOf(0))).toEqual(measured)
    expect([done, held.size]).toEqual([['add 0', 'remove'], 0])
  })

  test('is not given out where it is over', async () => {
    const run = runOf(1)
    mkdirSync(run.folder)
    writeFileSync(join(run.folder, RESULT), resultText(run, { kind: 'failed', reason: 'diverged' }))
    const { carrier, done } = inMemory(() => measured)
    expect(await asked(carrier, run)).toEqual({ kind: 'failed', reason: 'diverged' })
    expect(done).toEqual([])
  })

  test('is taken up where it waits from before, and anew where it ended before and nobody heard', async () => {
    const name = ticketName(ticketOf(folder, runOf(2)))
    const waiting = inMemory(() => measured, { [name]: { kind: 'waiting' } })
    setTimeout(() => waiting.held.set(name, { kind: 'ended', end: measured }), 50)
    expect(await asked(waiting.carrier, runOf(2))).toEqual(measured)
    expect(waiting.done).toEqual(['remove'])
    const ended = inMemory(() => measured, { [name]: { kind: 'ended', end: { kind: 'broken', reason: 'old' } } })
    expect(await asked(ended.carrier, runOf(2))).toEqual(measured)
    expect(ended.done).toEqual(['remove', 'add 2', 'remove'])
  })

  test('is put in again where the queue has lost it', async () => {
    const { carrier, held, done } = inMemory(() => (done.length < 2 ? null : measured))
    const end = asked(carrier, runOf(3))
    await expect.poll(() => held.size).toBe(1)
    held.clear()
    expect(await end).toEqual(measured)
    expect(done).toEqual(['add 3', 'add 3', 'remove'])
  })

  test('is taken back when all is stopped, also by a queue that is away', async () => {
    const stopping = new AbortController()
    const { carrier, held } = inMemory(() => null)
    const end = asked(carrier, runOf(4), stopping.signal)
    await expect.poll(() => held.size).toBe(1)
    stopping.abort()
    expect([await end, held.size]).toEqual([{ kind: 'stopped' }, 0])
    const never = new Promise<never>(() => undefined)
    const away = { ...carrier, find: () => never, remove: () => never }
    expect(await asked(away, runOf(4), stopping.signal)).toEqual({ kind: 'stopped' })
  })

  test('stops the study with what is wrong with the queue', async () => {
    const { carrier } = inMemory(() => null)
    const full = { ...carrier, add: () => Promise.reject(new Error('OOM command not allowed')) }
    expect(await asked(full, runOf(5))).toEqual({ kind: 'broken', reason: 'queue: OOM command not allowed' })
  })
})

test('a ticket has one name, and what is none is told', () => {
  const ticket = ticketOf('/s', runOf(0))
  expect(ticketName(ticket)).toBe(ticketName({ ...ticket }))
  expect(ticketName(ticket)).toMatch(/^run-[0-9a-f]{32}$/)
  for (const other of [{ study: '/t' }, { trial: 1 }, { rung: 0 }, { seed: 6 }])
    expect(ticketName({ ...ticket, ...other })).not.toBe(ticketName(ticket))
  expect([isTicket(ticket), isTicket({ ...ticket, seed: '5' }), isTicket(null)]).toEqual([true, false, false])
})
