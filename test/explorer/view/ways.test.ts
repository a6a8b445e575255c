import { describe, expect, test } from 'vitest'
import { between, type Way } from '../../../src/explorer/view/ways.js'

const length = (z: ArrayLike<number>) => Math.hypot(...Array.from(z))

/** Codes at equal shares of a way, both ends among them. */
const steps = (way: Way, from: readonly number[], to: readonly number[], count: number) =>
  Array.from({ length: count }, (_, at) => between(way, from, to, at / (count - 1)))

describe('ways', () => {
  test.each(['straight', 'spherical'] as const)('%s: it begins at the one and ends at the other', (way) => {
    const all = steps(way, [1, 2, 3], [3, -1, 0.5], 5)
    expect(all).toHaveLength(5)
    expect([...(all[0] as Float32Array)]).toEqual([1, 2, 3])
    for (const [at, value] of [3, -1, 0.5].entries()) expect(all[4]?.[at]).toBeCloseTo(value, 5)
  })

  test('spherical: between two of one length all have it, and a quarter of a right angle is 22.5 degrees', () => {
    for (const z of steps('spherical', [2, 0], [0, 2], 7)) expect(length(z)).toBeCloseTo(2, 5)
    const [x, y] = between('spherical', [2, 0], [0, 2], 0.25)
    expect(Math.atan2(y as number, x as number)).toBeCloseTo(Math.PI / 8, 5)
  })

  test('spherical: in one line, and from the middle, it is straight', () => {
    expect([...between('spherical', [1, 1], [3, 3], 0.5)]).toEqual([2, 2])
    expect([...between('spherical', [0, 0], [4, 2], 0.5)]).toEqual([2, 1])
  })
})
