import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as MixturePrior from '../../src/distributions/mixturePrior.js'
import { drawPrior, logPriorOf, priorDistribution } from '../../src/distributions/priors.js'
import * as Flow from '../../src/flows/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

const affine = Flow.prior(DiagonalNormal.standard(2), Flow.affine(2))
const own = () => ({
  base: null,
  flow: { shift: tensorOf([2], [2], [1, -2]), logScale: tensorOf([2], [2], [0.5, -0.25]) },
})
/** A log-scale is bounded as 5 tanh(raw / 5). */
const [first, second] = [5 * Math.tanh(0.1), 5 * Math.tanh(-0.05)]

onEach(() => {
  describe('a prior through a flow', () => {
    it('of an affine one is a normal distribution of another mean and variance', () =>
      scoped(() => {
        const z = tensorOf(['samples', 'batch', 'latent'], [1, 2, 2], [0, 0, 2, -3])
        const nats = logPriorOf(priorDistribution(affine, own()))({ z })
        const logNormal = (x: number, mean: number, logScale: number) =>
          -0.5 * ((x - mean) / Math.exp(logScale)) ** 2 - logScale - 0.5 * Math.log(2 * Math.PI)
        expectNear(valuesOf(nats), [
          logNormal(0, 1, first) + logNormal(0, -2, second),
          logNormal(2, 1, first) + logNormal(-3, -2, second),
        ])
      }))

    it('draws what the flow makes of draws of its base', () =>
      scoped(() => {
        const drawn = drawPrior(from(3), 'rows', 5)<readonly [2]>(affine, own())
        const noise = drawPrior(from(3), 'rows', 5)<readonly [2]>(DiagonalNormal.standard(2), null)
        const wanted = valuesOf(noise).map((x, at) =>
          at % 2 === 0 ? x * Math.exp(first) + 1 : x * Math.exp(second) - 2,
        )
        expect(drawn.shape).toEqual(['rows', 2])
        expectNear(valuesOf(drawn), wanted)
      }))

    it('begins with that of a base that is learned too', () =>
      scoped(() => {
        const prior = Flow.prior(MixturePrior.learned({ components: 3 })(2), Flow.radial(2))
        const params = prior.init(from(1))
        expect(T.Tree.leaves(params).map(({ path }) => path)).toEqual([
          'base.logits',
          'base.mean',
          'base.logVariance',
          'flow.center',
          'flow.rawReach',
          'flow.rawPush',
        ])
        const z = tensorOf(['samples', 'batch', 'latent'], [1, 1, 2], [0.5, -1])
        expect(valuesOf(logPriorOf(priorDistribution(prior, params))({ z })).every(Number.isFinite)).toBe(true)
      }))
  })
})

const prior = Flow.prior as unknown as (base: unknown, flow: unknown) => unknown
const standard = DiagonalNormal.standard(2)

it.each([
  ['prior', Flow.affine(2), 'the base is not a prior'],
  [
    Bernoulli.standard(2),
    Flow.affine(2),
    'the base StandardBernoulli is over binary numbers but flows are over real ones',
  ],
  [standard, 'flow', 'the flow is not a flow'],
  [standard, Flow.affine(3), 'the base is over [2] but the flow is over [3]'],
  [
    standard,
    Flow.planar(2),
    'the flow goes forward alone, but a prior goes both ways: its density is found by the inverse',
  ],
])('refuses %#', (base, flow, message) => {
  expect(() => prior(base, flow)).toThrow(new ShapeError(`Flow.prior: ${message}`))
})
