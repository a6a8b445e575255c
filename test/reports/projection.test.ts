import { describe, expect, it } from 'vitest'
import { projected } from '../../src/reports/projection.js'

describe('projected', () => {
  it('leaves two numbers as they are, and puts one on a line', () => {
    expect(projected(2)(Float32Array.of(1, 2, 3, 4))).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(projected(1)(Float32Array.of(5, 6))).toEqual([
      [5, 0],
      [6, 0],
    ])
  })

  it('finds the axes of points that lie along known ones, the one of the larger variance first', () => {
    // a * (2, 0, 1) + b * (-1, 5, 2) about (7, 8, 9), for a of variance 4 and b of variance 1/30 on orthogonal axes
    const points = [
      [2, 0],
      [-2, 0],
      [0, 0.1],
      [0, -0.1],
    ].map(([a = 0, b = 0]) => [7 + 2 * a - b, 8 + 5 * b, 9 + a + 2 * b])
    const found = projected(3)(Float32Array.from(points.flat()))
    const expected = [
      [2 * Math.sqrt(5), 0],
      [-2 * Math.sqrt(5), 0],
      [0, 0.1 * Math.sqrt(30)],
      [0, -0.1 * Math.sqrt(30)],
    ]
    found.forEach(([x, y], at) => {
      expect(x).toBeCloseTo(expected[at]?.[0] ?? Number.NaN, 5)
      expect(y).toBeCloseTo(expected[at]?.[1] ?? Number.NaN, 5)
    })
  })

  it('takes points that are all one', () =>
    expect(projected(3)(Float32Array.of(1, 2, 3, 1, 2, 3))).toEqual([
      [0, 0],
      [0, 0],
    ]))
})
