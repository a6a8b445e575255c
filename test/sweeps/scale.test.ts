import { expect, test } from 'vitest'
import { choice, logUniform, logWhole, uniform, whole } from '../../src/sweeps/parameter.js'
import { endsOf, partOf, valueAt } from '../../src/sweeps/scale.js'

test('a way from 0 to 1 goes from end to end', () => {
  expect([valueAt(uniform(-1, 3), 0), valueAt(uniform(-1, 3), 0.5)]).toEqual([-1, 1])
  expect(valueAt(logUniform(1e-4, 1e-2), 0.5)).toBeCloseTo(1e-3, 15)
  expect(valueAt(choice(['a', 'b', 'c']), 0.999)).toBe('c')
})

test('each whole number has as much of the way as the others', () => {
  const drawn = Array.from({ length: 600 }, (_, at) => valueAt(whole(1, 6), (at + 0.5) / 600))
  expect([1, 2, 3, 4, 5, 6].map((each) => drawn.filter((value) => value === each).length)).toEqual(
    [1, 2, 3, 4, 5, 6].map(() => 100),
  )
  expect(endsOf(whole(1, 6))).toEqual([0.5, 6.5])
})

test('and never leaves its ends', () => {
  for (const of of [logUniform(1e-4, 1e-2), logWhole(8, 512), uniform(0.1, 0.7)])
    for (const part of [0, 1 - 2 ** -52]) {
      const value = Number(valueAt(of, part))
      expect(value >= of.from && value <= of.to).toBe(true)
    }
})

test('the part of a value is the way back', () => {
  expect(partOf(logUniform(1e-4, 1e-2), 1e-3)).toBeCloseTo(0.5, 14)
  expect(partOf(choice(['a', 'b']), 'b')).toBe(0.75)
  expect(valueAt(whole(1, 6), partOf(whole(1, 6), 4))).toBe(4)
})
