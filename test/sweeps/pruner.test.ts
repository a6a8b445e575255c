import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/sweeps/history.js'
import { asha, decide, halving, median, none, type Pruner, prunerFault, rungsOf } from '../../src/sweeps/pruner.js'

const studyOf = (pruner: Pruner, trials = 9) =>
  ({ pruner, trials, metric: 'objective', goal: 'maximize', rungs: rungsOf(pruner, 9) }) as const
const begun = (trial: number): Entry => ({ kind: 'trial', trial, point: { x: trial } })
const result = (trial: number, objective: number, rung = 0): Entry => ({
  ...{ kind: 'result', trial, rung },
  values: { objective: [objective] },
})
/** As many trials as there are numbers, each with its own at the first rung. */
const measured = (...objectives: readonly number[]): readonly Entry[] =>
  objectives.flatMap((objective, trial) => [begun(trial), result(trial, objective)])

test('rungs', () => {
  expect(rungsOf(none(), 9)).toEqual([9])
  expect(rungsOf(asha(), 9)).toEqual([1, 3, 9])
  expect(rungsOf(halving({ from: 2, factor: 2 }), 9)).toEqual([2, 4, 8, 9])
  expect(rungsOf(median({ every: 4 }), 9)).toEqual([4, 8, 9])
})

test('without a pruner there is nothing to decide', () =>
  expect(decide(studyOf(none()))(measured(1, 2), 0)).toEqual({ promote: [], stop: [] }))

describe('the median', () => {
  test('lets the first trials be', () =>
    expect(decide(studyOf(median({ startup: 5 })))(measured(1, 2, 3, 4, 5), 0).stop).toEqual([]))

  test('ends what is below it', () => {
    const history = measured(1, 2, 3, 4, 5, 2.5)
    expect(decide(studyOf(median({ startup: 2 })))(history, 0)).toEqual({ promote: [2, 3, 4], stop: [0, 1, 5] })
  })
})

describe('successive halving', () => {
  const study = studyOf(halving({ bracket: 4, factor: 2 }))

  test('waits for all of a bracket', () => {
    expect(decide(study)([...measured(1, 2, 3), begun(3)], 0)).toEqual({ promote: [], stop: [] })
    expect(decide(study)(measured(1, 2, 3), 0)).toEqual({ promote: [], stop: [] })
  })

  test('keeps the best half', () =>
    expect(decide(study)(measured(1, 4, 3, 2), 0)).toEqual({ promote: [1, 2], stop: [0, 3] }))

  test('of a failed trial nothing is waited for', () =>
    expect(
      decide(study)([...measured(1, 4, 3), begun(3), { kind: 'failed', trial: 3, rung: 0, reason: 'diverged' }], 0),
    ).toEqual({ promote: [1], stop: [0, 2] }))

  test('of a bracket that no more trials come to nothing is waited for', () =>
    expect(decide(studyOf(halving({ bracket: 4, factor: 2 }), 2))(measured(1, 4), 0)).toEqual({
      promote: [1],
      stop: [0],
    }))

  test('each bracket for itself', () =>
    expect(decide(study)([...measured(1, 4, 3, 2), begun(4)], 0).promote).toEqual([1, 2]))
})

describe('ASHA', () => {
  test('promotes what is among the best third of its rung, as soon as it is', () => {
    const study = studyOf(asha())
    expect(decide(study)(measured(1, 2), 0)).toEqual({ promote: [], stop: [] })
    expect(decide(study)(measured(1, 3, 2), 0)).toEqual({ promote: [1], stop: [] })
    const history = [...measured(1, 3, 2), { kind: 'promoted', trial: 1, rung: 1 } as const]
    expect(decide(study)(history, 0).promote).toEqual([])
    const more = [...history, begun(3), result(3, 9), begun(4), result(4, 8), begun(5), result(5, 0)]
    expect(decide(study)(more, 0).promote).toEqual([3, 4].slice(0, 2))
  })
})

test('what cannot be is said', () => {
  expect(prunerFault(asha({ factor: 1 }), 9)).toBe('asha: factor must be 2 or more, not 1')
  expect(prunerFault(halving({ from: 10 }), 9)).toBe(
    'halving: from must be 9 or less, as many as there are epochs, not 10',
  )
  expect(prunerFault(median({ every: 0 }), 9)).toBe('median: every must be a positive whole number, not 0')
  expect(prunerFault(none(), 9)).toBeNull()
})
