import { describe, expect, it } from 'vitest'
import { interpret, trace } from '../../src/compiler/index.js'
import type { Direction } from '../../src/flows/bijection.js'
import { spline } from '../../src/flows/spline.js'
import { from, normal } from '../../src/random/key.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import { right } from '../support/outcome.js'

const BINS = 3
const BOUND = 2

/** A spline at some numbers, in float64, all of the same raw numbers. */
const at = (way: Direction, raw: readonly number[], xs: readonly number[], bins = BINS) => {
  const graph = right(
    trace(
      (inputs) => {
        const { y, logSlope } = spline({ bins, bound: BOUND })(way, wrap(['batch', 1, 3 * bins - 1], inputs.raw))(
          wrap(['batch', 1], inputs.x),
        )
        return { y: unwrap(y), logSlope: unwrap(logSlope) }
      },
      { raw: { shape: [xs.length, 1, 3 * bins - 1] }, x: { shape: [xs.length, 1] } },
    ),
  )
  const found = interpret(graph, { raw: xs.flatMap(() => raw), x: [...xs] })
  return { y: Array.from(found.y ?? []), logSlope: Array.from(found.logSlope ?? []) }
}

const some = [...normal(from(8), 3 * BINS - 1)]
const line = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + ((to - from) * (index + 0.5)) / count)

describe('the spline', () => {
  it('is the identity of raw zeros, and outside of its interval', () => {
    const xs = [-3, -1.5, -0.2, 0.7, 1.9, 2.5]
    const zeros = at('forward', Array(8).fill(0), xs)
    zeros.y.forEach((y, index) => {
      expect(y).toBeCloseTo(xs[index] as number, 6)
      expect(zeros.logSlope[index]).toBeCloseTo(0, 6)
    })
    const outside = at('forward', some, [-3, 2.5])
    expect([outside.y, outside.logSlope.map(Math.abs)]).toEqual([
      [-3, 2.5],
      [0, 0],
    ])
  })

  it('goes through its knots with their slopes', () => {
    // shares of 1:2:1 of the width and 2:1:1 of the height, but for what every bin has at least; slopes by hand
    const shareOf = (share: number) => share * (1 - 1e-3) + 1e-3 / 3
    const ln2 = Math.LN2
    const raw = [0, ln2, 0, ln2, 0, 0, 1, -1]
    const [x1, y1] = [-2 + 4 * shareOf(0.25), -2 + 4 * shareOf(0.5)]
    const [x2, y2] = [x1 + 4 * shareOf(0.5), y1 + 4 * shareOf(0.25)]
    const slope = (value: number) => Math.log(1 + Math.exp(value + Math.log(Math.expm1(1 - 1e-3)))) + 1e-3
    const found = at('forward', raw, [x1, x2])
    for (const [index, y] of [y1, y2].entries()) expect(found.y[index]).toBeCloseTo(y, 6)
    for (const [index, each] of [slope(1), slope(-1)].entries())
      expect(found.logSlope[index]).toBeCloseTo(Math.log(each), 6)
  })

  it('is by hand in the middle of a bin', () => {
    // in the first bin: half of the way through, of the slopes 1 and d and the chord s
    const raw = [0, 0, 0, 1, 0, 0, 0.5, 0]
    const share = (Math.E / (Math.E + 2)) * (1 - 1e-3) + 1e-3 / 3
    const s = share * 3
    const d = Math.log(1 + Math.exp(0.5 + Math.log(Math.expm1(1 - 1e-3)))) + 1e-3
    const wanted = -2 + (4 * share * (s / 4 + 1 / 4)) / (s + (1 + d - 2 * s) / 4)
    expect(at('forward', raw, [-2 + 4 / 6]).y[0]).toBeCloseTo(wanted, 6)
  })

  it('has the slope that its differences have', () => {
    const xs = line(-2.5, 2.5, 20)
    const [up, down] = [1e-5, -1e-5].map(
      (by) =>
        at(
          'forward',
          some,
          xs.map((x) => x + by),
        ).y,
    )
    at('forward', some, xs).logSlope.forEach((each, index) => {
      expect(Math.exp(each)).toBeCloseTo(((up?.[index] ?? 0) - (down?.[index] ?? 0)) / 2e-5, 5)
    })
  })

  it('is undone by its inverse', () => {
    const xs = line(-2.5, 2.5, 40)
    const there = at('forward', some, xs)
    const back = at('inverse', some, there.y)
    back.y.forEach((x, index) => {
      expect(x).toBeCloseTo(xs[index] as number, 9)
      expect(back.logSlope[index]).toBeCloseTo(-(there.logSlope[index] as number), 9)
    })
  })

  it('carries a density that integrates to 1', () => {
    const [reach, count] = [8, 20_000]
    const { y, logSlope } = at('inverse', some, line(-reach, reach, count))
    const density = y.map((x, index) => Math.exp(-0.5 * x * x + (logSlope[index] as number)) / Math.sqrt(2 * Math.PI))
    expect(density.reduce((sum, each) => sum + each, 0) * ((2 * reach) / count)).toBeCloseTo(1, 5)
  })
})
