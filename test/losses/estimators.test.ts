import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { logLikelihood } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, elboByMonteCarlo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import { iwae } from '../../src/losses/importance.js'
import { isBound } from '../../src/losses/proof.js'
import type { VaeSupplies } from '../../src/models/vae/vae.js'
import { child, from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onWebAssembly, scoped, tensorsAlive, valuesOf } from '../support/engine.js'
import {
  exactElbo,
  examples,
  expectedLogLikelihood,
  klToPosterior,
  klToPrior,
  type LinearGaussian,
  logEvidence,
  paramsOf,
  vae,
  withTruePosterior,
  wrong,
} from '../support/linearGaussian.js'
import { distance, estimate } from '../support/near.js'

onWebAssembly()

type OfVae = {
  readonly evaluate: (supplied: VaeSupplies) => { readonly value: T.AnyTensor; readonly parts: readonly T.AnyTensor[] }
}

/** A term of the linear-Gaussian model, one number for each of its axes. */
const natsOf = (term: OfVae, model: LinearGaussian, x: readonly number[], samples: number, seed: number) =>
  scoped(() =>
    valuesOf(
      term.evaluate(vae.supply(paramsOf(model))({ x: examples(x), key: child('test')(from(seed)), samples })).value,
    ),
  )

/** As many independent estimates from one example as wanted. */
const estimates = (term: OfVae, samples: number, count: number, seed: number, x = 1.7) =>
  natsOf(term, wrong, new Array<number>(count).fill(x), samples, seed)

const X = [-2, 0, 0.4, 1.7]

describe('the numbers of the linear-Gaussian model', () => {
  it('close: log p(x) = ELBO + KL(q(z|x) || p(z|x))', () => {
    for (const model of [wrong, withTruePosterior(wrong), { ...wrong, a: -1, v: 3 }])
      for (const x of X) expect(exactElbo(model, x) + klToPosterior(model, x)).toBeCloseTo(logEvidence(model, x), 12)
    // the integral of p(x|z) p(z) over z, by the rectangle rule
    const { w, b, s2 } = wrong
    const step = 0.001
    const normal = (x: number, mean: number, variance: number) =>
      Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)
    const integral = Array.from({ length: 20001 }, (_, at) => -10 + at * step).reduce(
      (sum, z) => sum + normal(1.7, w * z + b, s2) * normal(z, 0, 1) * step,
      0,
    )
    expect(Math.log(integral)).toBeCloseTo(logEvidence(wrong, 1.7), 9)
  })
})

