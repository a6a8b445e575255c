import { describe, expect, it } from 'vitest'
import { minimize, squaredError } from '../../src/losses/index.js'
import { duration, fixed, short, unitText, weight, whole } from '../../src/reports/format.js'
import { valuesOf } from './runs.js'

describe('words', () => {
  it('tell nats from other units', () => {
    const parts = minimize(squaredError).parts.map((part) => ({ ...part, value: 1 }))
    expect(unitText({ parts })).toBe('squared error per example')
    expect(unitText(valuesOf(-1, 1))).toBe('nats per example')
    expect(unitText({ parts: [{}, { unit: 'bits' }] })).toBe('bits per example')
  })
})

describe('numbers', () => {
  it.each([
    [-12345.678, '−12,345.68'],
    [1234567, '1,234,567.00'],
    [999.999, '1,000.00'],
    [-0.001, '0.00'],
    [-0.005001, '−0.01'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [Number.NaN, 'not a number'],
  ])('%d reads %s', (value, words) => expect(fixed(2)(value)).toBe(words))

  it('are whole where they count', () => expect(whole(54321)).toBe('54,321'))

  it('keep all digits of a weight', () => expect([-1, 0.125, 4].map(weight)).toEqual(['−1', '0.125', '4']))

  it('have at most four digits in short', () =>
    expect([1 / 3, -12345.678, 1, 1e-7].map(short)).toEqual(['0.3333', '−12350', '1', '1e−7']))

  it.each([
    [0.00432, '4.3 ms'],
    [0.25, '250 ms'],
    [37.84, '37.8 s'],
    [600, '10.0 min'],
  ])('%d seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words))
})
