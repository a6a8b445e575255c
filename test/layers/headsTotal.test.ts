import { describe, expect, it } from 'vitest'
import * as NegativeBinomial from '../../src/distributions/negativeBinomial.js'
import type * as Engine from '../../src/engines/index.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type * as T from '../../src/tensors/index.js'
import { everyEngine, hostOf, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, expectNear } from '../support/near.js'
import { run } from '../support/outcome.js'
import { affine, bounded, some } from './reference.js'

onCpu()

const head = Layer.sequence(Layer.inputs({ h: [3], logTotal: [1] }), Layer.countsOfTotal('h', 'logTotal', 4))

const HIDDEN = some(6, 1)
const TOTALS = [Math.log(200), Math.log(1000)]
const WEIGHT = some(12, 2)
const BIAS = [0.3, -0.2, 1, 0]
const SPREAD = [0, 1, -3, 12]

const params = () =>
  [
    null,
    {
      shares: { weight: tensorOf([3, 4], [3, 4], WEIGHT), bias: tensorOf([4], [4], BIAS) },
      logConcentration: tensorOf([4], [4], SPREAD),
    },
  ] as const
const events = () => ({
  h: tensorOf(['batch', 3], [2, 3], HIDDEN),
  logTotal: tensorOf(['batch', 1], [2, 1], TOTALS),
})

/** The logarithms of shares of a total, in float64. */
const logMeans = () => {
  const logits = affine(2, 3, 4)(HIDDEN, WEIGHT, BIAS)
  return logits.map((logit, at) => {
    const row = Math.floor(at / 4)
    const all = logits.slice(4 * row, 4 * row + 4).reduce((sum, each) => sum + Math.exp(each), 0)
    return logit - Math.log(all) + (TOTALS[row] as number)
  })
}

describe('countsOfTotal', () => {
  it('makes means that are a softmax of an affine map, times the total, and a log-concentration of each count', () =>
    scoped(() => {
      const p = head.apply(params())(events())
      expect([head.kind, head.family, p.logMean.shape]).toEqual([
        'NegativeBinomial',
        NegativeBinomial.family,
        ['batch', 4],
      ])
      expectNear(valuesOf(p.logMean), logMeans(), { absolute: 1e-5, relative: 1e-5 })
      expectNear(valuesOf(p.logConcentration), [...SPREAD, ...SPREAD].map(bounded), { absolute: 1e-5, relative: 1e-5 })
    }))

  it('has means that sum to the total of each row', () =>
    scoped(() => {
      const means = valuesOf(NegativeBinomial.mean(head.apply(params())(events())))
      const sums = [0, 1].map((row) => means.slice(4 * row, 4 * row + 4).reduce((sum, each) => sum + each, 0))
      expectNear(sums, [200, 1000], { absolute: 0, relative: 1e-5 })
    }))

  it('begins with a concentration of 1', () =>
    scoped(() => {
      const [, own] = head.init(from(1))
      expect(Object.keys(own)).toEqual(['shares', 'logConcentration'])
      expect(valuesOf(own.logConcentration)).toEqual([0, 0, 0, 0])
    }))

  it('refuses other events, and a size that is none', () => {
    const wide = Layer.inputs({ h: [3], logTotal: [2] })
    // @ts-expect-error the total is one number
    expect(() => Layer.sequence(wide, Layer.countsOfTotal('h', 'logTotal', 4)).init(from(1))).toThrow(
      /takes h of one axis and the total logTotal \[1\] but is given/,
    )
    // @ts-expect-error one event
    expect(() => Layer.sequence(Layer.input([3]), Layer.countsOfTotal('h', 'logTotal', 4)).init(from(1))).toThrow(
      /takes several events but is given \[3\]/,
    )
    const size = 0 as number
    // @ts-expect-error a size known only when the program runs
    expect(() => Layer.countsOfTotal('h', 'logTotal', size)).toThrow(
      new ShapeError('countsOfTotal: the output size must be a positive whole number, not 0'),
    )
  })

  it('is the same on every engine', async () => {
    const { engines } = await everyEngine()
    type Given = { readonly h: T.Tensor<readonly ['batch', 3]>; readonly logTotal: T.Tensor<readonly ['batch', 1]> }
    const at = (engine: Engine.Engine) =>
      run(
        engine.run((given: Given) => head.apply(params())(given).logMean)(
          { h: hostOf(['batch', 3], [2, 3], HIDDEN), logTotal: hostOf(['batch', 1], [2, 1], TOTALS) },
          from(7),
        ),
      )
    const all = (await Promise.all(engines.map(at))).map(({ values }) => [...values])
    for (const each of all) expect(distance(each, logMeans())).toBeLessThan(1e-5)
  })
})