describe('elbo and elboByMonteCarlo', () => {
  const COUNT = 20000

  it('are both the exact bound in expectation', () => {
    for (const term of [elbo, elboByMonteCarlo]) {
      const { mean, error } = estimate(estimates(term, 1, COUNT, 1))
      expect(Math.abs(mean - exactElbo(wrong, 1.7))).toBeLessThan(4 * error)
      expect(error).toBeLessThan(0.02)
    }
  })

  it('agree in expectation when they see the same noise, and differ in each draw', () => {
    const [b, a] = [elbo, elboByMonteCarlo].map((term) => estimates(term, 2, COUNT, 2))
    const apart = (b ?? []).map((value, at) => value - (a?.[at] ?? Number.NaN))
    const { mean, error } = estimate(apart)
    expect(error).toBeGreaterThan(1e-4)
    expect(Math.abs(mean)).toBeLessThan(4 * error)
  })

  it('leave as gap the divergence from the true posterior', () => {
    const { mean, error } = estimate(estimates(elbo, 4, COUNT, 3))
    expect(Math.abs(logEvidence(wrong, 1.7) - mean - klToPosterior(wrong, 1.7))).toBeLessThan(4 * error)
    expect(klToPosterior(wrong, 1.7)).toBeGreaterThan(40 * error)
  })

  it('are log p(x) itself, in every sample, under the true posterior', () => {
    const truth = withTruePosterior(wrong)
    const weights = natsOf(logWeight, truth, X, 5, 4)
    expect(
      distance(
        weights,
        [...X, ...X, ...X, ...X, ...X].map((x) => logEvidence(truth, x)),
      ),
    ).toBeLessThan(2e-6)
    for (const term of [elboByMonteCarlo, iwae(logWeight)])
      expect(
        distance(
          natsOf(term, truth, X, 5, 4),
          X.map((x) => logEvidence(truth, x)),
        ),
      ).toBeLessThan(2e-6)
  })

  it('report their parts unweighted: both in closed form here', () => {
    const parts = scoped(() => {
      const x = new Array<number>(COUNT).fill(1.7)
      const supplied = vae.supply(paramsOf(wrong))({ x: examples(x), key: from(5), samples: 1 })
      return [elbo, elboWithBeta(4)].map((term) => term.evaluate(supplied).parts.map((part) => valuesOf(part)[0]))
    })
    expect(parts[0]).toEqual(parts[1])
    expect(parts[0]?.[0]).toBeCloseTo(expectedLogLikelihood(wrong, 1.7), 1)
    expect(parts[0]?.[1]).toBeCloseTo(klToPrior(wrong, 1.7), 5)
    expect(elboWithBeta(4).parts.map(({ weight }) => weight)).toEqual([1, -4])
  })

  it('have the gradient of the exact bound, in expectation', () => {
    // μ and log σ² of one posterior for all rows, whose gradient is the mean over the rows
    const params = paramsOf({ ...wrong, a: 0 })
    const gradient = (term: OfVae, seed: number) =>
      scoped(() => {
        const found = T.valueAndGradient((at: typeof params) => {
          const x = examples(new Array<number>(500).fill(1.7))
          const { value } = term.evaluate(vae.supply(at)({ x, key: from(seed), samples: 1 }))
          return [T.meanOfAll(value as T.Tensor<readonly ['batch']>), null] as const
        })(params).gradient
        return [
          ...valuesOf(found.encoder[0].mean.bias),
          ...valuesOf(found.encoder[0].logVariance.bias),
          ...valuesOf(found.decoder[0].mean.weight),
          ...valuesOf(found.decoder[0].mean.bias),
          ...valuesOf(found.decoder[0].logVariance.bias),
        ]
      })
    const raw = (variance: number) => 10 * Math.atanh(Math.log(variance) / 10)
    const variance = (bias: number) => Math.exp(10 * Math.tanh(bias / 10))
    const wanted = differencesOf(
      ([c = 0, v = 0, w = 0, b = 0, s2 = 0]) => exactElbo({ w, b, s2: variance(s2), a: 0, c, v: variance(v) }, 1.7),
      [wrong.c, raw(wrong.v), wrong.w, wrong.b, raw(wrong.s2)],
    )
    for (const term of [elbo, elboByMonteCarlo]) {
      const found = Array.from({ length: 40 }, (_, seed) => gradient(term, 100 + seed))
      wanted.forEach((each, at) => {
        const { mean, error } = estimate(found.map((one) => one[at] ?? Number.NaN))
        expect(Math.abs(mean - each)).toBeLessThan(4 * error + 1e-5)
        expect(error).toBeLessThan(0.1)
      })
    }
  })
})

describe('elboWithBeta', () => {
  it('of 1 changes nothing', () => {
    const { evaluate: _, ...before } = elbo
    const { evaluate: __, ...after } = elboWithBeta(1)
    expect(after).toEqual(before)
    expect(natsOf(elboWithBeta(1), wrong, X, 3, 6)).toEqual(natsOf(elbo, wrong, X, 3, 6))
  })

  it('takes β - 1 more of the KL, by hand', () => {
    const [one, four] = [elbo, elboWithBeta(4)].map((term) => natsOf(term, wrong, X, 3, 6))
    const apart = X.map((x, at) => (one?.[at] ?? 0) - (four?.[at] ?? 0) - 3 * klToPrior(wrong, x))
    for (const each of apart) expect(Math.abs(each)).toBeLessThan(1e-5)
  })

  it('is a bound for a β of at least 1 and for no other', () => {
    expect(isBound(elboWithBeta(4).content)).toBe(true)
    expect(isBound(elboWithBeta(1).content)).toBe(true)
    expect(isBound(elboWithBeta(0.5).content)).toBe(false)
    const atLeast: readonly ('+log p(x|z)' | '-kl, at least once')[] = elboWithBeta(1.5).content
    const below: readonly ('+log p(x|z)' | '~')[] = elboWithBeta(0.5).content
    expect(new Set(atLeast)).toEqual(new Set(['+log p(x|z)', '-kl, at least once']))
    expect(new Set(below)).toEqual(new Set(['+log p(x|z)', '~']))
  })
})

