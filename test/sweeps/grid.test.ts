import { expect, test } from 'vitest'
import { gridPoints, gridValues } from '../../src/sweeps/grid.js'
import { choice, logUniform, logWhole, when, whole } from '../../src/sweeps/parameter.js'

test('numbers lie evenly on their scale, both ends included', () => {
  expect(gridValues(logUniform(1e-4, 1e-2), 3).map((each) => Number(each).toPrecision(12))).toEqual(
    [1e-4, 1e-3, 1e-2].map((each) => each.toPrecision(12)),
  )
  expect(gridValues(whole(2, 4), 5)).toEqual([2, 3, 4])
  expect(gridValues(logWhole(8, 512), 3)[2]).toBe(512)
  expect(gridValues(choice(['a', 'b']), 9)).toEqual(['a', 'b'])
})

test('a condition that does not hold makes no points of its own', () =>
  expect(gridPoints({ momentum: when('kind', ['sgd'], choice([0, 0.9])), kind: choice(['adam', 'sgd']) }, 3)).toEqual([
    { kind: 'adam' },
    { kind: 'sgd', momentum: 0 },
    { kind: 'sgd', momentum: 0.9 },
  ]))
