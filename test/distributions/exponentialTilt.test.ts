import { describe, expect, it } from 'vitest'
import * as Tilt from '../../src/distributions/exponentialTilt.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'

// small ones are exact in float64 by the first terms of their series; 1 is where two forms meet
const ETA = [-30, -3, -1, -0.999, -0.3, 0.01, 0.4, 0.999, 1, 1.001, 2.5, 18]
const input = hostOf(['n'], [ETA.length], ETA)
const gives = [['n'], [ETA.length]] as const
const each = (f: (eta: number) => number) => (values: readonly number[] | undefined) =>
  (values as readonly number[]).map(f)

const logNormalizer = (eta: number) => (eta === 0 ? 0 : Math.log(Math.expm1(eta) / eta))
const mean = (eta: number) => (eta === 0 ? 0.5 : -1 / Math.expm1(-eta) - 1 / eta)
const quantile = (eta: number, u: number) => (eta === 0 ? u : Math.log1p(u * Math.expm1(eta)) / eta)
const entropy = (eta: number) => logNormalizer(eta) - eta * mean(eta)
const U = ETA.map((_, at) => 0.05 + (0.9 * ((at * 5) % 12)) / 12)

onEach(() => {
  conforms('logNormalizer', { inputs: [input], operation: Tilt.logNormalizer, gives, reference: each(logNormalizer) })
  conforms('mean', { inputs: [input], operation: Tilt.mean, gives, reference: each(mean) })
  conforms('entropy', { inputs: [input], operation: Tilt.entropy, gives, reference: each(entropy) })
  // it steps by 1 at 1
  const apart = ETA.filter((eta) => eta !== 1)
  conforms('logNormalizerFromEnd', {
    inputs: [hostOf(['n'], [apart.length], apart)],
    operation: Tilt.logNormalizerFromEnd,
    gives: [['n'], [apart.length]],
    reference: each((eta) => logNormalizer(eta) - (eta > 1 ? eta : 0)),
  })
  conforms('divergence', {
    inputs: [input, hostOf(['n'], [ETA.length], ETA.toReversed())],
    operation: (q, p) => Tilt.divergence(p)(q),
    gives,
    reference: (q, p) =>
      (q as readonly number[]).map((own, at) => {
        const other = p?.[at] as number
        return logNormalizer(other) - logNormalizer(own) - (other - own) * mean(own)
      }),
    tolerance: { absolute: 5e-6, relative: 5e-6 },
  })
  conforms('logitQuantile', {
    inputs: [input, hostOf(['n'], [ETA.length], U)],
    operation: (eta, u) => Tilt.logitQuantile(u)(eta),
    gives,
    reference: (eta, u) =>
      (eta as readonly number[]).map((own, at) => {
        const x = quantile(own, u?.[at] as number)
        return Math.log(x) - Math.log(own > 1 ? quantile(-own, 1 - (u?.[at] as number)) : 1 - x)
      }),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })
  conforms('quantile', {
    inputs: [input, hostOf(['n'], [ETA.length], U)],
    operation: (eta, u) => Tilt.quantile(u)(eta),
    gives,
    reference: (eta, u) => (eta as readonly number[]).map((own, at) => quantile(own, u?.[at] as number)),
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('keeps its digits up to 1, where its series end', () =>
    scoped(() => {
      const most = [-1, -0.9, 0.75, 0.9, 1]
      const eta = tensorOf(['n'], [5], most)
      const relative = { absolute: 0, relative: 2e-6 }
      expectNear(valuesOf(Tilt.logNormalizer(eta)), most.map(logNormalizer), relative)
      expectNear(valuesOf(Tilt.entropy(eta)), most.map(entropy), relative)
      expectNear(valuesOf(Tilt.mean(eta)), most.map(mean), relative)
    }))

  it('has its gradients at 0: 1/2 of the normalizer, 1/12 of the mean, and u(1 - u)/2 of the quantile', () =>
    scoped(() => {
      const at = tensorOf(['n'], [1], [0])
      const by = (f: (eta: typeof at) => typeof at) =>
        valuesOf(T.valueAndGradient((eta: typeof at) => [T.sum(0)(f(eta)), null] as const)(at).gradient)
      expectNear(by(Tilt.logNormalizer), [0.5])
      expectNear(by(Tilt.logNormalizerFromEnd), [0.5])
      expectNear(by(Tilt.mean), [1 / 12])
      expectNear(by(Tilt.entropy), [0])
      expectNear(by(Tilt.quantile(tensorOf(['n'], [1], [0.3]))), [0.105])
    }))

  it('at 0, and next to it, is the uniform distribution', () =>
    scoped(() => {
      const near = [0, 1e-30, -1e-12, 1e-7, -1e-5, 1e-3]
      const eta = tensorOf(['n'], [6], near)
      expectNear(
        valuesOf(Tilt.logNormalizer(eta)),
        near.map((x) => x / 2 + (x * x) / 24),
        { absolute: 1e-12, relative: 1e-6 },
      )
      expectNear(
        valuesOf(Tilt.mean(eta)),
        near.map((x) => 0.5 + x / 12),
        { absolute: 1e-7, relative: 0 },
      )
      expectNear(
        valuesOf(Tilt.entropy(eta)),
        near.map((x) => (-x * x) / 24),
        { absolute: 1e-30, relative: 1e-6 },
      )
      expectNear(
        valuesOf(
          Tilt.quantile(
            tensorOf(
              ['n'],
              [6],
              near.map(() => 0.3),
            ),
          )(eta),
        ),
        near.map((x) => 0.3 + 0.105 * x),
        {
          absolute: 1e-7,
          relative: 0,
        },
      )
    }))

  it('far away, is an exponential distribution at one of the ends', () =>
    scoped(() => {
      const eta = tensorOf(['n'], [2], [1e4, -1e4])
      expectNear(valuesOf(Tilt.logNormalizer(eta)), [1e4 - Math.log(1e4), -Math.log(1e4)])
      expectNear(valuesOf(Tilt.mean(eta)), [1 - 1e-4, 1e-4], { absolute: 1e-7, relative: 0 })
      expectNear(valuesOf(Tilt.entropy(eta)), [1 - Math.log(1e4), 1 - Math.log(1e4)])
      expectNear(valuesOf(Tilt.quantile(tensorOf(['n'], [2], [0.5, 0.5]))(eta)), [1 - Math.LN2 / 1e4, Math.LN2 / 1e4], {
        absolute: 1e-7,
        relative: 0,
      })
    }))
})

describe('all', () => {
  onCpu()

  it('the mean is the derivative of logNormalizer, also at 0', () =>
    scoped(() => {
      const step = 1e-4
      for (const eta of [-5, -1, -0.5, 0.2, 1, 3])
        expectNear([mean(eta)], [(logNormalizer(eta + step) - logNormalizer(eta - step)) / (2 * step)], {
          absolute: 1e-7,
          relative: 0,
        })
      expect(mean(0)).toBe(0.5)
    }))

  runsCompiled('all', [input, hostOf(['n'], [ETA.length], U)], (_, eta, u) => [
    Tilt.logNormalizer(eta),
    Tilt.mean(eta),
    Tilt.entropy(eta),
    Tilt.quantile(u)(eta),
  ])
})
