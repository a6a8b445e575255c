import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { hostOf, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { holdsItsLaws, integralOf, moved, someParameters, someRows } from './held.js'

onCpu()

holdsItsLaws('affine', Flow.affine(3), { parameters: someParameters(Flow.affine(3)), rows: someRows(Flow.affine(3)) })

const wide = Flow.affine(2, 2)
holdsItsLaws('affine over two axes', wide, { parameters: someParameters(wide), rows: someRows(wide) })

describe('affine', () => {
  const flow = Flow.affine(2)
  const parameters = { shift: hostOf([2], [2], [1, -2]), logScale: hostOf([2], [2], [0.5, 0]) }
  // a log-scale is bounded as 5 tanh(raw / 5)
  const logScale = 5 * Math.tanh(0.1)

  it('is by hand', () => {
    const { y, logDeterminant } = moved(flow, 'forward', parameters, [[3, 4]])
    expect(y[0]?.[0]).toBeCloseTo(3 * Math.exp(logScale) + 1, 6)
    expect(y[0]?.[1]).toBeCloseTo(2, 6)
    expect(logDeterminant[0]).toBeCloseTo(logScale, 6)
  })

  it('begins as the identity', () =>
    scoped(() => {
      const x = tensorOf(['batch', 2], [1, 2], [3, -4])
      const { y, logDeterminant } = flow.forward(flow.init(from(1)))(x)
      expect([valuesOf(y), valuesOf(logDeterminant)]).toEqual([[3, -4], [0]])
    }))

  it('has a density that integrates to 1', () => {
    const one = Flow.affine(1)
    expect(integralOf(one, 'inverse', someParameters(one, 0.5))).toBeCloseTo(1, 6)
  })

  it('refuses rows of another event, and a size that is none', () =>
    scoped(() => {
      const x = tensorOf(['batch', 3], [1, 3], [1, 2, 3])
      expect(() => flow.forward(flow.init(from(1)))(x as never)).toThrow(
        new ShapeError('affine takes rows of [2] but is given [batch, 3]'),
      )
      expect(() => Flow.affine(0 as never)).toThrow(
        new ShapeError('Flow.affine: a dimension must be a positive whole number, not 0'),
      )
    }))
})
