import { expect, it } from 'vitest'
import * as Negative from '../../src/distributions/negativeBinomial.js'
import * as Zero from '../../src/distributions/zeroInflatedNegativeBinomial.js'
import * as Layer from '../../src/layers/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { affine, bounded, some } from './reference.js'

onCpu()

const map = (seed: number) => ({
  weight: tensorOf([3, 2], [3, 2], some(6, seed)),
  bias: tensorOf([2], [2], [3, -40]),
})
const x = () => tensorOf(['batch', 3], [4, 3], some(12, 1))
const raw = (seed: number) => affine(4, 3, 2)(some(12, 1), some(6, seed), [3, -40])

it('negativeBinomialHead: both parameters within -10 and 10, each of one map', () =>
  scoped(() => {
    const head = Layer.sequence(Layer.negativeBinomialHead(3, 2))
    const q = head.apply([{ logMean: map(2), logConcentration: map(3) }])(x())
    expect([head.kind, head.family]).toEqual(['NegativeBinomial', Negative.family])
    expectNear(valuesOf(q.logMean), raw(2).map(bounded))
    expectNear(valuesOf(q.logConcentration), raw(3).map(bounded))
  }))

it('zeroInflatedNegativeBinomialHead: the same, and logits', () =>
  scoped(() => {
    const head = Layer.sequence(Layer.zeroInflatedNegativeBinomialHead(3, 2))
    const q = head.apply([{ logMean: map(2), logConcentration: map(3), logits: map(4) }])(x())
    expect([head.kind, head.family]).toEqual(['ZeroInflatedNegativeBinomial', Zero.family])
    expectNear(valuesOf(q.logMean), raw(2).map(bounded))
    expectNear(valuesOf(q.logConcentration), raw(3).map(bounded))
    expectNear(valuesOf(q.logits), raw(4))
  }))
