import { expect, test } from 'vitest'
import { below, between, mass } from '../../src/sweeps/normal.js'

// SciPy 1.10.1, scipy.stats.norm.cdf
test.each([
  [-8, 6.22096057427174e-16],
  [-3, 0.0013498980316300933],
  [-1.5, 0.06680720126885807],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.3, 0.6179114221889526],
  [2, 0.9772498680518208],
  [3.4, 0.9996630707343231],
  [3.6, 0.9998408914098424],
  [5, 0.9999997133484281],
])('the probability below %d', (z, wanted) => expect(Math.abs(below(z) / wanted - 1)).toBeLessThan(5e-14))

test('the mass between two numbers loses no digits above the middle', () =>
  expect(mass(8, 9) / (6.22096057427174e-16 - 1.1285884059538324e-19) - 1).toBeCloseTo(0, 12))

// scipy.stats.truncnorm.ppf
test('the number below which a part lies between two ends', () => {
  expect(between(-1, 2, 0.3)).toBeCloseTo(-0.24240381788922707, 12)
  expect(between(-4, 0.5, 0.9)).toBeCloseTo(0.31157802694264186, 12)
})

test('never leaves the ends', () => {
  const all = [1e-12, 0.25, 0.5, 1 - 1e-12].map((part) => between(2, 3, part))
  expect(all.every((each) => each >= 2 && each <= 3)).toBe(true)
  expect(all).toEqual(all.toSorted((a, b) => a - b))
})
