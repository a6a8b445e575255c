import { describe, expect, it } from 'vitest'
import { record } from '../../src/distributions/family.js'
import * as Prior from '../../src/distributions/mixturePrior.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type { AnyTensor } from '../../src/tensors/tensor.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { MIXTURE_LOG_VARIANCE, MIXTURE_LOGITS, MIXTURE_MEAN, TORCH_MIXTURE, X } from './matrices.js'
import { columns, expectMoments } from './samples.js'

const prior = () =>
  Prior.make<readonly [3]>(
    tensorOf(['components'], [2], MIXTURE_LOGITS.slice(0, 2)),
    tensorOf(['components', 3], [2, 3], MIXTURE_MEAN.slice(0, 6)),
    tensorOf(['components', 3], [2, 3], MIXTURE_LOG_VARIANCE.slice(0, 6)),
  )

onEach(() => {
  it('logProb is that of torch.distributions, under any leading axes', () =>
    scoped(() => {
      expectNear(
        valuesOf(Prior.logProb(prior())<readonly ['batch']>(tensorOf(['batch', 3], [2, 3], X))),
        TORCH_MIXTURE.priorLogProb,
      )
      const z = tensorOf(['samples', 'batch', 3], [2, 1, 3], X)
      const nats = Prior.logProb(prior())<readonly ['samples', 'batch']>(z)
      expect([nats.shape, nats.sizes]).toEqual([
        ['samples', 'batch'],
        [2, 1],
      ])
      expectNear(valuesOf(nats), TORCH_MIXTURE.priorLogProb)
    }))
})

describe('laws', () => {
  onCpu()

  it('draws have the moments of torch', () =>
    scoped(() => {
      const draws = Prior.draw(from(5), 'rows', 20_000)(prior())
      expect([draws.shape, draws.sizes]).toEqual([
        ['rows', 3],
        [20_000, 3],
      ])
      for (const [at, own] of columns(valuesOf(draws), 3).entries())
        expectMoments(own, TORCH_MIXTURE.mean[at] as number, TORCH_MIXTURE.variance[at] as number)
    }))

  it('the densities of the components times their weights add up to its own', () =>
    scoped(() => {
      const p = Prior.flattenEvent('latent')(prior())
      const z = tensorOf(['samples', 'batch', 'latent'], [2, 1, 3], X)
      const each = p[record].logProbOfEach?.(p as never)({ z }) as AnyTensor
      expect([each.shape, each.sizes]).toEqual([
        ['samples', 'batch', 'components'],
        [2, 1, 2],
      ])
      const values = valuesOf(each)
      const sums = [0, 1].map((row) =>
        Math.log(Math.exp(values[2 * row] as number) + Math.exp(values[2 * row + 1] as number)),
      )
      expectNear(sums, TORCH_MIXTURE.priorLogProb)
    }))

  it('flattenEvent keeps every number under one name', () =>
    scoped(() => {
      const named = Prior.flattenEvent('latent')(prior())
      expect([named._tag, named.mean.shape, named.logVariance.shape]).toEqual([
        'MixturePrior',
        ['components', 'latent'],
        ['components', 'latent'],
      ])
      const z = tensorOf(['batch', 'latent'], [2, 3], X)
      expectNear(valuesOf(Prior.logProb(named)<readonly ['batch']>(z)), TORCH_MIXTURE.priorLogProb)
    }))
})

describe('parts that a cast has let past the compiler', () => {
  onCpu()

  it('are refused by `make`', () =>
    scoped(() => {
      const logits = tensorOf(['components'], [2], [0, 0])
      const mean = tensorOf(['parts', 3], [2, 3], [0, 0, 0, 0, 0, 0])
      expect(() => Prior.make(logits, mean as never, mean as never)).toThrow(
        new ShapeError('MixturePrior.make: the logits are [components] but the means are [parts, 3]'),
      )
    }))
})
