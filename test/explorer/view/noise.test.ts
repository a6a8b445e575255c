import { expect, test } from 'vitest'
import { noiseFrom } from '../../../src/explorer/view/noise.js'

const COUNT = 20_000

const mean = (values: Float32Array) => values.reduce((sum, each) => sum + each, 0) / values.length

test('the same number gives the same noise, another another', () => {
  expect(noiseFrom(1)('normal', 5)).toEqual(noiseFrom(1)('normal', 5))
  expect(noiseFrom(2)('normal', 5)).not.toEqual(noiseFrom(1)('normal', 5))
})

test('what is asked for next is other noise', () => {
  const next = noiseFrom(1)
  expect(next('uniform', 5)).not.toEqual(next('uniform', 5))
})

test('a uniform number is never rounded to 1', () => {
  // 52,078,625 was the seed of the first that was: 1 - 2^-33 is 1 as a float32
  expect(noiseFrom(52_078_625)('uniform', 1)[0]).toBeLessThan(1)
})

// tolerances are four standard errors
test('uniform numbers lie in (0, 1), evenly', () => {
  const all = noiseFrom(3)('uniform', COUNT)
  expect(all.every((each) => each > 0 && each < 1)).toBe(true)
  expect(Math.abs(mean(all) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / COUNT))
})

test('normal numbers have mean 0 and variance 1', () => {
  const all = noiseFrom(4)('normal', COUNT)
  expect(Math.abs(mean(all))).toBeLessThan(4 / Math.sqrt(COUNT))
  expect(Math.abs(mean(all.map((each) => each * each)) - 1)).toBeLessThan(4 * Math.sqrt(2 / COUNT))
})
