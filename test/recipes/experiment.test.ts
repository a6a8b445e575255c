import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { records } from '../../src/data/records.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { objective } from '../../src/evaluation/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { experiment, game } from '../../src/recipes/experiment.js'
import { ofVae } from '../../src/recipes/looks.js'
import { optionRefused } from '../../src/recipes/options.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import * as Train from '../../src/training/index.js'
import { run } from '../support/outcome.js'
import { smallVae as model, patterns } from '../support/smallVae.js'

let engine = null as unknown as Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})
afterAll(() => engine.close())

const key = from(7)
const [data, test] = [patterns(96), patterns(32, 2)]
const optimizer = Optimizer.adam()
const looks = ofVae(model)
const settings = { epochs: 2, batch: 16, samples: 1 }
const listen = () => undefined
const written = experiment({ model, objective: Elbo.elbo, data, test, optimizer, looks })

describe('an experiment', () => {
  it('trains as Train.fit, and measures as Evaluate.objective', async () => {
    const own = await run(written.train({ ...settings, key, engine, listen }))
    const direct = await run(Train.fit({ model, objective: Elbo.elbo, data, optimizer, ...settings, key, engine }))
    expect(own.params).toEqual(direct.params)
    const request = { params: own.params, samples: 2, batch: 8, key, engine }
    expect(await run(written.measure(request))).toEqual(
      await run(objective({ model, objective: Elbo.elbo, data: test, ...request, params: direct.params })),
    )
  })

  it('holds a twelfth out where there is patience', async () => {
    expect([written.heldOut({}), written.heldOut({ patience: 3 })]).toEqual([0, 8])
    const { history } = await run(written.train({ ...settings, patience: 3, key, engine, listen }))
    expect(history.map(({ step, validation }) => [step, validation === null])).toEqual([
      [5, false],
      [10, false],
    ])
  })

  it('measures what it is told to', async () => {
    const beta = Elbo.elboWithBeta(4)
    const weighted = experiment({ model, objective: beta, measure: Elbo.elbo, data, test, optimizer })
    const { params } = await run(weighted.train({ ...settings, key, engine, listen }))
    const request = { params, samples: 1, batch: 32, key, engine }
    expect((await run(weighted.measure(request))).formula.text).toBe(Elbo.describe(Elbo.elbo).text)
    const itself = experiment({ model, objective: beta, data, test, optimizer })
    expect((await run(itself.measure(request))).formula.text).toBe(Elbo.describe(beta).text)
  })

  it('of several players trains as Train.play, and measures the objective of the first', async () => {
    const players = [
      Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer }),
      Train.player({ name: 'p', objective: Elbo.elboWithBeta(2), moves: ['decoder'], optimizer }),
    ] as const
    const played = game({ model, players, data, test, looks })
    const own = await run(played.train({ ...settings, key, engine, listen }))
    const direct = await run(Train.play({ model, players, data, ...settings, key, engine }))
    expect(own.params).toEqual(direct.params)
    const request = { params: own.params, samples: 1, batch: 32, key, engine }
    expect((await run(played.measure(request))).formula.text).toBe(Elbo.describe(Elbo.elbo).text)
  })

  it('says the classes of its test examples, which a field of classes has', () => {
    const label = classes(3, [2, 0, 1, 1])
    const four = records('four', { x: patterns(4), label })
    const shown = experiment({ model, objective: Elbo.elbo, data: four, test: four, optimizer, looks } as never)
    expect(Array.from(shown.data.labels?.values ?? [])).toEqual([2, 0, 1, 1])
  })

  it('says its data, its networks and what it was told to say', () => {
    const facts = { learningRate: '0.001' }
    const fault = () => optionRefused('latent', 'is too large')
    const told = experiment({
      model,
      objective: Elbo.elbo,
      data,
      test,
      optimizer,
      looks,
      facts,
      fault,
      notes: ['a note'],
    })
    expect(told.data).toEqual({
      ...{ name: 'patterns', training: 96, test: 32, event: [6], support: 'binary', picture: null, labels: null },
      classes: expect.any(Function),
    })
    expect(told.data.classes()).toBeNull()
    expect([told.facts, told.notes, told.fault(settings, { engine: 'cpu', memory: 1 })?.message]).toEqual([
      facts,
      ['a note'],
      'is too large',
    ])
    expect(written.views).toMatchObject({ kind: 'variational autoencoder', latent: [2] })
    expect(written.views.architecture).toEqual(Vae.describe(model))
  })

  it('shows the field x of data of several fields', () => {
    const several = (of: typeof data) => records('pairs', { y: of, x: of })
    const { examples, data: shown } = experiment({
      ...{ model, objective: Elbo.elbo, data: several(data), test: several(test), optimizer },
    })
    expect([shown.event, shown.training, examples(3, key).sizes]).toEqual([[6], 96, [3, 6]])
    expect(examples(3, key).values).toEqual(test.rows(Uint32Array.of(0, 1, 2), key))
    expect(examples(99, key).sizes).toEqual([32, 6])
  })

  it('has the tree of its parameters without their numbers', async () => {
    const blank = hostLeaves(await run(written.blank)).map(({ path, value }) => [path, value.sizes])
    expect(blank).toEqual([
      ['encoder.0.weight', [6, 5]],
      ['encoder.0.bias', [5]],
      ['encoder.2.mean.weight', [5, 2]],
      ['encoder.2.mean.bias', [2]],
      ['encoder.2.logVariance.weight', [5, 2]],
      ['encoder.2.logVariance.bias', [2]],
      ['decoder.1.weight', [2, 5]],
      ['decoder.1.bias', [5]],
      ['decoder.3.weight', [5, 6]],
      ['decoder.3.bias', [6]],
    ])
  })
})

describe('views', () => {
  it('are those of the model', async () => {
    const { params } = await run(written.train({ ...settings, key, engine, listen }))
    const request = { params, key, engine }
    const x = written.examples(5, key)
    const { reconstruct, encode, decode, generate } = written.views
    const means = await run((encode ?? expect.fail())(request)(x))
    const made = await run((decode ?? expect.fail())(request)(means))
    expect([means.sizes, made.sizes]).toEqual([
      [5, 2],
      [5, 6],
    ])
    // a reconstruction is what the mean of the posterior is decoded to
    expect(await run((reconstruct ?? expect.fail())(request)(x))).toEqual(made)
    const drawn = await run((generate ?? expect.fail())(request)(4))
    type Params = ReturnType<typeof model.init>
    const direct = engine.run((given: { readonly params: Params }, own) => Vae.generate(model)(given.params, own, 4))
    expect(drawn).toEqual(await run(direct({ params } as never, key)))
    expect(drawn.x.sizes).toEqual([4, 6])
    expect(made.values.every((value) => value > 0 && value < 1)).toBe(true)
  })

  it('are none of a model whose recipe shows none', () => {
    const { views } = experiment({ model, objective: Elbo.elbo, data, test, optimizer })
    expect(views).toEqual({
      ...{ conditions: null, kind: 'model', architecture: [], latent: null, reconstruct: null, generate: null },
      ...{
        encode: null,
        posterior: null,
        klPerLatent: null,
        klBy: null,
        logVariance: null,
        decode: null,
        interpolate: null,
        traverse: null,
        codes: null,
        clusters: null,
        modalities: null,
        drawLatents: null,
        generateAt: null,
        explore: null,
        files: null,
      },
    })
  })
})
