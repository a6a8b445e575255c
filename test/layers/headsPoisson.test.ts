import { describe, expect, it } from 'vitest'
import * as Kl from '../../src/distributions/kl.js'
import * as Poisson from '../../src/distributions/poisson.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach } from '../support/engine.js'
import { expectFiniteAtExtremes } from './extremes.js'
import { affine, bounded, some } from './reference.js'

const head = Layer.sequence(Layer.poissonHead(3, 2))

onEach(() => {
  conforms('poissonHead', {
    inputs: [hostOf(['batch', 3], [4, 3], some(12, 1)), hostOf([3, 2], [3, 2], some(6, 2)), hostOf([2], [2], [3, -4])],
    operation: (x, weight, bias) => head.apply([{ weight, bias }])(x).logRates,
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: (x, weight, bias) =>
      affine(4, 3, 2)(x as readonly number[], weight as readonly number[], bias as readonly number[]).map(bounded),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  it('raw outputs of ±10000 give finite distributions, divergences and gradients', () => {
    const one = Layer.sequence(Layer.poissonHead(1, 1))
    expectFiniteAtExtremes(
      () => one.init(from(1)),
      (own, x) => {
        const p = one.apply(own)(x)
        const zeros = T.zerosLike(x)
        return [
          Poisson.logProb(p)<readonly []>(zeros),
          Poisson.logProb(p)<readonly []>(T.addScalar(1e4)(zeros)),
          Kl.toPoisson(Poisson.make<'batch', readonly [1]>(zeros))(p),
          Kl.toPoisson(p)(Poisson.make<'batch', readonly [1]>(zeros)),
        ]
      },
    )
  })
})

describe('poissonHead', () => {
  onCpu()

  it('carries its family', () => expect([head.kind, head.family]).toEqual(['Poisson', Poisson.family]))
})
