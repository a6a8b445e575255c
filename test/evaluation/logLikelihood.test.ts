import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/data/dataset.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { estimateOf } from '../../src/evaluation/estimate.js'
import { joined, logLikelihood } from '../../src/evaluation/logLikelihood.js'
import { objective } from '../../src/evaluation/objective.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { from, type Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import {
  exactElbo,
  type LinearGaussian,
  logEvidence,
  paramsOf,
  vae,
  withTruePosterior,
  wrong,
} from '../support/linearGaussian.js'
import { run } from '../support/outcome.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const values = [-1.5, 0.2, 0.4, 2.5, 3, -0.1, 1]
const data: Dataset<readonly [1], 'real'> = {
  ...{
    name: 'numbers',
    event: [{ dim: 1, size: 1 }],
    shape: [1],
    support: 'real',
    count: values.length,
    picture: null,
  },
  rows: (indices) => Float32Array.from([...indices].map((index) => values[index] ?? 0)),
}

const on = async (model: LinearGaussian) => ({
  model: vae as never,
  params: await run(engine.run((_: null) => paramsOf(model))(null, from(2))),
  ...{ data: data as never, key: from(6), engine, samples: 1, batch: 3 },
})

const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length

describe('logLikelihood', () => {
  it('under the true posterior is log p(x) itself, of one sample, with the error of its mean over examples', async () => {
    const model = withTruePosterior(wrong)
    const exact = estimateOf(values.map((x) => logEvidence(model, x)))
    const found = await run(logLikelihood(await on(model)))
    expect(found.mean).toBeCloseTo(exact.mean, 4)
    expect(found.standardError).toBeCloseTo(exact.standardError, 4)
  })

  it('under another posterior comes to log p(x) with many samples, and stays below it with few', async () => {
    const exact = mean(values.map((x) => logEvidence(wrong, x)))
    const many = await run(logLikelihood({ ...(await on(wrong)), samples: 4000 }))
    expect(Math.abs(many.mean - exact)).toBeLessThan(0.02)
    // and by the same samples to the ELBO, which is below it
    expect(Math.abs((many.elbo as number) - mean(values.map((x) => exactElbo(wrong, x))))).toBeLessThan(0.05)
    const keys = Array.from({ length: 15 }, (_, seed) => from(seed))
    const few: number[] = []
    for (const key of keys) few.push((await run(logLikelihood({ ...(await on(wrong)), key }))).mean)
    const one = estimateOf(few) // of one sample: the ELBO
    expect(Math.abs(one.mean - mean(values.map((x) => exactElbo(wrong, x))))).toBeLessThan(4 * one.standardError)
  })

  it('gives log p(x) of each example, and how many of the samples count', async () => {
    const options = await on(withTruePosterior(wrong))
    const found = await run(logLikelihood({ ...options, samples: 5 }))
    expect(found.each.length).toBe(values.length)
    for (const [row, x] of values.entries()) expect(found.each[row]).toBeCloseTo(logEvidence(wrong, x), 4)
    expect(found.effectiveSamples).toBeCloseTo(5, 3) // the weights are all one number: p(x)
    expect((await run(logLikelihood({ ...(await on(wrong)), samples: 1 }))).effectiveSamples).toBeCloseTo(1, 5)
  })

  it('under another posterior counts as many samples as 1 / E[w²] of weights of mean 1, where there are many', async () => {
    const [x, samples] = [0.4, 20000] as const
    const one = { ...data, count: 1, rows: () => Float32Array.of(x) }
    const found = await run(logLikelihood({ ...(await on(wrong)), data: one as never, samples }))
    // by quadrature: ∫ p(z|x)² / q(z|x) dz, of two normal densities
    const density = (z: number, mean: number, v: number) =>
      Math.exp(-((z - mean) ** 2) / 2 / v) / Math.sqrt(2 * Math.PI * v)
    const truth = withTruePosterior(wrong)
    const step = 1e-3
    const squares = Array.from({ length: 20001 }, (_, at) => -10 + at * step).reduce((sum, z) => {
      const q = density(z, wrong.a * x + wrong.c, wrong.v)
      return q < 1e-280 ? sum : sum + (step * density(z, truth.a * x + truth.c, truth.v) ** 2) / q
    }, 0)
    expect(Math.abs((found.effectiveSamples * squares) / samples - 1)).toBeLessThan(0.05)
  })

  it('does not depend on how many examples are taken at once', async () => {
    const options = { ...(await on(wrong)), samples: 5 }
    const [one, all] = [
      await run(logLikelihood({ ...options, batch: 1 })),
      await run(logLikelihood({ ...options, batch: 7 })),
    ]
    expect(one.mean).toBeCloseTo(all.mean, 5)
    expect(one.standardError).toBeCloseTo(all.standardError, 5)
  })

  it('refuses relaxed pixels, data of another shape, and numbers of samples that are none', async () => {
    const options = await on(wrong)
    expect(await logLikelihood({ ...options, samples: 0 })()).toEqual(
      E.left(expect.objectContaining({ _tag: 'BadRequest', message: expect.stringContaining('samples') })),
    )
    expect(await logLikelihood({ ...options, data: { ...data, support: 'relaxed' } as never })()).toEqual(
      E.left(expect.objectContaining({ message: 'relaxed pixels are not data, so they have no log p(x)' })),
    )
    const other = { ...data, event: [{ dim: 2, size: 2 }], shape: [2] }
    expect(await logLikelihood({ ...options, data: other as never })()).toEqual(
      E.left(expect.objectContaining({ _tag: 'BadRequest', message: expect.stringContaining('[2]') })),
    )
  })
})

