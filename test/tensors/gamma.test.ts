import { expect, it } from 'vitest'
import { logGamma, logRising } from '../../src/tensors/gamma.js'
import * as T from '../../src/tensors/index.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { AT, DIGAMMA, LOG_GAMMA, RISING } from './gammaNumbers.js'

type X = T.Tensor<readonly ['n']>
const of = (values: readonly number[]): X => tensorOf(['n'], [values.length], values)

onEach(() => {
  it('logGamma is that of mpmath to float32, also next to its zeros', () =>
    scoped(() => expectNear(valuesOf(logGamma(of(AT))), LOG_GAMMA, { absolute: 0, relative: 2e-6 })))

  it('its gradient is the digamma function', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((x: X) => [T.sum(0)(logGamma(x)), null])(of(AT))
      expectNear(valuesOf(gradient), DIGAMMA, { absolute: 1e-6, relative: 1e-6 })
    }))

  it('by hand: of whole numbers the logarithm of the product of those below, and infinite at 0 and where it overflows', () =>
    scoped(() => {
      expectNear(valuesOf(logGamma(of([1, 2, 4, 6]))), [0, 0, Math.log(6), Math.log(120)])
      expect(valuesOf(logGamma(of([0, 1e38])))).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
    }))

  it('logRising is the difference of two of them less x ln θ, where that has lost all digits too', () =>
    scoped(() => {
      const [theta, x] = [of(RISING.map(([each]) => each)), of(RISING.map(([, each]) => each))]
      const near = (at: number) => 1e-6 * (1 + (RISING[at]?.[1] as number))
      const value = valuesOf(logRising(theta)(x))
      const { gradient } = T.valueAndGradient((own: X) => [T.sum(0)(logRising(own)(x)), null])(theta)
      for (const [at, [own, , wanted, slope]] of RISING.entries()) {
        expectNear([value[at] as number], [wanted], { absolute: near(at), relative: 1e-6 })
        // by ln θ, as a head gives it
        expectNear([own * (valuesOf(gradient)[at] as number)], [own * slope], { absolute: near(at), relative: 2e-6 })
      }
    }))

  it('logRising has the digamma function less ln θ as its gradient by x', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((x: X) => [T.sum(0)(logRising(of([1, 1, 20]))(x)), null])(of([1, 9, 0]))
      // ψ(2), ψ(10) and ψ(20) - ln 20
      expectNear(valuesOf(gradient), [0.422784335098467, 2.251752589066721, -0.025208320335], {
        absolute: 2e-6,
        relative: 2e-6,
      })
    }))
})
