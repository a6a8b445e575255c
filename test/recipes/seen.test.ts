import { pipe } from 'fp-ts/lib/function.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Categorical from '../../src/distributions/categorical.js'
import * as Laplace from '../../src/distributions/laplace.js'
import * as MixturePrior from '../../src/distributions/mixturePrior.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import * as VqVae from '../../src/models/vqVae.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { experiment } from '../../src/recipes/experiment.js'
import { ofVae, ofVqVae } from '../../src/recipes/looks.js'
import { latentsOf, movedOf, squareOf } from '../../src/recipes/seen.js'
import { hostLeaves, withHostLeaves } from '../../src/tensors/tree.js'
import { run } from '../support/outcome.js'
import { smallVae as model, patterns } from '../support/smallVae.js'

let engine = null as unknown as Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})
afterAll(() => engine.close())

describe('latents', () => {
  it('move one number at a time from -3 to 3', () => {
    const rows = movedOf([5, 6, 7], [2, 0])
    expect([rows.length, rows[0], rows[9], rows[10], rows[19]]).toEqual([
      20,
      [5, 6, -3],
      [5, 6, 3],
      [-3, 6, 7],
      [3, 6, 7],
    ])
  })

  it('make a square, from left to right and from bottom to top', () => {
    const rows = squareOf()
    expect([rows.length, rows[0], rows[14], rows[224]]).toEqual([225, [-2.5, 2.5], [2.5, 2.5], [2.5, -2.5]])
  })
})

