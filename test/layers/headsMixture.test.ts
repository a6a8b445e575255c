import { describe, expect, it } from 'vitest'
import * as Mixture from '../../src/distributions/normalMixture.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectFiniteAtExtremes } from './extremes.js'
import { affine, bounded, some } from './reference.js'

const head = Layer.sequence(Layer.mixtureHead({ components: 2 })(3, 2))
const zeros = {
  logits: { weight: tensorZeros([3, 'components'], [3, 2]), bias: tensorZeros(['components'], [2]) },
  wide: { weight: tensorZeros([3, 'components*2'], [3, 4]), bias: tensorZeros(['components*2'], [4]) },
}

function tensorZeros<const Shape extends readonly unknown[]>(shape: Shape, sizes: readonly number[]) {
  return () => tensorOf(shape, sizes, Array(sizes.reduce((a, b) => a * b, 1)).fill(0))
}

const logits = () => ({ weight: zeros.logits.weight(), bias: zeros.logits.bias() })
const wide = () => ({ weight: zeros.wide.weight(), bias: zeros.wide.bias() })
const inputs = [
  hostOf(['batch', 3], [4, 3], some(12, 1)),
  hostOf([3, 'components*2'], [3, 4], some(12, 2)),
  hostOf(['components*2'], [4], [0.5, -1, 12, 3]),
] as const
const gives = [
  ['batch', 'components', 2],
  [4, 2, 2],
] as const

onEach(() => {
  conforms('mixtureHead: the means', {
    inputs,
    operation: (x, weight, bias) =>
      head.apply([{ logits: logits(), mean: { weight, bias }, logVariance: wide() }])(x).mean,
    gives,
    reference: affine(4, 3, 4) as never,
  })

  conforms('mixtureHead: the log-variances', {
    inputs,
    operation: (x, weight, bias) =>
      head.apply([{ logits: logits(), mean: wide(), logVariance: { weight, bias } }])(x).logVariance,
    gives,
    reference: (x, weight, bias) =>
      affine(4, 3, 4)(x as readonly number[], weight as readonly number[], bias as readonly number[]).map(bounded),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  it('raw outputs of ±10000 give finite densities and gradients', () => {
    const one = Layer.sequence(Layer.mixtureHead({ components: 3 })(1, 1))
    expectFiniteAtExtremes(
      () => one.init(from(1)),
      (own, x) => {
        const p = one.apply(own)(x)
        return [Mixture.logProb(p)<readonly []>(T.mulScalar(0)(x)), Mixture.mean(p)]
      },
    )
  })
})

describe('mixtureHead', () => {
  onCpu()

  it('carries its family, and as many components as it was given', () =>
    scoped(() => {
      expect([head.kind, head.family]).toEqual(['NormalMixture', Mixture.family])
      const p = head.apply(head.init(from(7)))(tensorOf(['batch', 3], [4, 3], some(12, 1)))
      expect([p.logits.shape, p.logits.sizes]).toEqual([
        ['batch', 'components'],
        [4, 2],
      ])
      expect(new Set(valuesOf(p.mean)).size).toBe(16)
    }))

  it('refuses a number of components that is not a whole number above 0', () => {
    for (const components of [0, 1.5])
      expect(() => Layer.mixtureHead({ components })).toThrow(
        new ShapeError(`mixtureHead: the number of components must be a positive whole number, not ${components}`),
      )
  })
})
