import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import { hostOf } from '../support/engine.js'
import { holdsItsLaws, integralOf, moved, someParameters, someRows } from './held.js'

const conditioner = Layer.sequence(Layer.dense(1, 6), Layer.tanh, Layer.dense(4))
const flow = Flow.affineCoupling(3, conditioner)
holdsItsLaws('affineCoupling', flow, { parameters: someParameters(flow), rows: someRows(flow) })

describe('affineCoupling', () => {
  it('is by hand', () => {
    const linear = Flow.affineCoupling(2, Layer.sequence(Layer.dense(1, 2)))
    // the shift is 3 x + 1, the raw log-scale x - 2
    const parameters = [{ weight: hostOf([1, 2], [1, 2], [3, 1]), bias: hostOf([2], [2], [1, -2]) }]
    const { y, logDeterminant } = moved(linear, 'forward', parameters, [[2.5, 10]])
    const logScale = 5 * Math.tanh(0.5 / 5)
    expect(y[0]?.[0]).toBe(2.5)
    expect(y[0]?.[1]).toBeCloseTo(10 * Math.exp(logScale) + 8.5, 6)
    expect(logDeterminant[0]).toBeCloseTo(logScale, 6)
  })

  it('has a density that integrates to 1', () => {
    const plane = Flow.affineCoupling(2, Layer.sequence(Layer.dense(1, 3), Layer.tanh, Layer.dense(2)))
    expect(integralOf(plane, 'inverse', someParameters(plane, 0.2), 7, 0.2)).toBeCloseTo(1, 4)
  })
})
