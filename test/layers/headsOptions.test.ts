import { expect, it } from 'vitest'
import { positive } from '../../src/layers/headsOptions.js'
import { ShapeError } from '../../src/shapes/refusal.js'

it('takes a number above 0', () => {
  expect(positive('head', 'temperature', 0.5)).toBe(0.5)
  for (const given of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => positive('head', 'temperature', given)).toThrow(
      new ShapeError(`head: the temperature is ${given}: it is a number above 0`),
    )
})
