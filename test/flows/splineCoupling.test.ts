import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { holdsItsLaws, moved, someParameters, someRows } from './held.js'

const conditioner = Layer.sequence(Layer.dense(1, 6), Layer.tanh, Layer.dense(22))
const flow = Flow.splineCoupling(3, conditioner, { bins: 4, bound: 2 })
holdsItsLaws('splineCoupling', flow, { parameters: someParameters(flow), rows: someRows(flow, 6) })

describe('splineCoupling', () => {
  it('keeps the first numbers, and those outside of the interval', () => {
    const { y } = moved(flow, 'forward', someParameters(flow), [[0.3, 5, 0.1]])
    expect(y[0]?.slice(0, 2)).toEqual([0.3, 5])
    expect(y[0]?.[2]).not.toBe(0.1)
  })

  it.each([
    [{ bins: 1, bound: 2 }, 'the number of bins must be 2 or more, not 1'],
    [{ bins: 2.5, bound: 2 }, 'the number of bins must be a positive whole number, not 2.5'],
    [{ bins: 4, bound: 0 }, 'the bound must be a positive number, not 0'],
    [{ bins: 3, bound: 2 }, 'the conditioner takes [1] of [3], so it must give [16] but gives [22]'],
  ])('refuses %j', (options, message) => {
    expect(() => Flow.splineCoupling(3, conditioner as never, options as never)).toThrow(
      new ShapeError(`Flow.splineCoupling: ${message}`),
    )
  })
})
