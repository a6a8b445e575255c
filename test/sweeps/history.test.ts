import { expect, test } from 'vitest'
import { bestOf, type Entry, meanOf, ranked, scoreAt, spreadOf, trialsOf, valueAt } from '../../src/sweeps/history.js'

const goal = { metric: 'objective', goal: 'maximize' } as const
const result = (trial: number, rung: number, ...objective: number[]): Entry => ({
  kind: 'result',
  trial,
  rung,
  values: { objective },
})
const begun = (trial: number): Entry => ({ kind: 'trial', trial, point: { x: trial } })
const rungs = { rungs: [1, 3] }

test('trials stand where the last entry has left them', () => {
  const history: readonly Entry[] = [
    ...[begun(0), begun(1), begun(2), begun(3)],
    ...[result(0, 0, -3), result(1, 0, -1), { kind: 'stopped', trial: 0, rung: 0 } as const],
    ...[{ kind: 'promoted', trial: 1, rung: 1 } as const, result(1, 1, -2)],
    { kind: 'failed', trial: 2, rung: 0, reason: 'diverged' },
    { kind: 'extended', trials: 9 },
  ]
  const trials = trialsOf(rungs)(history)
  expect(trials.map(({ state }) => state)).toEqual(['stopped', 'finished', 'failed', 'training'])
  expect(trials[1]?.results).toEqual([{ objective: [-1] }, { objective: [-2] }])
  expect(trials[2]?.reason).toBe('diverged')
})

test('a trial is worth the mean of its seeds, with their spread', () => {
  expect(meanOf([1, 2, 6])).toBe(3)
  expect(spreadOf([1, 2, 6])).toBeCloseTo(Math.sqrt(7), 14)
  expect(spreadOf([1])).toBeNull()
  const [trial] = trialsOf(rungs)([begun(0), result(0, 0, -1, -3)])
  if (trial === undefined) throw new Error('there is one')
  expect([valueAt(goal, trial, 0), scoreAt({ ...goal, goal: 'minimize' }, trial, 0), valueAt(goal, trial, 1)]).toEqual([
    -2,
    2,
    null,
  ])
})

test('the best has come furthest, and among those is best', () => {
  const trials = trialsOf(rungs)([
    ...[begun(0), begun(1), begun(2), result(0, 0, -1), result(1, 0, -2), result(2, 0, -3)],
    ...([
      { kind: 'promoted', trial: 1, rung: 1 },
      { kind: 'promoted', trial: 2, rung: 1 },
    ] as const),
    ...[result(1, 1, -9), result(2, 1, -8)],
  ])
  expect(ranked(goal, trials).map(({ trial }) => trial.trial)).toEqual([2, 1, 0])
  expect(bestOf({ ...goal, goal: 'minimize' }, trials)?.trial.trial).toBe(1)
  expect(bestOf(goal, [])).toBeNull()
})
