import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  convolved,
  convolvedBack,
  type Padding,
  pooled,
  transposedCount,
  type Windows,
  windowCount,
} from '../../src/shapes/convolution.js'
import type { Dim } from '../../src/shapes/dim.js'
import { CONVOLUTION, POOL, TRANSPOSED } from './cases.js'

type By = readonly [Dim, Dim, readonly [number, number], number, Padding, number]

const both = ([, , kernels, stride, padding, dilation]: By): readonly [Windows, Windows] => [
  { kernel: kernels[0], stride, padding, dilation },
  { kernel: kernels[1], stride, padding, dilation },
]

describe('convolution', () => {
  it.each(CONVOLUTION)('of $image by $by gives $gives', ({ image, by, gives }) =>
    expect(convolved(image, by[0], by[1], both(by))).toEqual(gives),
  )

  it.each(TRANSPOSED)('transposed, of $image by $by gives $gives', ({ image, by, gives }) =>
    expect(convolvedBack(image, by[0], by[1], both(by))).toEqual(gives),
  )
})

describe('pool', () => {
  it.each(POOL)('of $image by $by gives $gives', ({ image, by: [kernel, stride, padding], gives }) =>
    expect(pooled(image, { kernel, stride, padding, dilation: 1 })).toEqual(gives),
  )
})

describe('the number of windows', () => {
  const windows = fc.record({
    kernel: fc.integer({ min: 1, max: 7 }),
    stride: fc.integer({ min: 1, max: 4 }),
    padding: fc.oneof(fc.constantFrom<Padding>('same', 'valid'), fc.integer({ min: 0, max: 3 })),
    dilation: fc.integer({ min: 1, max: 3 }),
  })

  it('is that of the places where a window begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), windows, (size, given) => {
        const { kernel, stride, padding, dilation } = given
        const reach = (kernel - 1) * dilation + 1
        const room = size + (typeof padding === 'number' ? 2 * padding : 0)
        const starts = Array.from({ length: room }, (_, at) => at).filter(
          (at) => at % stride === 0 && (padding === 'same' || at + reach <= room),
        )
        expect(windowCount(size, given)).toBe(starts.length === 0 ? null : starts.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('is found again after the way back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), windows, (count, given) => {
        const size = transposedCount(count, given)
        if (size !== null) expect(windowCount(size, given)).toBe(count)
      }),
      { numRuns: 1000 },
    )
  })
})
