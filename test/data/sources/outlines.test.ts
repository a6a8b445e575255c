import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInside, REACH, SHAPES, wholeOf } from '../../../src/data/sources/outlines.js'

const near = fc.double({ min: -REACH, max: REACH, noNaN: true })
const radius = fc.double({ min: 0.001, max: 0.3, noNaN: true })
const shape = fc.nat(SHAPES.length - 1)

/** Points of a disc: its middle, and those of three rings. */
const pointsOf = (u: number, v: number, r: number): readonly (readonly [number, number])[] =>
  Array.from({ length: 61 }, (_, at) => {
    const [ring, turn] = [Math.ceil(at / 20) / 3, (at * Math.PI) / 10]
    return [u + r * ring * Math.cos(turn), v + r * ring * Math.sin(turn)]
  })

describe('the whole of a disc', () => {
  it('is inside where all of its points are, and outside where none is, or it is not said', () => {
    const said = new Set<number>()
    fc.assert(
      fc.property(shape, near, near, radius, (number, u, v, r) => {
        const whole = wholeOf(number, u, v, r)
        said.add(whole)
        const inside = pointsOf(u, v, r * (1 - 1e-9)).map((point) => isInside(number, ...point))
        if (!Number.isNaN(whole)) expect(inside.every((each) => each === (whole === 1))).toBe(true)
      }),
      { numRuns: 3000 },
    )
    expect([...said].sort()).toEqual([0, 1, Number.NaN])
  })

  it.each(SHAPES.map((name, number) => [name, number] as const))(
    'is said of most discs that a %s has or has not',
    (_, number) => {
      const discs = Array.from({ length: 1600 }, (_, at) => [(at % 40) / 20 - 1, Math.floor(at / 40) / 20 - 1] as const)
      const across = discs.filter(
        ([u, v]) => new Set(pointsOf(u, v, 0.02).map((each) => isInside(number, ...each))).size > 1,
      )
      const unsaid = discs.filter(([u, v]) => Number.isNaN(wholeOf(number, u, v, 0.02)))
      expect(unsaid.length).toBeGreaterThanOrEqual(across.length)
      expect(unsaid.length).toBeLessThan(2 * across.length + 20)
    },
  )
})

describe('an outline', () => {
  it.each(SHAPES.map((name, number) => [name, number] as const))(
    'of a %s has an area of 1 about (0, 0)',
    (_, number) => {
      const side = 300
      const at = (index: number) => ((index + 0.5) / side - 0.5) * 2
      const inside = Array.from(
        { length: side * side },
        (_, index) => [at(index % side), at(Math.floor(index / side))] as const,
      ).filter(([u, v]) => isInside(number, u, v))
      const mean = (axis: 0 | 1) => inside.reduce((sum, point) => sum + point[axis], 0) / inside.length
      expect((4 * inside.length) / side / side).toBeCloseTo(1, 2)
      expect([mean(0), mean(1)]).toEqual([expect.closeTo(0, 3), expect.closeTo(0, 3)])
    },
  )
})
