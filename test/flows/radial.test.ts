import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import * as T from '../../src/tensors/index.js'
import { hostOf, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { holdsItsLaws, integralOf, moved, someParameters, someRows } from './held.js'

onCpu()

const flow = Flow.radial(3)
for (const rawPush of [-3, 0, 2])
  holdsItsLaws(`radial with a raw push of ${rawPush}`, flow, {
    parameters: { ...(someParameters(flow) as object), rawPush: hostOf([], [], [rawPush]) },
    rows: someRows(flow),
  })

describe('radial', () => {
  it('is by hand', () => {
    // α = ln 2, α + β = ln(1 + e); from (1, 0) the row (4, 4) is at a distance of 5
    const parameters = { center: hostOf([2], [2], [1, 0]), rawReach: hostOf([], [], [0]), rawPush: hostOf([], [], [1]) }
    const [alpha, push] = [Math.LN2, Math.log(1 + Math.E)]
    const stretch = 1 + (push - alpha) / (alpha + 5)
    const { y, logDeterminant } = moved(Flow.radial(2), 'forward', parameters, [[4, 4]])
    expect(y[0]?.[0]).toBeCloseTo(1 + 3 * stretch, 6)
    expect(y[0]?.[1]).toBeCloseTo(4 * stretch, 6)
    const along = stretch - ((push - alpha) * 5) / (alpha + 5) ** 2
    expect(logDeterminant[0]).toBeCloseTo(Math.log(stretch) + Math.log(along), 6)
  })

  it('has a density that integrates to 1', () => {
    const plane = Flow.radial(2)
    expect(integralOf(plane, 'inverse', someParameters(plane, 0.5), 7, 0.1)).toBeCloseTo(1, 3)
  })

  it('has finite gradients at its center', () =>
    scoped(() => {
      const at = { center: tensorOf([3], [3], [1, 2, 3]), rawReach: T.scalar(0), rawPush: T.scalar(1) }
      const total = (way: 'forward' | 'inverse') => (x: T.Tensor<readonly ['batch', 3]>) => {
        const { y, logDeterminant } = flow[way](at)(x)
        return [T.same.add(T.meanOfAll(y))(T.meanOfAll(logDeterminant)), null] as const
      }
      for (const way of ['forward', 'inverse'] as const) {
        const { gradient } = T.valueAndGradient(total(way))(tensorOf(['batch', 3], [1, 3], [1, 2, 3]))
        expect(valuesOf(gradient).every(Number.isFinite)).toBe(true)
      }
    }))
})
