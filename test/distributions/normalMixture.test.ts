import { describe, expect, it } from 'vitest'
import * as Diagonal from '../../src/distributions/diagonalNormal.js'
import * as Mixture from '../../src/distributions/normalMixture.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { MIXTURE_LOG_VARIANCE, MIXTURE_LOGITS, MIXTURE_MEAN, TORCH_MIXTURE, X } from './matrices.js'
import { columns, expectIntegral, expectMoments } from './samples.js'

const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const distribution = () =>
  Mixture.make<'batch', readonly [3]>(
    tensorOf(['batch', 'components'], [2, 2], MIXTURE_LOGITS),
    tensorOf(['batch', 'components', 3], [2, 2, 3], MIXTURE_MEAN),
    tensorOf(['batch', 'components', 3], [2, 2, 3], MIXTURE_LOG_VARIANCE),
  )

onEach(() => {
  it('logProb and mean are those of torch.distributions', () =>
    scoped(() => {
      expectNear(valuesOf(Mixture.logProb(distribution())<readonly []>(of(X))), TORCH_MIXTURE.logProb)
      expectNear(valuesOf(Mixture.family.logProb(distribution())(of(X))), TORCH_MIXTURE.logProb)
      expectNear(valuesOf(Mixture.mean(distribution())), TORCH_MIXTURE.mean)
    }))

  it('of equal components, is the one distribution', () =>
    scoped(() => {
      const twice = (values: readonly number[]) => [...values, ...values]
      const [mean, logVariance] = [MIXTURE_MEAN.slice(0, 3), MIXTURE_LOG_VARIANCE.slice(0, 3)]
      const equal = Mixture.make<'batch', readonly [3]>(
        tensorOf(['batch', 'components'], [1, 2], [3, -1]),
        tensorOf(['batch', 'components', 3], [1, 2, 3], twice(mean)),
        tensorOf(['batch', 'components', 3], [1, 2, 3], twice(logVariance)),
      )
      const one = Diagonal.make<'batch', readonly [3]>(
        tensorOf(['batch', 3], [1, 3], mean),
        tensorOf(['batch', 3], [1, 3], logVariance),
      )
      const x = tensorOf(['batch', 3], [1, 3], X.slice(0, 3))
      expectNear(valuesOf(Mixture.logProb(equal)<readonly []>(x)), valuesOf(Diagonal.logProb(one)<readonly []>(x)))
    }))
})

describe('laws', () => {
  onCpu()

  it('the density integrates to 1', () =>
    scoped(() => {
      const one = Mixture.make<'batch', readonly [1]>(
        tensorOf(['batch', 'components'], [1, 3], [0.5, -1, 0]),
        tensorOf(['batch', 'components', 1], [1, 3, 1], [-2, 0, 3]),
        tensorOf(['batch', 'components', 1], [1, 3, 1], [-1, 0.5, 1]),
      )
      expectIntegral(
        (points) =>
          valuesOf(
            Mixture.logProb(one)<readonly ['points']>(tensorOf(['points', 'batch', 1], [points.length, 1, 1], points)),
          ),
        [-20, 25],
      )
    }))

  it('draws have the moments of torch', () =>
    scoped(() => {
      const draws = valuesOf(Mixture.draw(from(11), 'samples', 20_000)(distribution()))
      for (const [at, own] of columns(draws, 6).entries())
        expectMoments(own, TORCH_MIXTURE.mean[at] as number, TORCH_MIXTURE.variance[at] as number)
    }))

  it('its family is over real data, and draws one for each row', () =>
    scoped(() => {
      expect([Mixture.family.kind, Mixture.family.over]).toEqual(['NormalMixture', 'real'])
      const x = Mixture.family.sample(from(7))(distribution())
      expect([x.shape, x.sizes]).toEqual([
        ['batch', 3],
        [2, 3],
      ])
      expect(valuesOf(x)).toEqual(valuesOf(Mixture.draw(from(7), 'samples', 1)(distribution())))
    }))
})

describe('parts that a cast has let past the compiler', () => {
  onCpu()

  it('are refused by `make`', () =>
    scoped(() => {
      const logits = tensorOf(['batch', 'components'], [2, 2], [0, 0, 0, 0])
      const mean = tensorOf(['batch', 'parts', 3], [2, 2, 3], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
      expect(() => Mixture.make(logits, mean as never, mean as never)).toThrow(
        new ShapeError('NormalMixture.make: the logits are [batch, components] but the means are [batch, parts, 3]'),
      )
    }))
})
