import { expect, it } from 'vitest'
import { translateEvents } from '../../src/tensors/hyperbolic.js'
import * as T from '../../src/tensors/index.js'
import * as Mobius from '../distributions/mobius.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

/** One that moves a point on, one that turns it, one that nearly brings it back, and one of length 0. */
const BY = [0.6, -0.8, 3, 0, -2, 1, 0, 0]
const X = [0.3, -0.4, -1, 2, 2.02, -0.99, 0.5, 0.2]
const rows = (values: readonly number[] | undefined) =>
  Array.from({ length: 4 }, (_, at) => [values?.[2 * at] as number, values?.[2 * at + 1] as number] as const)

const vectors = (values: readonly number[]) => tensorOf(['batch', 2], [values.length / 2, 2], values)
const translated = (by: readonly number[], x: readonly number[]) =>
  valuesOf(translateEvents([2])(vectors(by))(vectors(x)))

onEach(() => {
  conforms('translateEvents', {
    inputs: [hostOf(['batch', 2], [4, 2], BY), hostOf(['batch', 2], [4, 2], X)],
    operation: (by, x) => translateEvents([2])(by)(x),
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: (by, x) => rows(by).flatMap((each, at) => Mobius.translate(each, rows(x)[at] as readonly number[])),
    gradientTolerance: { absolute: 2e-4, relative: 2e-4 },
  })

  it('by hand: along one line it adds, and at a right angle cosh is the product', () =>
    scoped(() => {
      expectNear(translated([2, 0], [-3.5, 0]), [-1.5, 0])
      const [x = 0, y = 0] = translated([1, 0], [0, 2])
      expectNear([Math.cosh(Math.hypot(x, y))], [Math.cosh(1) * Math.cosh(2)], { absolute: 0, relative: 1e-5 })
    }))

  it('back again gives the point, far out too: to the rounding of an angle', () =>
    scoped(() => {
      for (const [by, x] of [
        [
          [0.6, -0.8],
          [0.3, -0.4],
        ],
        [
          [3, 4],
          [0.5, -1],
        ],
        [
          [6, -2],
          [0.1, 0.2],
        ],
      ] as const) {
        const there = translated(by, x)
        expectNear(translated(Mobius.times(-1, by), there), x, {
          absolute: 1e-6 * Math.exp(Math.hypot(...by)),
          relative: 1e-6,
        })
      }
    }))

  it('is finite with its gradient where nothing moves, at equal points, and where float32 has no exponential', () =>
    scoped(() => {
      const far = [0, 0, 1e6, -1e6, 200, 3, 0, 0, 1, 2]
      const { gradient, rest } = T.valueAndGradient(({ by, x }: Record<'by' | 'x', ReturnType<typeof vectors>>) => {
        const there = translateEvents([2])(by)(x)
        return [T.meanOfAll(there), there]
      })({ by: vectors(far), x: vectors([0, 0, 3e5, 2, -200, -3, 1e6, 0, -1, -2]) })
      const all = [rest, gradient.by, gradient.x].flatMap(valuesOf)
      expect(all.filter((each) => !Number.isFinite(each))).toEqual([])
    }))
})
