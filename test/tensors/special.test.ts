import { expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import * as Special from '../../src/tensors/special.js'
import { logFactorial } from '../../src/tensors/special.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

const AT = [0, 1, 2, 3, 5.5, 10, 100, 1000, 1e5]
/** `torch.lgamma(x + 1)` and `torch.digamma(x + 1)` of PyTorch 1.13.0 in float64. */
const LGAMMA = [
  0,
  0,
  Math.LN2,
  1.791759469228055,
  5.662562059857142,
  15.104412573075516,
  363.73937555556347,
  5912.128178488163,
  1051299.2218991218,
]
const DIGAMMA = [
  -0.5772156649015328, 0.422784335098467, 0.922784335098467, 1.2561176684318003, 1.792911330399933, 2.3517525890667215,
  4.610161852738088, 6.908255195648812, 11.512930464961896,
]

/** By the product itself. */
const ofWhole = (x: number): number => (x < 2 ? 0 : Math.log(x) + ofWhole(x - 1))

onEach(() => {
  it('logFactorial is torch.lgamma, and its gradient torch.digamma', () =>
    scoped(() => {
      const x = tensorOf(['n'], [9], AT)
      expectNear(valuesOf(logFactorial(x)), LGAMMA, { absolute: 2e-6, relative: 1e-6 })
      const { gradient } = T.valueAndGradient((own: typeof x) => [T.sum(0)(logFactorial(own)), null])(x)
      expectNear(valuesOf(gradient), DIGAMMA, { absolute: 2e-6, relative: 1e-6 })
    }))

  it('logFactorial of whole numbers is the logarithm of their product, and finite to 1e9', () =>
    scoped(() => {
      const whole = Array.from({ length: 60 }, (_, at) => at)
      expectNear(valuesOf(logFactorial(tensorOf(['n'], [60], whole))), whole.map(ofWhole), {
        absolute: 2e-6,
        relative: 1e-6,
      })
      expect(valuesOf(logFactorial(tensorOf(['n'], [2], [1e7, 1e9]))).every(Number.isFinite)).toBe(true)
    }))

  conforms('floor', {
    inputs: [hostOf(['n'], [4], [-1.5, 0, 2.25, 3])],
    operation: (x) => Special.floor(x),
    gives: [['n'], [4]],
    reference: (x) => (x as readonly number[]).map(Math.floor),
    gradientTolerance: null,
  })
})
