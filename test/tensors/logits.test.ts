import { pipe } from 'fp-ts/lib/function.js'
import { expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import * as Logits from '../../src/tensors/logits.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

type Vector = T.Tensor<readonly ['n']>

const of = (...values: readonly number[]): Vector => tensorOf(['n'], [values.length], values)
const gradientAt = (f: (x: Vector) => Vector, x: Vector) =>
  valuesOf(T.valueAndGradient((at: Vector) => [T.sum(0)(f(at)), null])(x).gradient)
const softplus = (x: Vector) => pipe(Logits.softplusLinear(x), T.same.add(Logits.softplusRest(x)))

onEach(() => {
  it('infinity is the largest float, and back', () =>
    scoped(() => {
      const finite = Logits.finite(of(-Infinity, 3, Infinity))
      expect(valuesOf(finite).every(Number.isFinite)).toBe(true)
      expect(valuesOf(Logits.infinite(finite))).toEqual([-Infinity, 3, Infinity])
      expect(gradientAt(Logits.finite, of(-Infinity, 3, Infinity))).toEqual([1, 1, 1])
      expect(valuesOf(Logits.finiteRate(of(Infinity, 3)))).toEqual([1e4, 3])
    }))

  it('both parts are softplus', () =>
    scoped(() => {
      expectNear(
        valuesOf(softplus(of(-1, 0, 2))),
        [-1, 0, 2].map((x) => Math.log1p(Math.exp(x))),
      )
      expectNear(
        gradientAt(softplus, of(-1, 0, 2)),
        [-1, 0, 2].map((x) => 1 / (1 + Math.exp(-x))),
      )
    }))

  it('the divergence of rates, near and far', () =>
    scoped(() => {
      const [q, p] = [of(1, 0.001, -3), of(1, 0, 2)]
      const reference = (a: number, b: number) => Math.exp(a) * (a - b) - Math.exp(a) + Math.exp(b)
      expectNear(valuesOf(Logits.divergenceOfLogRates(p)(q)), [0, reference(Math.fround(0.001), 0), reference(-3, 2)], {
        absolute: 1e-10,
        relative: 1e-4,
      })
      expectNear(gradientAt(Logits.divergenceOfLogRates(p), q), [0, 0.001 * Math.exp(0.001), -5 * Math.exp(-3)])
    }))

  it('the divergence and the entropy of logits', () =>
    scoped(() => {
      const [q, p] = [of(2, -1), of(0.5, 3)]
      const s = (x: number) => 1 / (1 + Math.exp(-x))
      const kl = (a: number, b: number) => s(a) * Math.log(s(a) / s(b)) + s(-a) * Math.log(s(-a) / s(-b))
      expectNear(valuesOf(Logits.divergenceOfLogits(p)(q)), [kl(2, 0.5), kl(-1, 3)])
      expectNear(gradientAt(Logits.divergenceOfLogits(p), q), [s(2) * s(-2) * 1.5, s(1) * s(-1) * -4])
      const entropy = (x: number) => -s(x) * Math.log(s(x)) - s(-x) * Math.log(s(-x))
      expectNear(valuesOf(Logits.entropyOfLogits(q)), [entropy(2), entropy(-1)])
      expectNear(gradientAt(Logits.entropyOfLogits, q), [-2 * s(2) * s(-2), s(1) * s(-1)])
    }))
})
