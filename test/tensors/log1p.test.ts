import { it } from 'vitest'
import { exactLog1p } from '../../src/tensors/expm1.js'
import * as T from '../../src/tensors/index.js'
import { unary } from '../../src/tensors/native.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

const AT = [-0.5, -0.3, -1e-3, -1e-9, 0, 1e-30, 1e-9, 1e-7, 1e-4, 0.1, 0.5, 0.99, 1, 1.01, 3, 1e4, 1e9, 1e38].map(
  Math.fround,
)

onEach(() => {
  it('log1p is exact near 0, where ln(1 + x) is not, and far from it', () =>
    scoped(() =>
      expectNear(valuesOf(unary(exactLog1p)(tensorOf(['n'], [AT.length], AT))), AT.map(Math.log1p), {
        absolute: 0,
        relative: 4e-7,
      }),
    ))

  it('log1p has its gradient on both sides of 1', () =>
    scoped(() => {
      const x = tensorOf(['n'], [5], [-0.4, 0, 0.5, 2, 1e6])
      const { gradient } = T.valueAndGradient((own: typeof x) => [T.sum(0)(unary(exactLog1p)(own)), null])(x)
      expectNear(valuesOf(gradient), [1 / 0.6, 1, 1 / 1.5, 1 / 3, 1 / (1 + 1e6)], { absolute: 0, relative: 2e-6 })
    }))
})
