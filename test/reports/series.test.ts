import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extentOf, outside, point, windowed, windowFor } from '../../src/reports/series.js'

describe('windowed', () => {
  it('gives the mean and the range of each window', () => {
    expect(windowed(2)([point(1, 4), point(2, 8), point(3, -1), point(4, 3), point(5, 9)])).toEqual([
      { x: 1.5, y: 6, low: 4, high: 8 },
      { x: 3.5, y: 1, low: -1, high: 3 },
      { x: 5, y: 9, low: 9, high: 9 },
    ])
  })

  it('leaves out what is no number', () => {
    const points = [point(1, Number.NaN), point(2, 5), point(3, Number.NEGATIVE_INFINITY)]
    expect(windowed(1)(points)).toEqual([point(2, 5)])
  })

  it('leaves at most as many as asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 3000 }), (most, count) => {
        const points = Array.from({ length: count }, (_, x) => point(x, x))
        const drawn = windowed(windowFor(most, count))(points)
        expect(drawn.length).toBeLessThanOrEqual(most)
        expect(drawn[0]?.low).toBe(0)
        expect(drawn.at(-1)?.high).toBe(count - 1)
      }),
    )
  })
})

describe('extentOf', () => {
  const finite = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 })

  it('is an interval that leaves out no more than a tenth and a value at each end', () => {
    fc.assert(
      fc.property(finite, (values) => {
        const extent = extentOf(values)
        expect(extent[0]).toBeLessThan(extent[1])
        expect(outside(extent)(values)).toBeLessThanOrEqual(values.length * 0.1 + 2)
      }),
    )
  })

  it('shows all of a tame curve', () => {
    const epochs = [-160, -128, -115, -110, -108]
    expect(outside(extentOf(epochs))(epochs)).toBe(0)
    const even = Array.from({ length: 1000 }, (_, index) => index)
    expect(outside(extentOf(even))(even)).toBe(0)
  })

  it('leaves a value out only where that more than doubles the detail', () => {
    // the bulk of the ten is 0 to 0.875, and without the first the axis would be -3.5 to 1
    const withFirst = (first: number) => [first, ...Array.from({ length: 9 }, (_, index) => index / 8)]
    expect(outside(extentOf(withFirst(-7.9)))(withFirst(-7.9))).toBe(0)
    expect(outside(extentOf(withFirst(-8.1)))(withFirst(-8.1))).toBe(1)
  })

  it('lets the first huge steps go, and shows the rest', () => {
    const steps = [-5e7, -3e6, -550, ...Array.from({ length: 500 }, (_, index) => -110 + 10 * Math.sin(index))]
    const extent = extentOf(steps)
    expect(outside(extent)(steps)).toBe(3)
    expect(extent[1] - extent[0]).toBeLessThan(50)
  })

  it('has room around one value, and around none', () => {
    expect(extentOf([-100])).toEqual([-105, -95])
    expect(extentOf([0, 0])).toEqual([-0.5, 0.5])
    expect(extentOf([])).toEqual([-0.5, 0.5])
    expect(extentOf([Number.NaN, 3])).toEqual([2.5, 3.5])
  })
})
