import { describe, expect, it } from 'vitest'
import * as Relaxed from '../../src/distributions/relaxedCategorical.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { logSumExp } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { LOGITS, matrix, SIMPLEX, TEMPERATURE, TORCH_CATEGORICAL } from './matrices.js'
import { columns, expectFinite, grid, uniformOf } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
type Scalar = T.Tensor<readonly []>
const distribution = (logits: Rows, temperature: Scalar) => Relaxed.make<'batch', readonly [3]>(logits, temperature)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const warm = hostOf([], [], [TEMPERATURE])

/** The density of the Concrete paper as it is printed. */
const logDensity = (x: readonly number[], logits: readonly number[], temperature: number) =>
  Math.log(2) +
  2 * Math.log(temperature) +
  x.reduce((sum, each, k) => sum + (logits[k] as number) - (temperature + 1) * Math.log(each), 0) -
  3 * logSumExp(x.map((each, k) => (logits[k] as number) - temperature * Math.log(each)))
const both = (x: readonly number[] | undefined, logits: readonly number[] | undefined, t: number) =>
  [0, 3].map((at) => logDensity((x as number[]).slice(at, at + 3), (logits as number[]).slice(at, at + 3), t))

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(SIMPLEX), matrix(LOGITS), warm],
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
    reference: (logits, temperature) => {
      const noise = uniformOf(from(7), 2, 6).map((u) => -Math.log(-Math.log(u)))
      return [0, 3, 6, 9].flatMap((at) => {
        const row = [0, 1, 2].map(
          (k) => ((logits?.[(at + k) % 6] as number) + (noise[at + k] as number)) / (temperature?.[0] as number),
        )
        return row.map((each) => Math.exp(each - logSumExp(row)))
      })
    },
    tolerance: { absolute: 1e-5, relative: 1e-4 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('logProb is that of torch.distributions', () =>
    scoped(() => {
      const q = distribution(of(LOGITS), T.scalar(TEMPERATURE))
      expectNear(valuesOf(Relaxed.logProb(q)<readonly []>(of(SIMPLEX))), TORCH_CATEGORICAL.relaxedLogProb)
    }))

  it('of two distributions an event, the sum of each', () =>
    scoped(() => {
      const pair = Relaxed.make<'batch', readonly [2, 3]>(
        tensorOf(['batch', 2, 3], [1, 2, 3], LOGITS),
        T.scalar(TEMPERATURE),
      )
      expectNear(valuesOf(Relaxed.logProb(pair)<readonly []>(tensorOf(['batch', 2, 3], [1, 2, 3], SIMPLEX))), [
        TORCH_CATEGORICAL.relaxedLogProb[0] + TORCH_CATEGORICAL.relaxedLogProb[1],
      ])
    }))

  it('logProb is right down to the smallest float32 above 0', () =>
    scoped(() => {
      const q = Relaxed.make<'batch', readonly [2]>(tensorOf(['batch', 2], [1, 2], [1, -0.5]), T.scalar(0.5))
      for (const least of [2 ** -149, 1e-40, 1e-30].map(Math.fround)) {
        // n = 2: ln t - (t + 1) Σ ln x + Σ logits - 2 ln Σ e^(logit - t ln x)
        const powers = [1 - 0.5 * Math.log(least), -0.5]
        const wanted =
          Math.log(0.5) - 1.5 * Math.log(least) + 0.5 - 2 * Math.log(Math.exp(powers[0] as number) + Math.exp(-0.5))
        expectNear(valuesOf(Relaxed.logProb(q)<readonly []>(tensorOf(['batch', 2], [1, 2], [least, 1]))), [wanted])
      }
    }))

  it('logProbOfLogarithms is right at any temperature: the same at the same logits and noise', () =>
    scoped(() => {
      const wanted: number[] = []
      for (const temperature of [1, 0.01, 1e-20]) {
        const q = distribution(of([10, 0, 0, -3, 2, 5]), T.scalar(temperature))
        const y = Relaxed.sampleLogarithms(from(7), 'samples', 3)(q)
        const found = valuesOf(Relaxed.logProbOfLogarithms(q)<readonly ['samples']>(y))
        const own = found.map((each) => each - 2 * Math.log(temperature))
        if (wanted.length === 0) wanted.push(...own)
        expectNear(own, wanted, { absolute: 2e-4, relative: 1e-5 })
        expect(valuesOf(T.exp(y))).toEqual(valuesOf(Relaxed.sample(from(7), 'samples', 3)(q)))
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

  it('the density integrates to 1 over the simplex', () =>
    scoped(() => {
      // of two classes: over the first number
      const points = grid(0, 1, 40_000)
      for (const [logits, temperature] of [
        [[0.5, -0.5], 0.7],
        [[1, 0], 0.5],
        [[0, 2], 0.9],
      ] as const) {
        const q = Relaxed.make<'batch', readonly [2]>(tensorOf(['batch', 2], [1, 2], logits), T.scalar(temperature))
        const x = tensorOf(
          ['points', 'batch', 2],
          [points.length, 1, 2],
          points.flatMap((each) => [each, 1 - each]),
        )
        const density = valuesOf(Relaxed.logProb(q)<readonly ['points']>(x)).map(Math.exp)
        // by the middles of cells, and the density has poles at both ends
        expectNear([density.reduce((sum, each) => sum + each, 0) / points.length], [1], { absolute: 0.01, relative: 0 })
      }
      // of three: bounded at a temperature above 1
      const side = 600
      const inside = grid(0, 1, side).flatMap((a) =>
        grid(0, 1, side).flatMap((b) => (a + b < 1 ? [[a, b, 1 - a - b]] : [])),
      )
      const q = Relaxed.make<'batch', readonly [3]>(tensorOf(['batch', 3], [1, 3], [0.5, -0.25, 0.1]), T.scalar(1))
      const x = tensorOf(['points', 'batch', 3], [inside.length, 1, 3], inside.flat())
      const density = valuesOf(Relaxed.logProb(q)<readonly ['points']>(x)).map(Math.exp)
      expectNear([density.reduce((sum, each) => sum + each, 0) / side ** 2], [1], { absolute: 0.01, relative: 0 })
    }))

  it('samples add up to 1, and are largest where a categorical distribution would be, as often', () =>
    scoped(() => {
      const logits = [0.5, -1, 1, -0.25, 0, -2]
      const z = valuesOf(Relaxed.sample(from(11), 'samples', 20_000)(distribution(of(logits), T.scalar(0.5))))
      const sums = Array.from({ length: z.length / 3 }, (_, at) => z.slice(3 * at, 3 * at + 3))
      expectNear(
        sums.slice(0, 100).map((row) => row.reduce((a, b) => a + b, 0)),
        Array(100).fill(1),
      )
      const hard = sums.flatMap((row) => row.map((each) => (each === Math.max(...row) ? 1 : 0)))
      const exact = [0, 3].flatMap((at) =>
        logits.slice(at, at + 3).map((each) => Math.exp(each - logSumExp(logits.slice(at, at + 3)))),
      )
      for (const [at, own] of columns(hard, 6).entries()) expectMean(own, exact[at] as number)
    }))

  it('hardened and atTemperature', () =>
    scoped(() => {
      const q = distribution(of(LOGITS), T.scalar(1))
      expect(valuesOf(Relaxed.hardened(q))).toEqual([0, 0, 1, 0, 1, 0])
      const cooler = Relaxed.atTemperature(T.scalar(TEMPERATURE))(q)
      expectNear(valuesOf(Relaxed.logProb(cooler)<readonly []>(of(SIMPLEX))), TORCH_CATEGORICAL.relaxedLogProb)
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Relaxed.sampleWithLogProb(from(1), 'samples', 3)(distribution(of(LOGITS), T.scalar(1))))
  })

  runsCompiled('samples and densities', [matrix(LOGITS), matrix(SIMPLEX), warm], (key, logits, x, temperature) => {
    const q = distribution(logits, temperature)
    const { z, logProb } = Relaxed.sampleWithLogProb(key, 'samples', 3)(q)
    return [z, logProb, Relaxed.logProb(q)<readonly []>(x), Relaxed.hardened(q)]
  })
})
