import { describe, expect, test } from 'vitest'
import { cdf, even, probable, quantile, spanOf } from '../../../src/explorer/view/plane.js'

describe('the normal distribution', () => {
  // Abramowitz and Stegun, table 26.1
  test.each([
    [0, 0.5],
    [1, 0.841344746],
    [1.96, 0.97500210485],
    [-2.5, 0.00620966533],
  ])('P(z < %s) is %s', (value, probability) => expect(cdf(value)).toBeCloseTo(probability, 6))

  test.each([0.001, 0.1, 0.5, 0.75, 0.999])('the quantile of %s has that probability', (probability) =>
    expect(cdf(quantile(probability))).toBeCloseTo(probability, 6),
  )
})

describe('axes', () => {
  test.each([
    ['even', even(-3, 3)],
    ['probable', probable],
  ])('%s: a value is at its place', (_, axis) => {
    for (const place of [0.1, 0.25, 0.5, 0.9]) expect(axis.place(axis.value(place))).toBeCloseTo(place, 2)
    expect(axis.value(0.5)).toBeCloseTo(0, 5)
    expect(axis.value(2)).toBe(axis.value(1))
  })

  test('places of equal probability lie closer in the middle', () => {
    const gap = (place: number) => probable.value(place + 0.05) - probable.value(place)
    expect(gap(0.9)).toBeGreaterThan(2 * gap(0.5))
  })
})

test('a span has a margin, and is never empty', () => {
  expect(spanOf([0, 10], 0.1)).toEqual([-1, 11])
  expect(spanOf([3])).toEqual([2, 4])
  expect(spanOf([])).toEqual([-1, 1])
})
