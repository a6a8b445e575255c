import { expect, test } from 'vitest'
import type { Entry } from '../../src/sweeps/history.js'
import { trialsOf } from '../../src/sweeps/history.js'
import { importanceOf, paretoOf, shareBetween } from '../../src/sweeps/importance.js'
import { choice, uniform } from '../../src/sweeps/parameter.js'

const goal = { metric: 'objective', goal: 'maximize' } as const
const of = (
  points: readonly { readonly x: number; readonly kind: string }[],
  value: (at: number) => Record<string, number[]>,
) =>
  trialsOf({ rungs: [1] })(
    points.flatMap((point, trial): readonly Entry[] => [
      { kind: 'trial', trial, point },
      { kind: 'result', trial, rung: 0, values: value(trial) },
    ]),
  )

test('the share between groups', () => {
  expect(
    shareBetween([
      [1, 1],
      [3, 3],
    ]),
  ).toBe(1)
  // within: 2 of 2 degrees of freedom, in all: 6 of 3
  expect(shareBetween([[0, 2], [2, 2].map((each) => each + 1)])).toBeCloseTo(1 - 2 / 2 / (6 / 3), 12)
  expect(shareBetween([[1], [2]])).toBe(0)
  expect(shareBetween([[1, 1], [1]])).toBe(0)
})

test('a parameter that decides has all of the importance, and one that does nothing next to none', () => {
  const points = Array.from({ length: 40 }, (_, at) => ({ x: ((at * 7) % 40) / 40, kind: at % 2 === 0 ? 'a' : 'b' }))
  const trials = of(points, (at) => ({ objective: [at % 2] }))
  const { x, kind } = importanceOf(goal, { x: uniform(0, 1), kind: choice(['a', 'b']) })(trials)
  expect(kind).toBe(1)
  expect(x).toBeLessThan(0.1)
})

test('the front: no other is better in both', () => {
  const values = [
    [1, 1],
    [3, 0],
    [2, 2],
    [0, 5],
    [2, 1],
  ]
  const trials = of(
    values.map(() => ({ x: 0, kind: 'a' })),
    (at) => ({ objective: [values[at]?.[0] as number], kl: [values[at]?.[1] as number] }),
  )
  const front = paretoOf(goal, { metric: 'kl', goal: 'maximize' }, trials).map(({ trial }) => trial)
  expect(front).toEqual([1, 2, 3])
  expect(paretoOf(goal, { metric: 'kl', goal: 'minimize' }, trials).map(({ trial }) => trial)).toEqual([1])
})
