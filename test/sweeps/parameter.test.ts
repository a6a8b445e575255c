import { expect, test } from 'vitest'
import { choice, logUniform, logWhole, plainOf, uniform, when, whole } from '../../src/sweeps/parameter.js'

test.each([
  [() => uniform(2, 1 as 3), 'uniform: the first end must be below the second, and 2 is not below 1'],
  [() => uniform(2, 2 as 3), 'uniform: the first end must be below the second, and 2 is not below 2'],
  [() => uniform(Number.NaN, 1), 'uniform: the ends must be finite numbers, not NaN'],
  [() => logUniform(0 as 1, 2), 'logUniform: the ends of a logarithmic scale must be above 0, not 0'],
  [() => whole(1.5 as 1, 3), 'whole: the ends must be whole numbers, not 1.5'],
  [() => logWhole(-1 as 1, 3), 'logWhole: the ends of a logarithmic scale must be above 0, not -1'],
  [() => choice([1, 2, 1]), 'choice: the values must be distinct, and 1 is there twice'],
  [() => choice([] as unknown as [1]), 'choice: there must be one value or more'],
] as const)('%s is refused', (make, message) => expect(make).toThrow(message))

test('a condition is around a parameter', () => {
  const of = logUniform(1e-3, 1)
  expect(plainOf(when('optimizer', ['sgd'], of))).toBe(of)
  expect(plainOf(of)).toBe(of)
})
