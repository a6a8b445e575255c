import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { latentsOf, movedOf, squareOf } from '../../src/cli/latents.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { experiment } from '../../src/recipes/experiment.js'
import { ofVae } from '../../src/recipes/looks.js'
import { hostLeaves, withHostLeaves } from '../../src/tensors/tree.js'
import { run } from '../support/numbers.js'
import { smallVae as model, patterns } from '../support/smallVae.js'

let engine = null as unknown as Engine
beforeAll(async () => {
  engine = (await run(choose('cpu'))).engine
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
    expect(seen).toEqual({ latents: null, traversals: null, manifold: null, warnings: [] })
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
