import { expect, it } from 'vitest'
import { fromNumbers } from '../../src/data/arrays.js'
import { eventOf } from '../../src/data/dataset.js'
import { standardization, standardize, unstandardize } from '../../src/data/standardize.js'
import { from } from '../../src/random/key.js'

const pairs = (numbers: ArrayLike<number>) =>
  fromNumbers({ name: 'pairs', support: 'real', numbers, ...eventOf('pairs', [2]) })

it('standardizes each number by its own mean and deviation, and leaves one that is the same in all where it is', () => {
  const data = pairs([1, 7, 3, 7, 8, 7])
  const by = standardization(data)
  // by hand: mean 4, deviation sqrt((9 + 1 + 16) / 3)
  expect([...by.means]).toEqual([4, 7])
  expect(by.deviations[0]).toBeCloseTo(Math.sqrt(26 / 3), 6)
  const rows = standardize(by)(data).rows(Uint32Array.of(0, 1, 2), from(0))
  expect([...rows].map((each) => each.toFixed(4))).toEqual([
    '-1.0190',
    '0.0000',
    '-0.3397',
    '0.0000',
    '1.3587',
    '0.0000',
  ])
  expect([...unstandardize(by)(rows)].map((each) => each.toFixed(4))).toEqual(
    [1, 7, 3, 7, 8, 7].map((each) => each.toFixed(4)),
  )
})

it('takes many rows, far from 0', () => {
  const numbers = Float32Array.from({ length: 5000 }, (_, at) => (at % 2 === 0 ? 1e6 + (at % 8) : 0))
  const { means, deviations } = standardization(pairs(numbers))
  expect(means[0]).toBe(1e6 + 3)
  expect(deviations[0]).toBeCloseTo(Math.sqrt(5), 5)
})

it('standardizes test data by what training data says', () => {
  const by = standardization(pairs([0, 0, 2, 4]))
  const test = standardize(by)(pairs([3, 3]))
  expect([test.support, test.count, [...test.rows(Uint32Array.of(0), from(0))]]).toEqual(['real', 1, [2, 0.5]])
})
