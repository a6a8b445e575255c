import { describe, expect, it } from 'vitest'
import { LOG_SCALE_BOUND } from '../../src/distributions/bound.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Laplace from '../../src/distributions/laplace.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectFiniteAtExtremes } from './extremes.js'
import { affine, some } from './reference.js'

const x = hostOf(['batch', 3], [4, 3], some(12, 1))
const weight = hostOf([3, 2], [3, 2], some(6, 4))
const bias = hostOf([2], [2], [3, -4])
const head = Layer.sequence(Layer.laplaceHead(3, 2))
const given = (values: readonly number[] | undefined) => values as readonly number[]

onEach(() => {
  conforms('laplaceHead: the mean', {
    inputs: [x, weight, bias],
    operation: (rows, w, b) =>
      head.apply([{ mean: { weight: w, bias: b }, logScale: { weight: T.zerosLike(w), bias: T.zerosLike(b) } }])(rows)
        .mean,
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: affine(4, 3, 2) as never,
  })

  conforms('laplaceHead: the log-scale', {
    inputs: [x, weight, bias],
    operation: (rows, w, b) =>
      head.apply([{ mean: { weight: T.zerosLike(w), bias: T.zerosLike(b) }, logScale: { weight: w, bias: b } }])(rows)
        .logScale,
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: (rows, w, b) => affine(4, 3, 2)(given(rows), given(w), given(b)).map((raw) => 5 * Math.tanh(raw / 5)),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  it('raw outputs of ±10000 give finite distributions, divergences and gradients', () => {
    const one = Layer.sequence(Layer.laplaceHead(1, 1))
    expectFiniteAtExtremes(
      () => one.init(from(1)),
      (own, x) => {
        const q = one.apply(own)(x)
        const zeros = T.zerosLike(x)
        return [
          Laplace.entropy(q),
          Laplace.logProb(q)<readonly ['samples']>(Laplace.sample(from(1), 'samples', 2)(q)),
          Laplace.logProb(q)<readonly []>(zeros),
          Kl.toLaplace(Laplace.make<'batch', readonly [1]>(zeros, zeros))(q),
        ]
      },
    )
  })
})

describe('laplaceHead', () => {
  onCpu()

  it('carries the family of its distribution, and has two maps drawn from two keys', () =>
    scoped(() => {
      expect([head.kind, head.family]).toEqual(['Laplace', Laplace.family])
      const [{ mean, logScale }] = head.init(from(7))
      expect(valuesOf(mean.weight)).not.toEqual(valuesOf(logScale.weight))
    }))

  it('boundLogScale is within its bound for every finite number', () =>
    scoped(() => {
      const far = valuesOf(Layer.boundLogScale(tensorOf(['n'], [4], [-1e30, -1e4, 1e4, 1e30])))
      expect(far).toEqual([-LOG_SCALE_BOUND, -LOG_SCALE_BOUND, LOG_SCALE_BOUND, LOG_SCALE_BOUND])
    }))
})
