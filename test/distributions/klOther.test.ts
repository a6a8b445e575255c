import { pipe } from 'fp-ts/lib/function.js'
import { describe, it } from 'vitest'
import * as Kl from '../../src/distributions/klOther.js'
import * as Laplace from '../../src/distributions/laplace.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { LOG_VARIANCE, MEAN, matrix, OTHER_LOG_VARIANCE, OTHER_MEAN, rowwise, TORCH_LAPLACE } from './laws.js'
import { columns } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const laplace = (mean: Rows, logScale: Rows) => Laplace.make<'batch', readonly [3]>(mean, logScale)
const COUNT = 20_000

const laplaceKl = (mean: number, logScale: number, otherMean: number, otherLogScale: number) => {
  const [scale, away] = [Math.exp(logScale), Math.abs(mean - otherMean)]
  return otherLogScale - logScale + (scale * Math.exp(-away / scale) + away) / Math.exp(otherLogScale) - 1
}

onEach(() => {
  conforms('toLaplace', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE), matrix(OTHER_MEAN), matrix(OTHER_LOG_VARIANCE)],
    operation: (mean, logScale, otherMean, otherLogScale) =>
      Kl.toLaplace(laplace(otherMean, otherLogScale))(laplace(mean, logScale)),
    gives: [['batch'], [2]],
    reference: rowwise(laplaceKl as never),
    tolerance: { absolute: 5e-6, relative: 5e-6 },
  })

  it('toLaplace is that of torch.distributions, and 0 at equality', () =>
    scoped(() => {
      const q = laplace(of(MEAN), of(LOG_VARIANCE))
      expectNear(valuesOf(Kl.toLaplace(laplace(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE)))(q)), TORCH_LAPLACE.kl)
      expectNear(valuesOf(Kl.toLaplace(q)(q)), [0, 0], { absolute: 0, relative: 0 })
    }))
})

describe('laws', () => {
  onCpu()

  it('toLaplace is the mean of log q - log p under q', () =>
    scoped(() => {
      const [q, p] = [laplace(of(MEAN), of(LOG_VARIANCE)), laplace(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))]
      const z = Laplace.sample(from(21), 'samples', COUNT)(q)
      const ratios = pipe(
        Laplace.logProb(q)<readonly ['samples']>(z),
        T.same.sub(Laplace.logProb(p)<readonly ['samples']>(z)),
      )
      for (const [row, own] of columns(valuesOf(ratios), 2).entries()) expectMean(own, TORCH_LAPLACE.kl[row] as number)
    }))

  runsCompiled(
    'toLaplace',
    [matrix(MEAN), matrix(LOG_VARIANCE), matrix(OTHER_MEAN), matrix(OTHER_LOG_VARIANCE)],
    (_, mean, logScale, otherMean, otherLogScale) => [
      Kl.toLaplace(laplace(otherMean, otherLogScale))(laplace(mean, logScale)),
    ],
  )
})
