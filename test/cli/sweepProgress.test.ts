import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { epochIn, sweepProgress } from '../../src/cli/sweepProgress.js'
import type { Terminal } from '../../src/listeners/progress/terminal.js'
import type { Run } from '../../src/pools/job.js'
import type { Stand } from '../../src/sweeps/schedule.js'

const folder = mkdtempSync(join(tmpdir(), 'shapebound-progress-'))
afterAll(() => rmSync(folder, { recursive: true }))

const runOf = (trial: number, seed: number): Run => ({
  ...{ trial, rung: 0, seed, epochs: 20, folder: join(folder, `${trial}-${seed}`) },
  ...{ train: [], resume: [], again: [] },
})

/** Its metrics, up to a step of an epoch. */
const trained = ({ folder: own }: Run, epoch: number): void => {
  mkdirSync(own, { recursive: true })
  const lines = Array.from(
    { length: 400 },
    (_, step) => `{"kind":"step","epoch":${step < 200 ? 1 : epoch},"step":${step}}\n`,
  )
  writeFileSync(join(own, 'metrics.jsonl'), lines.join(''))
}

const trial = { point: {}, results: [], rung: 0, reason: null } as const
const stand: Stand = {
  trials: [
    { ...trial, trial: 0, state: 'finished' },
    { ...trial, trial: 1, state: 'failed' },
    { ...trial, trial: 2, state: 'training' },
    { ...trial, trial: 3, state: 'training' },
  ],
  underWay: { now: 0, jobs: [] },
  total: 8,
}

/** A terminal that keeps what it shows. */
const terminalOf = (moving: boolean) => {
  const held: { shown: string | null } = { shown: null }
  const terminal: Terminal = {
    moving,
    columns: () => 100,
    say: () => undefined,
    show: (text) => {
      held.shown = text(100)
    },
    clear: () => {
      held.shown = null
    },
  }
  return { terminal, held }
}

describe('the epoch of a run', () => {
  test('is that of the last line', () => {
    const run = runOf(9, 1)
    expect(epochIn(run.folder)).toBeNull()
    trained(run, 7)
    expect(epochIn(run.folder)).toBe(7)
  })
})

describe('a study on a terminal', () => {
  test('shows how many trials are over, and how far those under way are', () => {
    const { terminal, held } = terminalOf(true)
    const listen = sweepProgress(terminal)
    const [one, other] = [runOf(2, 1), runOf(3, 1)]
    listen({ _tag: 'Journaled', entries: [], stand })
    expect(held.shown).toBeNull()
    listen({ _tag: 'RunStarted', run: one })
    expect(held.shown).toBe('██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   2/8 trials   trial 2 begins')
    trained(one, 3)
    listen({ _tag: 'RunStarted', run: other })
    expect(held.shown).toMatch(/ {3}2\/8 trials {3}trial 2: epoch 3\/20 {3}trial 3 begins$/)
    listen({ _tag: 'RunEnded', run: one, end: { kind: 'failed', reason: '' } })
    expect(held.shown).toMatch(/ {3}2\/8 trials {3}trial 3 begins$/)
    listen({ _tag: 'RunEnded', run: other, end: { kind: 'failed', reason: '' } })
    expect(held.shown).toBeNull()
  })

  test('names the seeds of a trial that has several', () => {
    const { terminal, held } = terminalOf(true)
    const listen = sweepProgress(terminal)
    for (const seed of [1, 2]) listen({ _tag: 'RunStarted', run: runOf(5, seed) })
    expect(held.shown).toMatch(/trial 5, seed 1 begins {3}trial 5, seed 2 begins$/)
    for (const seed of [1, 2]) listen({ _tag: 'RunEnded', run: runOf(5, seed), end: { kind: 'failed', reason: '' } })
  })

  test('looks at the files again while runs train, and no longer', () => {
    vi.useFakeTimers()
    const { terminal, held } = terminalOf(true)
    const listen = sweepProgress(terminal)
    const run = runOf(6, 1)
    listen({ _tag: 'RunStarted', run })
    trained(run, 4)
    vi.advanceTimersByTime(1000)
    expect(held.shown).toMatch(/trial 6: epoch 4\/20$/)
    listen({ _tag: 'RunEnded', run, end: { kind: 'failed', reason: '' } })
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  test('elsewhere shows nothing', () => {
    const { terminal, held } = terminalOf(false)
    sweepProgress(terminal)({ _tag: 'RunStarted', run: runOf(7, 1) })
    expect(held.shown).toBeNull()
  })
})