describe('what there is to see', () => {
  const settings = { epochs: 1, batch: 16, samples: 1 }
  const [data, key] = [patterns(64), from(3)]
  const test = { ...patterns(24, 2), picture: { height: 2, width: 3 } }
  const listen = () => undefined
  const common = { model, objective: Elbo.elbo, data, test, optimizer: Optimizer.adam() }

  it('is of as many latents as the KL of the bound is of', async () => {
    const written = experiment({ ...common, looks: ofVae(model) })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const seen = await run(latentsOf({ experiment: written, engine, key })(params))
    const measured = await run(written.measure({ params, key, engine, samples: 1, batch: 24 }))
    const { kl = [], centers } = seen.latents ?? {}
    expect(kl.reduce((sum, each) => sum + each, 0)).toBeCloseTo(measured.parts[1]?.value ?? Number.NaN, 4)
    expect(centers?.length).toBe(24 * kl.length)
    expect(seen.manifold?.length).toBe(225 * 6)
    expect(seen.traversals?.means.length).toBe((seen.traversals?.latents.length ?? Number.NaN) * 10 * 6)
  })

  it('is nothing of a model whose latents cannot be seen', async () => {
    const written = experiment(common)
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const seen = await run(latentsOf({ experiment: written, engine, key })(params))
    expect(seen).toEqual({
      latents: null,
      traversals: null,
      manifold: null,
      calibration: null,
      codes: null,
      warnings: [],
    })
  })

  it('has the KL of each latent of a Laplace posterior, whose sum is that of the bound', async () => {
    const laplace = Vae.make({
      encoder: Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.laplaceHead(5, 2)),
      decoder: model.decoder,
      prior: Laplace.standard(2),
    })
    const written = experiment({ ...common, model: laplace, looks: ofVae(laplace) })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const seen = await run(latentsOf({ experiment: written, engine, key })(params))
    const measured = await run(written.measure({ params, key, engine, samples: 1, batch: 24 }))
    const { kl = [], centers } = seen.latents ?? {}
    expect(kl).toHaveLength(2)
    expect(kl.reduce((sum, each) => sum + each, 0)).toBeCloseTo(measured.parts[1]?.value ?? Number.NaN, 4)
    expect(centers).toHaveLength(48)
  })

  it('has the KL of each variable of classes, which have no centers', async () => {
    const classes = Vae.make({
      encoder: Layer.sequence(Layer.dense(6, 6), Layer.reshape([2, 3]), Layer.categoricalLogits),
      decoder: Layer.sequence(Layer.input([2, 3]), Layer.flatten, Layer.bernoulliHead(6, 6)),
      prior: Categorical.standard(2, 3),
    })
    const written = experiment({ ...common, model: classes, objective: Elbo.minimize(Elbo.kl), looks: ofVae(classes) })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const { latents, traversals } = await run(latentsOf({ experiment: written, engine, key })(params))
    const measured = await run(written.measure({ params, key, engine, samples: 1, batch: 24 }))
    expect([latents?.kl.length, latents?.centers, traversals]).toEqual([2, null, null])
    expect(latents?.kl.reduce((sum, each) => sum + each, 0)).toBeCloseTo(measured.parts[0]?.value ?? Number.NaN, 5)
  })

  it('has the classes of the test examples, and how often predicted bits are 1', async () => {
    const labels = { values: Array.from({ length: 24 }, (_, at) => at % 3), names: ['a', 'b', 'c'] }
    const written = experiment({ ...common, looks: ofVae(model), labels })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const { latents, calibration } = await run(latentsOf({ experiment: written, engine, key })(params))
    expect(latents?.labels).toBe(labels)
    // 24 examples of 6 bits, and as many of them 1 as the data have
    const bits = [
      ...test.rows(
        Uint32Array.from({ length: 24 }, (_, row) => row),
        key,
      ),
    ]
    expect(calibration?.reduce((sum, { count }) => sum + count, 0)).toBe(144)
    expect(calibration?.reduce((sum, { count, observed }) => sum + count * observed, 0)).toBeCloseTo(
      bits.reduce((sum, bit) => sum + bit, 0),
      8,
    )
    for (const { predicted } of calibration ?? []) expect(predicted > 0 && predicted < 1).toBe(true)
  })

  it('warns by the KL of all latents together where that of each is not known', async () => {
    const mixed = Vae.make({
      encoder: model.encoder,
      decoder: model.decoder,
      prior: MixturePrior.learned({ components: 2 })(2),
    })
    const written = experiment({
      ...{ ...common, model: mixed, objective: Elbo.elboByMonteCarlo, looks: ofVae(mixed) },
    })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const named = async (kl: number) => {
      const measured = { parts: [{ name: 'KL(q(z|x) || p(z))', weight: -1, value: kl }] }
      const { latents, warnings } = await run(latentsOf({ experiment: written, engine, key, measured })(params))
      return [latents, ...warnings.map(({ name }) => name)]
    }
    expect([await named(0), await named(1), await named(201)]).toEqual([
      [null, 'posterior collapse'],
      [null],
      [null, 'exploding KL'],
    ])
  })

  it('has the KL of each latent alone where they depend on each other, which add up to less than that of all', async () => {
    const full = Vae.make({
      encoder: Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.fullNormalHead(5, 2)),
      decoder: model.decoder,
      prior: model.prior,
    })
    const written = experiment({ ...common, model: full, looks: ofVae(full) })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const measured = await run(written.measure({ params, key, engine, samples: 1, batch: 24 }))
    const { latents } = await run(latentsOf({ experiment: written, engine, key, measured })(params))
    const together = measured.parts.find(({ name }) => name === 'KL(q(z|x) || p(z))')?.value
    expect([latents?.by, latents?.kl.length, latents?.centers?.length]).toEqual(['closed form of each alone', 2, 48])
    expect(latents?.kl.reduce((sum, each) => sum + each, 0)).toBeLessThan(together ?? Number.NaN)
  })

  it('warns of codes that no example uses', async () => {
    const coded = VqVae.make({
      encoder: Layer.sequence(Layer.dense(6, 8), Layer.reshape([4, 2])),
      codes: 8,
      decoder: Layer.sequence(
        Layer.input([4, 2]),
        Layer.flatten,
        Layer.dense(8, 5),
        Layer.tanh,
        Layer.bernoulliHead(5, 6),
      ),
    })
    const objective = pipe(
      Elbo.logLikelihood,
      Elbo.average('samples'),
      Elbo.minus(Elbo.codebook),
      Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25))),
    )
    const written = experiment({ ...common, model: coded, objective, looks: ofVqVae(coded) })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    // all codes but one are as far as no vector comes: 96 vectors, and one code for all of them
    const far = withHostLeaves(
      params,
      hostLeaves(params).map(({ path, value }) =>
        path === 'codes' ? { ...value, values: value.values.map((_, at) => (at < 2 ? 0 : 1e6)) } : value,
      ),
    )
    const seen = await run(latentsOf({ experiment: written, engine, key })(far))
    expect(seen.codes).toEqual({ count: 8, used: 1, vectors: 96 })
    expect(seen.warnings).toMatchObject([
      { name: 'dead codes', found: expect.stringMatching(/^1 of 8 codes are used by the test examples/) },
    ])
  })

  it('has variances where the likelihood is normal, and warns of those at their bound', async () => {
    const normal = Vae.make({
      encoder: model.encoder,
      decoder: Layer.sequence(Layer.dense(2, 5), Layer.tanh, Layer.normalHead(5, 6)),
      prior: model.prior,
    })
    const written = experiment({ ...common, model: normal, looks: ofVae(normal) })
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    // every number that a layer adds is -100, and what it multiplies by is 0
    const values = hostLeaves(params).map(({ value: tensor }) => ({
      ...tensor,
      values: tensor.values.map(() => (tensor.sizes.length === 1 ? -100 : 0)),
    }))
    const bound = withHostLeaves(params, values)
    const seen = await run(latentsOf({ experiment: written, engine, key })(bound))
    expect(seen.warnings.map(({ name }) => name)).toContain('variance at its bound')
    const good = await run(latentsOf({ experiment: written, engine, key })(params))
    expect(good.warnings.map(({ name }) => name)).not.toContain('variance at its bound')
  })
})
