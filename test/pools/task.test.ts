import { describe, expect, test } from 'vitest'
import { type Run, runsOf } from '../../src/pools/job.js'
import { carryOutTask, unknownBefore } from '../../src/pools/task.js'
import type { RunEnd } from '../../src/pools/worker.js'
import { asha } from '../../src/sweeps/pruner.js'
import { random, tpe } from '../../src/sweeps/sampler.js'
import { decisions } from '../../src/sweeps/schedule.js'
import { study } from '../../src/sweeps/study.js'
import { recipe, space } from '../sweeps/synthetic.js'

const own = study({ recipe, space, sampler: random(), seeds: 3, trials: 4 })
const sweeping = { study: own, word: 'synthetic', folder: '/s' }

/** A task, how it ended, the runs that it carried out, and how many at most at once. */
const done = async (end: (run: Run) => RunEnd, workers = 1, of = own) => {
  const runs: Run[] = []
  let [now, most] = [0, 0]
  const ended = await carryOutTask({
    ...{ sweeping: { ...sweeping, study: of }, trial: 2, workers },
    carryOut: async (run) => {
      runs.push(run)
      now += 1
      most = Math.max(most, now)
      await new Promise(setImmediate)
      now -= 1
      return end(run)
    },
  })
  return { ended, runs, most }
}
const measured = ({ seed }: Run): RunEnd => ({ kind: 'measured', values: { objective: seed } })

describe('a task', () => {
  test('carries out the runs that the study has for its trial, and no other', async () => {
    const begun = decisions(own)([]).find(({ trial }) => trial === 2)
    const expected = runsOf(sweeping, { trial: 2, rung: 0 }, begun?.kind === 'trial' ? begun.point : {})
    const { ended, runs } = await done(measured)
    expect(runs).toEqual(expected)
    expect(ended).toEqual({
      kind: 'done',
      outcome: { kind: 'result', trial: 2, rung: 0, values: { objective: [0, 1, 2] } },
    })
  })

  test.each([1, 2, 5])('has %i of them at once at most', async (workers) => {
    const { most, ended } = await done(measured, workers)
    expect([most, ended]).toEqual([Math.min(workers, 3), (await done(measured)).ended])
  })

  test('one of whose runs fails has failed, and one that is broken or stopped has come to nothing', async () => {
    const withEnd = async (end: RunEnd) => (await done((run) => (run.seed === 1 ? end : measured(run)))).ended
    expect(await withEnd({ kind: 'failed', reason: 'diverged' })).toEqual({
      kind: 'done',
      outcome: { kind: 'failed', trial: 2, rung: 0, reason: 'diverged' },
    })
    expect(await withEnd({ kind: 'stopped' })).toEqual({ kind: 'stopped' })
    expect(await withEnd({ kind: 'broken', reason: 'no disk' })).toEqual({ kind: 'broken', reason: 'no disk' })
  })

  test('says that a quantity is not measured', async () =>
    expect((await done(measured, 1, { ...own, metric: 'kl' })).ended).toEqual({
      kind: 'broken',
      reason: 'study: there is no quantity kl: there are objective',
    }))
})

test('trials that follow from results are not known before', () => {
  expect(unknownBefore(own)).toBeNull()
  expect(unknownBefore({ ...own, sampler: tpe() })).toBe('tpe chooses a point by what was measured before')
  expect(unknownBefore({ ...own, pruner: asha() })).toBe('asha ends a trial by what others have measured')
})
