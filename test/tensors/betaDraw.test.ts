import { it } from 'vitest'
import { movedByAlpha } from '../../src/tensors/betaDraw.js'
import * as T from '../../src/tensors/index.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

type X = T.Tensor<readonly ['n']>
const of = (values: readonly number[]): X => tensorOf(['n'], [values.length], values)

/** `-(∂I_y(β, α)/∂α) / pdf`, by betainc and beta.pdf of mpmath 1.3.0 to 30 digits. */
const SLOPES: readonly (readonly [beta: number, alpha: number, y: number, slope: number])[] = [
  [0.5, 1.5, 0.006181243807077408, -0.004759896879745321],
  [0.5, 100.5, 0.005343228112906218, -5.315593587923438e-5],
  [1.5, 2.5, 0.6847103238105774, -0.1363926780348733],
  [4.5, 5.5, 0.44653892517089844, -0.04775460077320178],
  [9.5, 20000.0, 0.00038363636122085154, -1.9174064297340233e-8],
  [9.5, 1009.5, 0.017691802233457565, -1.7296884562542912e-5],
  [24.5, 30.0, 0.31518280506134033, -0.006515513658265199],
  [0.5, 0.5001000165939331, 0.5, -0.9157537852389072],
  [0.5, 0.5001000165939331, 0.9754999876022339, -0.2097573639165869],
  [0.5, 0.5001000165939331, 0.999750018119812, -0.004452266071725217],
  [0.5, 0.5001000165939331, 0.9999989867210388, -2.920891192419216e-5],
  [0.5, 0.6000000238418579, 0.9990000128746033, -0.012424912476068636],
  [0.5, 1.5, 0.996999979019165, -0.012171301326255672],
  [1, 1.000100016593933, 0.9990000128746033, -0.006906988405439169],
  [1.5, 1.600000023841858, 0.9980000257492065, -0.007508157441540468],
]

onEach(() => {
  it('moves a draw as the distribution function says', () =>
    scoped(() => {
      for (const [beta, alpha, y, slope] of SLOPES) {
        const { gradient } = T.valueAndGradient((at: X) => [T.sum(0)(movedByAlpha(at, beta)(of([y]))), null])(
          of([alpha]),
        )
        expectNear(valuesOf(gradient), [slope], { absolute: 0, relative: 1e-4 })
      }
    }))

  it('by hand: with β = 1 a draw is 1 - u^(1/α)', () =>
    scoped(() => {
      for (const [alpha, u] of [
        [1, 0.3],
        [3, 0.9],
        [50, 0.2],
        [2000, 0.7],
      ] as const) {
        const y = 1 - u ** (1 / alpha)
        const moved = (at: X) => movedByAlpha(at, 1)(of([y]))
        const { gradient } = T.valueAndGradient((at: X) => [T.sum(0)(moved(at)), null])(of([alpha]))
        expectNear(valuesOf(gradient), [(u ** (1 / alpha) * Math.log(u)) / alpha ** 2], { absolute: 0, relative: 1e-4 })
        expectNear(valuesOf(moved(of([alpha]))), [y])
      }
    }))

  it('lets no gradient go to the numbers as they are', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((y: X) => [T.sum(0)(movedByAlpha(of([3]), 2)(y)), null])(of([0.4]))
      expectNear(valuesOf(gradient), [0])
    }))
})