describe('the samples of one example that are too many for memory', () => {
  it('are joined as their mean', () => {
    const pieces = [3, 3, 4].map((count) => ({ count, of: 10 }))
    // the means 2, 4 and 7 of 3, 3 and 4 numbers: (6 + 12 + 28) / 10
    expect(joined(pieces)([2, 4, 7].map(Math.log))).toBeCloseTo(Math.log(4.6), 12)
    expect(joined(pieces)([-1000, -1000, -1000])).toBeCloseTo(-1000, 12)
    expect(joined(pieces)([-Infinity, -Infinity, -Infinity])).toBe(-Infinity)
    expect(joined([{ count: 5, of: 5 }])([0.1])).toBe(0.1)
  })

  it('are the same in pieces as all at once', async () => {
    const pixels = 2 ** 19 // 5 samples are 1.25 times as many numbers as are taken at once
    const model = Vae.make({
      encoder: Layer.sequence(Layer.normalHead(named('pixels', pixels), 1)),
      decoder: Layer.sequence(Layer.bernoulliHead(1, named('pixels', pixels))),
      prior: DiagonalNormal.standard(1),
    })
    const wide: Dataset<readonly ['pixels'], 'binary'> = {
      ...{
        name: 'wide',
        event: [named('pixels', pixels)],
        shape: ['pixels'],
        support: 'binary',
        count: 1,
        picture: null,
      },
      rows: (indices) => Float32Array.from({ length: indices.length * pixels }, (_, at) => (at % 3 === 0 ? 1 : 0)),
    }
    const fast = (await run(choose('wasm'))).engine
    const params = await run(fast.run((_: null, key: Key) => model.init(key))(null, from(2)))
    const bound = Elbo.iwae(Elbo.logWeight)
    const options = { params, key: from(6), engine: fast, samples: 5, batch: 2 }
    const found = await run(
      logLikelihood({ ...options, params: params as never, model: model as never, data: wide as never }),
    )
    const whole = await run(objective({ ...options, model, data: wide, objective: bound }))
    expect(found.mean / whole.objective).toBeCloseTo(1, 6)
    const elbo = await run(objective({ ...options, model, data: wide, objective: Elbo.elbo }))
    expect((found.elbo as number) / elbo.objective).toBeCloseTo(1, 6)
  })
})