describe('iwae', () => {
  it('of one sample is the log-weight of it, to the last bit', () => {
    expect(natsOf(iwae(logWeight), wrong, X, 1, 7)).toEqual(natsOf(logWeight, wrong, X, 1, 7))
    expect(natsOf(iwae(logWeight), wrong, X, 1, 7)).toEqual(natsOf(elboByMonteCarlo, wrong, X, 1, 7))
  })

  it('is the logarithm of the mean weight, by hand', () => {
    const weights = natsOf(logWeight, wrong, X, 3, 8)
    const wanted = X.map((_, at) =>
      Math.log([0, 1, 2].reduce((sum, sample) => sum + Math.exp(weights[sample * 4 + at] ?? Number.NaN), 0) / 3),
    )
    expect(distance(natsOf(iwae(logWeight), wrong, X, 3, 8), wanted)).toBeLessThan(1e-6)
  })

  it('rises with the number of samples, towards log p(x) and not above it', () => {
    const evidence = logEvidence(wrong, 1.7)
    const found = [1, 2, 8, 32].map((samples, at) => estimate(estimates(iwae(logWeight), samples, 8000, 20 + at)))
    found.forEach(({ mean, error }, at) => {
      const next = found[at + 1]
      expect(mean).toBeLessThan(evidence + (at < 2 ? -4 : 4) * error)
      if (next !== undefined) expect(next.mean - mean).toBeGreaterThan(4 * Math.hypot(error, next.error))
    })
    expect(Math.abs((found[0]?.mean ?? 0) - exactElbo(wrong, 1.7))).toBeLessThan(4 * (found[0]?.error ?? 0))
    expect(evidence - (found[3]?.mean ?? 0)).toBeLessThan(0.05)
  })

  it('weighs the gradient of each sample by its share: against finite differences over fixed noise', () => {
    // ε of the library, from the same key
    const { w, b, s2, a, v } = wrong
    const noise = [
      ...scoped(() =>
        valuesOf(
          vae.supply(paramsOf({ ...wrong, a: 0, c: 0, v: 1 }))({ x: examples([1.7]), key: from(9), samples: 6 }).z,
        ),
      ),
    ]
    const bound = (c: number) => {
      const weights = noise.map((epsilon) => {
        const mean = a * 1.7 + c
        const z = mean + Math.sqrt(v) * epsilon
        return (
          -0.5 * (Math.log(2 * Math.PI * s2) + (1.7 - w * z - b) ** 2 / s2) -
          0.5 * z * z +
          0.5 * (Math.log(v) + epsilon ** 2)
        )
      })
      return Math.log(weights.reduce((sum, each) => sum + Math.exp(each), 0) / 6)
    }
    const gradient = scoped(() => {
      const found = T.valueAndGradient((params: ReturnType<typeof paramsOf>) => {
        const { value } = iwae(logWeight).evaluate(vae.supply(params)({ x: examples([1.7]), key: from(9), samples: 6 }))
        return [T.meanOfAll(value), null] as const
      })(paramsOf(wrong)).gradient
      return valuesOf(found.encoder[0].mean.bias)
    })
    expect(natsOf(iwae(logWeight), wrong, [1.7], 6, 9)).not.toEqual([])
    expect(
      distance(
        gradient,
        differencesOf(([c = 0]) => bound(c), [wrong.c]),
      ),
    ).toBeLessThan(1e-4)
  })

  it('takes only a log-weight of every sample, past a cast', () => {
    const words = 'iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x)'
    expect(() => iwae(logLikelihood as never)).toThrow(new ShapeError(words))
    expect(() => iwae(elbo as never)).toThrow(new ShapeError(words))
    expect(() => iwae(elboByMonteCarlo as never)).toThrow(
      new ShapeError(
        'iwae takes a log-weight with axes [samples, batch] but is given [batch]; do not average before iwae',
      ),
    )
    const refused: Parameters<
      typeof iwae<readonly ['batch'], 'gain', '+log p(x|z)' | '+log p(z)' | '-log q(z|x)', unknown>
    >[0] = 'iwae takes a log-weight with axes [samples, batch] but is given [batch]; do not average before iwae'
    expect(() => iwae(pipe(logWeight, average('samples')) as never)).toThrow(refused)
  })
})

describe('estimators', () => {
  it('leave no tensor behind', () => {
    const before = tensorsAlive()
    natsOf(iwae(logWeight), wrong, X, 3, 30)
    natsOf(elbo, wrong, X, 3, 30)
    expect(tensorsAlive()).toBe(before)
  })
})
