import { describe, expect, it } from 'vitest'
import * as Continuous from '../../src/distributions/continuousBernoulli.js'
import * as Tilt from '../../src/distributions/exponentialTilt.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { matrix, rowwise, TILTS, TORCH_UNIT, UNIT } from './matrices.js'
import { columns, expectFinite, expectIntegral, expectMoments } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const distribution = (logits: Rows) => Continuous.make<'batch', readonly [3]>(logits)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)

/** The density and its constant as they are printed in the paper, by λ. */
const logDensity = (x: number, logit: number) => {
  const rate = 1 / (1 + Math.exp(-logit))
  const constant = rate === 0.5 ? 2 : (2 * Math.atanh(1 - 2 * rate)) / (1 - 2 * rate)
  return Math.log(constant) + x * Math.log(rate) + (1 - x) * Math.log(1 - rate)
}

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(UNIT), matrix(TILTS)],
    operation: (x, logits) => Continuous.logProb(distribution(logits))<readonly []>(x),
    gives: [['batch'], [2]],
    reference: rowwise(logDensity as never),
    tolerance: { absolute: 5e-6, relative: 5e-6 },
  })

  it('logProb, entropy and mean are those of torch.distributions', () =>
    scoped(() => {
      const p = distribution(of(TILTS))
      expectNear(valuesOf(Continuous.logProb(p)<readonly []>(of(UNIT))), TORCH_UNIT.logProb)
      expectNear(valuesOf(Continuous.family.logProb(p)(of(UNIT))), TORCH_UNIT.logProb)
      expectNear(valuesOf(Continuous.entropy(p)), TORCH_UNIT.entropy)
      expectNear(valuesOf(Continuous.mean(p)), TORCH_UNIT.mean)
    }))

  it('its quantiles are those of torch.distributions, which takes the uniform distribution next to 0', () =>
    scoped(() => {
      const [given, recorded] = [valuesOf(Tilt.quantile(of(UNIT))(of(TILTS))), [...TORCH_UNIT.quantile]]
      const uniform = TILTS.indexOf(0.001)
      expect(recorded[uniform]).toBe(UNIT[uniform])
      expectNear(given.toSpliced(uniform, 1), recorded.toSpliced(uniform, 1))
    }))

  it('the density of a logit is that of its number less its volume, at logits to 1e6', () =>
    scoped(() => {
      const given = [0, -0.5, 3, 1e4, -1e4, 1e6]
      const p = distribution(of(given))
      const { z, coordinate } = Continuous.sampleWithLogit(from(7), 'samples', 50)(p)
      expect(valuesOf(z)).toEqual(valuesOf(Continuous.sample(from(7), 'samples', 50)(p)))
      const y = valuesOf(coordinate)
      const each = y.map((own, at) => {
        const eta = given[at % 6] as number
        const volume = -Math.abs(own) - 2 * Math.log1p(Math.exp(-Math.abs(own)))
        const away = 1 / (1 + Math.exp(eta > 0 ? own : -own)) // from the end where the density is largest
        const normalizer = eta === 0 ? 0 : Math.log(-Math.expm1(-Math.abs(eta)) / Math.abs(eta))
        return -Math.abs(eta) * away - normalizer + volume
      })
      const wanted = Array.from({ length: 100 }, (_, row) =>
        each.slice(3 * row, 3 * row + 3).reduce((sum, own) => sum + own, 0),
      )
      expectNear(valuesOf(Continuous.logProbOfLogit(p)<readonly ['samples']>(coordinate)), wanted, {
        absolute: 2e-5,
        relative: 1e-5,
      })
      // the logits of numbers that round to 1 differ still
      const rounded = y.filter((_, at) => at % 6 === 5)
      expect(new Set(rounded).size).toBe(50)
    }))

  it('is finite with its gradient at logits of ±10000 and at 0', () =>
    scoped(() => {
      const { gradient, rest } = T.valueAndGradient((logits: Rows) => {
        const p = distribution(logits)
        const z = Continuous.sample(from(7), 'samples', 2)(p)
        const each = T.same.add(Continuous.entropy(p))(Continuous.logProb(p)<readonly []>(of([0, 1, 0.5, 0.5, 0, 1])))
        return [T.same.add(T.sum(0, 1, 2)(z))(T.sum(0)(each)), [each, z, Continuous.mean(p)]]
      })(of([1e4, -1e4, 0, 1e4, 1e-20, -1e4]))
      expectFinite(valuesOf(gradient), ...rest.map(valuesOf))
    }))
})

describe('laws', () => {
  onCpu()

  it('the density integrates to 1', () =>
    scoped(() => {
      for (const logit of [-12, -1, 0, 1e-4, 0.7, 1, 5])
        expectIntegral(
          (points) => {
            const p = Continuous.make<'batch', readonly [1]>(tensorOf(['batch', 1], [1, 1], [logit]))
            return valuesOf(
              Continuous.logProb(p)<readonly ['points']>(
                tensorOf(['points', 'batch', 1], [points.length, 1, 1], points),
              ),
            )
          },
          [0, 1],
        )
    }))

  it('samples are in [0, 1], with the moments of torch, and the entropy is minus their mean log-density', () =>
    scoped(() => {
      const p = distribution(of(TILTS))
      const z = Continuous.sample(from(11), 'samples', 20_000)(p)
      const draws = valuesOf(z)
      expect(draws.every((x) => x >= 0 && x <= 1)).toBe(true)
      for (const [at, own] of columns(draws, 6).entries())
        expectMoments(own, TORCH_UNIT.mean[at] as number, TORCH_UNIT.variance[at] as number)
      for (const [row, own] of columns(valuesOf(Continuous.logProb(p)<readonly ['samples']>(z)), 2).entries())
        expectMean(
          own.map((nats) => -nats),
          TORCH_UNIT.entropy[row] as number,
        )
    }))

  it('its family is over data in [0, 1], and draws of the distribution', () =>
    scoped(() => {
      expect([Continuous.family.kind, Continuous.family.over]).toEqual(['ContinuousBernoulli', 'unitInterval'])
      expect(valuesOf(Continuous.family.sample(from(7))(distribution(of(TILTS))))).toEqual(
        valuesOf(Continuous.sample(from(7), 'samples', 1)(distribution(of(TILTS)))),
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Continuous.sample(from(1), 'samples', 3)(distribution(of(TILTS))))
  })

  runsCompiled('samples, densities, means and entropies', [matrix(TILTS), matrix(UNIT)], (key, logits, x) => [
    Continuous.sample(key, 'samples', 2)(distribution(logits)),
    Continuous.logProb(distribution(logits))<readonly []>(x),
    Continuous.mean(distribution(logits)),
    Continuous.entropy(distribution(logits)),
  ])
})
