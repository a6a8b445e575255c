import { expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

onEach(() => {
  it('expm1 is exact near 0, where eˣ - 1 is not', () =>
    scoped(() => {
      const near = [2e-4, -2e-4, 1e-6, -1e-6, 1e-9, 0]
      const given = valuesOf(T.expm1(tensorOf([6], [6], near)))
      // of the float32 numbers that were given, which are not quite those of the text
      const exact = near.map((x) => Math.expm1(Math.fround(x)))
      expectNear(given, exact, { absolute: 0, relative: 3e-7 })
      const subtracted = Math.fround(Math.exp(Math.fround(1e-6))) - 1
      expect(Math.abs(subtracted / Math.expm1(1e-6) - 1)).toBeGreaterThan(1e-2)
    }))

  it('expm1 has the gradient eˣ wherever it is a number, and is infinite with it', () =>
    scoped(() => {
      const far = [-100, -20, 0, 80, 88, 88.7, 89, 1e4]
      const { gradient } = T.valueAndGradient((x: Tensor<readonly [8]>) => [T.sum(0)(T.expm1(x)), null])(
        tensorOf([8], [8], far),
      )
      const given = valuesOf(gradient)
      expectNear(
        given.slice(1, 6),
        far.slice(1, 6).map((x) => Math.exp(Math.fround(x))),
        { absolute: 0, relative: 1e-5 },
      )
      expect(given[0]).toBeGreaterThanOrEqual(0)
      expect(given.slice(6)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
    }))
})
