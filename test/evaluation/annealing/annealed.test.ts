import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Data from '../../../src/data/index.js'
import * as DiagonalNormal from '../../../src/distributions/diagonalNormal.js'
import * as RelaxedBernoulli from '../../../src/distributions/relaxedBernoulli.js'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { annealed } from '../../../src/evaluation/annealing/annealed.js'
import * as Layer from '../../../src/layers/index.js'
import * as Vae from '../../../src/models/vae/index.js'
import { from, type Key } from '../../../src/random/key.js'
import { logEvidence } from '../../support/linearGaussian.js'
import { run } from '../../support/outcome.js'
import { bits, classes, EXAMPLES } from './enumerated.js'
import { model as linear, on } from './linear.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const values = [-1.5, 0.2, 3]
const data = Data.numbers('numbers', Float32Array.from(values))

describe('annealed', () => {
  it('comes to log p(x) of a linear model, whatever q is', async () => {
    const found = await run(annealed({ ...(await on(engine)), data, chains: 64 }))
    for (const [row, x] of values.entries())
      expect(Math.abs((found.each[row] as number) - logEvidence(linear, x))).toBeLessThan(0.25)
    expect(found.mean).toBeCloseTo(found.each.reduce((sum, each) => sum + each, 0) / 3, 10)
    expect(found.effectiveChains).toBeGreaterThan(20)
    expect(found.effectiveChains).toBeLessThanOrEqual(64)
    expect(found.accepted).toBeGreaterThan(0.4)
    expect(found.accepted).toBeLessThan(0.9)
  })

  it('is the same for the same key, and does not depend on q', async () => {
    const options = { ...(await on(engine)), data, chains: 4, temperatures: 3 }
    expect(await run(annealed(options))).toEqual(await run(annealed(options)))
  })

  it('of all examples that there can be gives probabilities that add up to 1', async () => {
    // three bits, each with a slope and an offset by its weights: eight examples
    const model = Vae.make({
      encoder: Layer.sequence(Layer.normalHead(3, 1)),
      decoder: Layer.sequence(Layer.dense(1, 4), Layer.tanh, Layer.bernoulliHead(4, 3)),
      prior: DiagonalNormal.standard(1),
    })
    const params = await run(engine.run((_: null, key: Key) => model.init(key))(null, from(3)))
    const rows = Float32Array.from({ length: 24 }, (_, at) => (Math.floor(at / 3) >> (at % 3)) & 1)
    const all = Data.fromNumbers({ name: 'bits', support: 'binary', numbers: rows, ...Data.eventOf('bits', [3]) })
    const found = await run(
      annealed({ model, params, data: all, key: from(4), engine, chains: 64, temperatures: 15, leaps: 3 }),
    )
    expect(Math.abs(found.each.reduce((sum, log) => sum + Math.exp(log), 0) - 1)).toBeLessThan(0.03)
  })

  it.each([
    ['bits', bits],
    ['classes', classes],
  ] as const)('comes to log p(x) of a latent of %s, which is summed out', async (_, { model, params, logEvidence }) => {
    const own = await run(engine.run((_none: null) => params())(null, from(2)))
    const numbers = Float32Array.from(EXAMPLES.flat())
    const all = Data.fromNumbers({ name: 'bits', support: 'binary', numbers, ...Data.eventOf('bits', [4]) })
    const options = { params: own, data: all, key: from(5), engine, chains: 256, temperatures: 10, leaps: 4 }
    const found = await run(annealed({ ...options, model } as never))
    for (const [row, x] of EXAMPLES.entries()) {
      // each is a mean of 256 weights, of which so many count as are effective: about 1 / sqrt(200), 4 times
      expect(Math.abs((found.each[row] as number) - logEvidence(x))).toBeLessThan(0.28)
    }
    // all of them together are the probabilities of everything that there can be
    expect(Math.abs(found.each.reduce((sum, log) => sum + Math.exp(log), 0) - 1)).toBeLessThan(0.03)
    expect(found.effectiveChains).toBeGreaterThan(200)
  })

  it('refuses what chains cannot move in, and numbers that are none', async () => {
    const options = { ...(await on(engine)), data }
    const relaxed = Vae.make({
      encoder: Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.5 })(1, 2)),
      decoder: Layer.sequence(Layer.normalHead(2, 1)),
      prior: RelaxedBernoulli.standard({ temperature: 0.5 })(2),
    })
    const refused = async (given: object) => annealed({ ...options, ...given } as never)()
    const left = (message: string) => E.left(expect.objectContaining({ _tag: 'BadRequest', message }))
    expect(await refused({ model: relaxed })).toEqual(
      left('annealed: moves latents that are real numbers, bits or classes, not unitInterval'),
    )
    expect(await refused({ chains: 0 })).toEqual(left('annealed: chains must be a positive whole number, not 0'))
    expect(await refused({ model: { ...options.model, prior: undefined, decoder: undefined } as never })).toEqual(
      E.left(expect.objectContaining({ _tag: expect.any(String) })),
    )
  })
})
