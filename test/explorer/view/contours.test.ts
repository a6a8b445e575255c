import { describe, expect, test } from 'vitest'
import { contour } from '../../../src/explorer/view/contours.js'

describe('contours', () => {
  test('between a low row and a high one there is a line, where the level is', () =>
    expect(contour({ columns: 2, values: [0, 0, 4, 4] }, 1)).toEqual([[1, 0.25, 0, 0.25]]))

  test('of a cone they are a circle', () => {
    const side = 41
    const values = Float32Array.from({ length: side * side }, (_, at) =>
      Math.hypot((at % side) - 20, Math.floor(at / side) - 20),
    )
    const lines = contour({ columns: side, values }, 12)
    expect(lines.length).toBeGreaterThan(60)
    for (const [x, y] of lines) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(12, 1)
  })

  test('in a saddle the middle decides', () => {
    const joins = (level: number) => contour({ columns: 2, values: [1, 0, 0, 1] }, level).map(([x0, y0]) => [x0, y0])
    expect(joins(0.4)).toEqual([
      [0.6, 0],
      [0.4, 1],
    ])
    expect(joins(0.6)).toEqual([
      [0.4, 0],
      [1, 0.6],
    ])
  })

  test('a flat grid has none', () => expect(contour({ columns: 3, values: new Array(9).fill(2) }, 2)).toEqual([]))
})
