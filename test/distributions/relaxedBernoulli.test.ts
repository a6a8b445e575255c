import { describe, expect, it } from 'vitest'
import * as Relaxed from '../../src/distributions/relaxedBernoulli.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { sigmoid } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { LOGITS, matrix, TEMPERATURE, TORCH_UNIT, UNIT } from './matrices.js'
import { columns, expectFinite, expectIntegral, uniformOf } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
type Scalar = T.Tensor<readonly []>
const distribution = (logits: Rows, temperature: Scalar) => Relaxed.make<'batch', readonly [3]>(logits, temperature)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const warm = hostOf([], [], [TEMPERATURE])

/** The binary density of the Concrete paper as it is printed, with α = e^logit. */
const logDensity = (x: number, logit: number, temperature: number) => {
  const alpha = Math.exp(logit)
  return (
    Math.log(temperature * alpha) -
    (temperature + 1) * (Math.log(x) + Math.log(1 - x)) -
    2 * Math.log(alpha * x ** -temperature + (1 - x) ** -temperature)
  )
}
const both = (x: readonly number[] | undefined, logits: readonly number[] | undefined, t: number) =>
  [0, 3].map((at) =>
    [0, 1, 2].reduce((sum, k) => sum + logDensity(x?.[at + k] as number, logits?.[at + k] as number, t), 0),
  )

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(UNIT), matrix(LOGITS), warm],
    operation: (x, logits, temperature) => Relaxed.logProb(distribution(logits, temperature))<readonly []>(x),
    gives: [['batch'], [2]],
    reference: (x, logits, temperature) => both(x, logits, temperature?.[0] as number),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  conforms('sample', {
    inputs: [matrix(LOGITS), warm],
    operation: (logits, temperature) => Relaxed.sample(from(7), 'samples', 2)(distribution(logits, temperature)),
    gives: [
      ['samples', 'batch', 3],
      [2, 2, 3],
    ],
    reference: (logits, temperature) =>
      uniformOf(from(7), 2, 6).map((u, at) =>
        sigmoid(((logits?.[at % 6] as number) + Math.log(u / (1 - u))) / (temperature?.[0] as number)),
      ),
    tolerance: { absolute: 1e-6, relative: 1e-4 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('logProb is that of torch.distributions', () =>
    scoped(() => {
      const q = distribution(of(LOGITS), T.scalar(TEMPERATURE))
      expectNear(valuesOf(Relaxed.logProb(q)<readonly []>(of(UNIT))), TORCH_UNIT.relaxedLogProb)
    }))

  it('logProb is right from the smallest float32 above 0 to the largest below 1', () =>
    scoped(() => {
      const points = [2 ** -149, 1e-40, 1e-30, 1e-10, 0.5, 1 - 2 ** -24].map(Math.fround)
      for (const [logit, temperature] of [
        [0, 1],
        [3, 0.5],
        [-2, 0.1],
      ] as const) {
        const q = Relaxed.make<'batch', readonly []>(tensorOf(['batch'], [1], [logit]), T.scalar(temperature))
        const found = Relaxed.logProb(q)<readonly ['points']>(tensorOf(['points', 'batch'], [points.length, 1], points))
        // with y the logit of x: ln t + d - 2 ln(1 + e^d) - ln x - ln(1 - x), d = logit - t y
        const wanted = points.map((x) => {
          const d = logit - temperature * (Math.log(x) - Math.log1p(-x))
          return (
            Math.log(temperature) - Math.abs(d) - 2 * Math.log1p(Math.exp(-Math.abs(d))) - Math.log(x) - Math.log1p(-x)
          )
        })
        expectNear(valuesOf(found), wanted, { absolute: 1e-5, relative: 2e-6 })
      }
    }))

  it('logProbOfLogit is right at any logit, and so at any temperature', () =>
    scoped(() => {
      for (const temperature of [1, 0.01, 1e-20]) {
        const q = distribution(of([0.5, -1, 2, 8, -30, 0]), T.scalar(temperature))
        const noise = [0.3, -2, 5, 0, 12, -16]
        const y = of(noise.map((each, at) => (each + ([0.5, -1, 2, 8, -30, 0][at] as number)) / temperature))
        const nats = noise.map((each) => -Math.abs(each) - 2 * Math.log1p(Math.exp(-Math.abs(each))))
        const wanted = [0, 3].map((at) =>
          nats.slice(at, at + 3).reduce((sum, each) => sum + each + Math.log(temperature), 0),
        )
        expectNear(valuesOf(Relaxed.logProbOfLogit(q)<readonly []>(y)), wanted, { absolute: 1e-5, relative: 1e-5 })
      }
    }))

  it('samples with their log-densities are the samples, and agree with logProb', () =>
    scoped(() => {
      const q = distribution(of([0.5, -1, 1, -0.25, 0, -0.5]), T.scalar(1))
      const { z, logProb } = Relaxed.sampleWithLogProb(from(7), 'samples', 3)(q)
      expect(valuesOf(z)).toEqual(valuesOf(Relaxed.sample(from(7), 'samples', 3)(q)))
      expectNear(valuesOf(logProb), valuesOf(Relaxed.logProb(q)<readonly ['samples']>(z)), {
        absolute: 2e-5,
        relative: 2e-5,
      })
    }))

  it('samples and densities are finite with their gradients at logits of ±10000 and a low temperature', () =>
    scoped(() => {
      const { gradient, rest } = T.valueAndGradient((logits: Rows) => {
        const q = distribution(logits, T.scalar(0.1))
        const { z, logProb } = Relaxed.sampleWithLogProb(from(7), 'samples', 2)(q)
        const again = Relaxed.logProb(q)<readonly ['samples']>(z)
        return [T.same.add(T.sum(0, 1)(logProb))(T.sum(0, 1)(again)), [z, logProb, again]]
      })(of([1e4, -1e4, 0, 1e4, 1e4, -1e4]))
      expectFinite(valuesOf(gradient), ...rest.map(valuesOf))
    }))
})

describe('laws', () => {
  onCpu()

  it('the density integrates to 1', () =>
    scoped(() => {
      for (const [logit, temperature] of [
        [0.5, 1],
        [-1, 1.5],
        [2, 2],
      ] as const)
        expectIntegral(
          (points) => {
            const q = Relaxed.make<'batch', readonly [1]>(
              tensorOf(['batch', 1], [1, 1], [logit]),
              T.scalar(temperature),
            )
            return valuesOf(
              Relaxed.logProb(q)<readonly ['points']>(tensorOf(['points', 'batch', 1], [points.length, 1, 1], points)),
            )
          },
          [0, 1],
          20_000,
          { absolute: 1e-4, relative: 0 },
        )
      // below 1 it has poles at both ends: over the logit of x, on which it has none
      const q = Relaxed.make<'batch', readonly [1]>(tensorOf(['batch', 1], [1, 1], [0.3]), T.scalar(0.8))
      expectIntegral(
        (points) => {
          const x = points.map(sigmoid)
          const nats = valuesOf(
            Relaxed.logProb(q)<readonly ['points']>(tensorOf(['points', 'batch', 1], [x.length, 1, 1], x)),
          )
          return nats.map((each, at) => each + Math.log((x[at] as number) * (1 - (x[at] as number))))
        },
        [-14, 14],
        20_000,
        { absolute: 1e-4, relative: 0 },
      )
    }))

  it('samples are above a half as often as a Bernoulli distribution is 1', () =>
    scoped(() => {
      const logits = [0.5, -1, 1, -0.25, 0, -2]
      const z = valuesOf(Relaxed.sample(from(11), 'samples', 20_000)(distribution(of(logits), T.scalar(0.5))))
      for (const [at, own] of columns(
        z.map((x) => (x > 0.5 ? 1 : 0)),
        6,
      ).entries())
        expectMean(own, sigmoid(logits[at] as number))
    }))

  it('flattenEvent and atTemperature keep the rest', () =>
    scoped(() => {
      const named = Relaxed.flattenEvent('latent')(distribution(of(LOGITS), T.scalar(1)))
      expect([named._tag, named.logits.shape, valuesOf(named.temperature)]).toEqual([
        'RelaxedBernoulli',
        ['batch', 'latent'],
        [1],
      ])
      const cooler = Relaxed.atTemperature(T.scalar(0.25))(named)
      expect([valuesOf(cooler.logits), valuesOf(cooler.temperature)]).toEqual([LOGITS, [0.25]])
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Relaxed.sampleWithLogProb(from(1), 'samples', 3)(distribution(of(LOGITS), T.scalar(1))))
  })

  runsCompiled('samples and densities', [matrix(LOGITS), matrix(UNIT), warm], (key, logits, x, temperature) => {
    const q = distribution(logits, temperature)
    const { z, logProb } = Relaxed.sampleWithLogProb(key, 'samples', 3)(q)
    return [z, logProb, Relaxed.logProb(q)<readonly []>(x)]
  })
})
