import { describe, expect, it } from 'vitest'
import type { AnyBijection } from '../../src/flows/bijection.js'
import * as Flow from '../../src/flows/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { hostOf, onCpu, scoped, tensorOf } from '../support/engine.js'
import { holdsItsLaws, integralOf, moved, someParameters, someRows } from './held.js'

onCpu()

const flow = Flow.planar(3)
holdsItsLaws('planar', flow, { parameters: someParameters(flow), rows: someRows(flow) })

describe('planar', () => {
  const line = Flow.planar(1)
  const parametersOf = (weight: number, bias: number, stretch: number) => ({
    weight: hostOf([1], [1], [weight]),
    bias: hostOf([], [], [bias]),
    stretch: hostOf([1], [1], [stretch]),
  })

  it('is by hand', () => {
    // û = u + (ln(1 + e^(wu)) - 1 - wu) / w, y = x + û tanh(wx + b)
    const used = 0.5 + (Math.log(1 + Math.E) - 1 - 1) / 2
    const { y, logDeterminant } = moved(line, 'forward', parametersOf(2, -0.5, 0.5), [[0.75]])
    expect(y[0]?.[0]).toBeCloseTo(0.75 + used * Math.tanh(1), 6)
    expect(logDeterminant[0]).toBeCloseTo(Math.log(1 + used * 2 * (1 - Math.tanh(1) ** 2)), 6)
  })

  it('can be undone where its raw stretch could not', () => {
    // w u = -8: tanh would fold the line, were it not for û
    const rows = Array.from({ length: 41 }, (_, at) => [-2 + at / 10])
    const { y } = moved(line, 'forward', parametersOf(2, 0, -4), rows)
    expect(y.every(([value = 0], at) => at === 0 || value > (y[at - 1]?.[0] ?? 0))).toBe(true)
  })

  it('covers the plane once', () => {
    const plane = Flow.planar(2)
    expect(integralOf(plane, 'forward', someParameters(plane, 0.5), 7, 0.1)).toBeCloseTo(1, 5)
  })

  it('goes forward alone', () => {
    expect(flow.directions).toEqual(['forward'])
    scoped(() => {
      const x = tensorOf(['batch', 3], [1, 3], [1, 2, 3])
      expect(() => (flow as unknown as AnyBijection).inverse(flow.init(from(1)))(x as never)).toThrow(
        new ShapeError('the flow does not go inverse: its type says which directions it has'),
      )
    })
  })
})
