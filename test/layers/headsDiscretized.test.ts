import { expect, it } from 'vitest'
import * as Discretized from '../../src/distributions/discretizedLogistic.js'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { affine, some } from './reference.js'

onCpu()

const map = (seed: number) => ({
  weight: tensorOf([3, 4], [3, 4], some(12, seed)),
  bias: tensorOf([4], [4], [1, -1, 0, 9]),
})
const raw = (seed: number) => affine(4, 3, 4)(some(12, 1), some(12, seed), [1, -1, 0, 9])

it('makes logits, means around the middle of the levels, and scales from e^-7 to e^3 of half of them', () =>
  scoped(() => {
    const head = Layer.sequence(Layer.discretizedLogisticHead({ components: 2 })(3, 2))
    const params = [{ logits: map(2), mean: map(3), logScale: map(4) }]
    const q = head.apply(params as never)(tensorOf(['batch', 3], [4, 3], some(12, 1)))
    expect([head.kind, head.family, q.mean.shape, q.mean.sizes]).toEqual([
      'DiscretizedLogistic',
      Discretized.family,
      ['batch', 'components', 2],
      [4, 2, 2],
    ])
    expectNear(valuesOf(q.logits), raw(2))
    expectNear(
      valuesOf(q.mean),
      raw(3).map((each) => 127.5 + 127.5 * each),
    )
    expectNear(
      valuesOf(q.logScale),
      raw(4).map((each) => Math.log(127.5) - 2 + 5 * Math.tanh(each / 5)),
    )
  }))

it('refuses a number of components that is none', () => {
  const given = 0 as number
  expect(() => Layer.discretizedLogisticHead({ components: given })).toThrow(
    new ShapeError('discretizedLogisticHead: the number of components must be a positive whole number, not 0'),
  )
})
