import { expect, test } from 'vitest'
import { from } from '../../src/random/key.js'
import { uniforms, words } from '../../src/sweeps/draws.js'

test('numbers in (0, 1) with more digits than a float32 has, the same for the same key', () => {
  const drawn = uniforms(from(3), 4000)
  expect(drawn.every((each) => each > 0 && each < 1)).toBe(true)
  expect(drawn.some((each) => Math.fround(each) !== each)).toBe(true)
  expect(drawn).toEqual(uniforms(from(3), 4000))
  const mean = drawn.reduce((sum, each) => sum + each, 0) / 4000
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 4000))
})

test('words are whole numbers below 2^32', () =>
  expect(words(from(3), 50).every((each) => Number.isInteger(each) && each >= 0 && each < 2 ** 32)).toBe(true))
