import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { hostOf } from '../support/engine.js'
import { holdsItsLaws, integralOf, moved, someParameters, someRows } from './held.js'

const iaf = Flow.iaf(4, { hidden: [7, 5] })
const maf = Flow.maf(4, { hidden: [7] })
holdsItsLaws('iaf', iaf, { parameters: someParameters(iaf, 0.7), rows: someRows(iaf) })
holdsItsLaws('maf', maf, { parameters: someParameters(maf, 0.7), rows: someRows(maf) })

/** Without hidden layers over two numbers: of the second, the shift is `a x + b` and the raw scale `c x + d`. */
const linear = ([a, b, c, d]: readonly [number, number, number, number]) => ({
  hidden: [],
  shift: { weight: hostOf([2, 2], [2, 2], [9, a, 9, 9]), bias: hostOf([2], [2], [0, b]) },
  rawScale: { weight: hostOf([2, 2], [2, 2], [9, c, 9, 9]), bias: hostOf([2], [2], [0, d]) },
})

describe('autoregressive flows', () => {
  it('iaf is by hand', () => {
    const { y, logDeterminant } = moved(Flow.iaf(2, { hidden: [] }), 'forward', linear([2, 1, 0.5, -1]), [[3, 4]])
    const gate = (raw: number) => 1 / (1 + Math.exp(-(10 * Math.tanh(raw / 10) + 2)))
    const [first, second] = [gate(0), gate(0.5)]
    expect(y[0]?.[0]).toBeCloseTo(3 * first, 6)
    expect(y[0]?.[1]).toBeCloseTo(4 * second + (1 - second) * 7, 6)
    expect(logDeterminant[0]).toBeCloseTo(Math.log(first) + Math.log(second), 6)
  })

  it('maf is by hand', () => {
    const { y, logDeterminant } = moved(Flow.maf(2, { hidden: [] }), 'forward', linear([2, 1, 0.5, -1]), [[3, 4]])
    // what the network sees is the first number that is made, 3
    const logScale = 5 * Math.tanh(0.5 / 5)
    expect(y[0]?.[0]).toBeCloseTo(3, 6)
    expect(y[0]?.[1]).toBeCloseTo(4 * Math.exp(logScale) + 7, 6)
    expect(logDeterminant[0]).toBeCloseTo(logScale, 6)
  })

  it.each([
    ['iaf', Flow.iaf(2, { hidden: [4] })],
    ['maf', Flow.maf(2, { hidden: [4] })],
  ] as const)('%s has a density that integrates to 1', (_, flow) => {
    expect(integralOf(flow, 'inverse', someParameters(flow, 0.3), 9, 0.2)).toBeCloseTo(1, 3)
  })

  it('say which direction is slow', () => {
    expect([iaf.slow, maf.slow]).toEqual([['inverse'], ['forward']])
  })

  it('may be over one number, which nothing stands before', () => {
    const one = Flow.iaf(1, { hidden: [3] })
    holdsNothingBefore(one)
  })

  it('refuse a hidden size that is none', () => {
    expect(() => Flow.iaf(2, { hidden: [0] as never })).toThrow(
      new ShapeError('Flow.iaf: hidden: a dimension must be a positive whole number, not 0'),
    )
  })
})

/** A flow over one number has the same slope everywhere. */
const holdsNothingBefore = (flow: ReturnType<typeof Flow.iaf<1, readonly [3]>>): void => {
  const { logDeterminant } = moved(flow, 'forward', someParameters(flow), [[-2], [5]])
  expect(logDeterminant[0]).toBe(logDeterminant[1])
}
