import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { load, save } from '../../src/checkpoints/checkpoint.js'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { blank } from '../../src/export/blank.js'
import { Elbo, Evaluate, Joint, Key, Layer, Optimizer, Train, Vae } from '../../src/index.js'
import { stateAfter } from '../../src/models/state.js'
import { count, hostLeaves } from '../../src/tensors/tree.js'
import { diverged } from '../../src/training/diverged.js'
import { movable, movedBy, networksAfter, withNetworks, withPart } from '../../src/training/moves.js'
import { initialState } from '../../src/training/step.js'
import { scoped } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'
import { patterns } from '../support/smallVae.js'

const { batchNorm, bernoulliHead, dense, dropout, normalHead, sequence, tanh } = Layer

let cpu: Engine
const engines: Engine[] = []
beforeAll(async () => {
  cpu = (await run(choose('wasm'))).engine
  for (const name of ['wasm', 'onnxruntime'] as const) {
    const chosen = await choose(name)()
    if (E.isRight(chosen)) engines.push(chosen.right.engine)
  }
})

// -----------------------------------------------------------------------------
// the parts of parameters
// -----------------------------------------------------------------------------

describe('the parts of parameters', () => {
  const params = { encoder: 1, decoder: 2, state: { encoder: 3 } }
  const all = { name: 'fit', moves: null }

  it('that an optimizer moves are all but the state of networks', () => {
    expect(movable(params)).toEqual({ encoder: 1, decoder: 2 })
    expect(movable({ encoder: 1 })).toEqual({ encoder: 1 })
    expect(movedBy(all, params)).toEqual({ encoder: 1, decoder: 2 })
    expect(movedBy({ name: 'q', moves: ['encoder'] }, params)).toEqual({ encoder: 1 })
  })

  it('are put back beside the state', () => {
    expect(withPart(all, params, { encoder: 5, decoder: 6 } as never)).toEqual({
      encoder: 5,
      decoder: 6,
      state: { encoder: 3 },
    })
    expect(withNetworks(params, {})).toBe(params)
    expect(withNetworks(params, { networks: { encoder: 4 } })).toEqual({ ...params, state: { encoder: 4 } })
  })

  it('do not have what a player names, or not for players', () => {
    expect(() => movedBy({ name: 'q', moves: ['head'] }, params)).toThrow(
      'player q moves head: the model has no such part',
    )
    expect(() => movedBy({ name: 'q', moves: ['state'] }, params)).toThrow(
      'player q moves state: that of networks moves as they run, and no player moves it',
    )
  })

  it('have a state only where what is supplied gives the state after', () => {
    expect(networksAfter({ encoder: 1 }, {})).toEqual({})
    const supplied = { [stateAfter]: (before: object) => ({ ...before, encoder: 4 }) }
    expect(networksAfter(params, supplied)).toEqual({ networks: { encoder: 4 } })
    expect(() => networksAfter(params, {})).toThrow(
      'the model: its parameters have a state, so what it supplies must give the state after',
    )
  })
})

// -----------------------------------------------------------------------------
// trainings of models with noise and a state
// -----------------------------------------------------------------------------

const data = patterns(40)
const prior = DiagonalNormal.standard(2)
const normed = sequence(Layer.input([6]), batchNorm({ momentum: 0.75 }), dense(8), tanh, normalHead(2))
const model = Vae.make({
  encoder: normed,
  decoder: sequence(dense(2, 8), batchNorm(), tanh, dropout(0.2), bernoulliHead(6)),
  prior,
})
const joint = Vae.of({
  p: Joint.of(Joint.variable('z', prior), Joint.variable('x', model.decoder, 'z')),
  q: Joint.of(Joint.given('x', [6]), Joint.variable('z', model.encoder, 'x')),
})

const optimizer = Optimizer.adam({ learningRate: 0.01 })
const common = () => ({ data, objective: Elbo.elbo, optimizer, samples: 2, key: Key.from(7), engine: cpu })
const STEPS = 3

/** One step an epoch: the batch is all of the data. */
const whole = () => ({ ...common(), epochs: STEPS, batch: 40 })

const numbers = (tree: unknown) => hostLeaves(tree).flatMap(({ value }) => [...value.values])

/** The mean and the variance of each pixel over the data. */
const moments = (() => {
  const rows = data.rows(
    Uint32Array.from({ length: 40 }, (_, row) => row),
    Key.from(0),
  ) as Float32Array
  const columns = Array.from({ length: 6 }, (_, pixel) =>
    Array.from({ length: 40 }, (_, row) => rows[6 * row + pixel] as number),
  )
  return columns.map((column) => {
    const mean = column.reduce((sum, each) => sum + each, 0) / 40
    return { mean, variance: column.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 40 }
  })
})()

/** The running moments after some moves towards one value each: what is left of 0 and 1, and the rest. */
const expectMoved = (state: { readonly mean: unknown; readonly variance: unknown }, moves: number) => {
  const left = 0.75 ** moves
  const wanted = [
    ...moments.map(({ mean }) => (1 - left) * mean),
    ...moments.map(({ variance }) => left + (1 - left) * variance),
  ]
  for (const [index, each] of numbers([state.mean, state.variance]).entries())
    expect(each).toBeCloseTo(wanted[index] ?? 0, 5)
}

describe('the state of networks', () => {
  it('moves once a step: the running moments are those by hand', async () => {
    const { params, parameters } = await run(Train.fit({ ...whole(), model }))
    expectMoved(params.state.encoder[1], STEPS)
    expect(numbers(params.state.decoder)).not.toEqual([...Array(8).fill(0), ...Array(8).fill(1)])
    // the state is not counted among the parameters
    expect(parameters).toBe(numbers([params.encoder, params.decoder]).length)
  })

  it('moves in a model of joint distributions', async () => {
    const { params } = await run(Train.fit({ ...whole(), model: joint }))
    expectMoved(params.state.q.z[1], STEPS)
    expect(Object.keys(params.state)).toEqual(['p', 'q'])
  })

  it('moves also where no gradient goes through the samples', async () => {
    const byScore = Vae.make({
      encoder: sequence(dense(6, 3), bernoulliHead(2)),
      decoder: sequence(dense(2, 4), batchNorm(), bernoulliHead(6)),
      prior: Bernoulli.standard(2),
    })
    const objective = Elbo.scoreFunction('other samples')
    const { params } = await run(Train.fit({ ...whole(), objective, model: byScore }))
    expect(numbers(params.state.decoder)).not.toEqual([...Array(4).fill(0), ...Array(4).fill(1)])
  })

  it('of several players moves with each that runs the network in turn, and once at once', async () => {
    const q = Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer })
    const p = Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decoder'], optimizer })
    const { objective, optimizer: _, ...options } = whole()
    const inTurn = await run(Train.play({ ...options, model, players: [q, p] }))
    expectMoved(inTurn.params.state.encoder[1], 2 * STEPS)
    const atOnce = await run(Train.play({ ...options, model, players: [q, p], order: 'at once' }))
    expectMoved(atOnce.params.state.encoder[1], STEPS)
  })

  it('is moved by no player', async () => {
    const thief = Train.player({ name: 'q', objective: Elbo.elbo, moves: ['state'], optimizer })
    const { objective, optimizer: _, ...options } = whole()
    const error = await refusal(Train.play({ ...options, model, players: [thief] as never }))
    expect(error.message).toContain('player q moves state: that of networks moves as they run, and no player moves it')
  })

  it('has no memory in an optimizer', () =>
    scoped(() => {
      const player = { name: 'fit', objective: Elbo.elbo, optimizer, moves: null } as never
      const { params, optimizers } = initialState<ReturnType<typeof model.init>>(model as never, [player], Key.from(1))
      expect(count(optimizers)).toBe(2 * count(movable(params)))
      expect(count(movable(params))).toBe(count(params) - count(params.state))
    }))

  it('is in a checkpoint', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'state-')), 'model.safetensors')
    const { params } = await run(Train.fit({ ...whole(), model }))
    await run(save(file)(params))
    const loaded = await run(load(await run(blank(model.init)))(file))
    expect(loaded.params).toEqual(params)
  })

  it('is named where it is not finite', () => {
    const player = { name: 'fit', moves: null }
    const parameter = { path: 'state.encoder.1.mean', value: Number.NaN }
    const error = diverged([player], { step: 3, objective: null, parameter }, { params: null, step: 0 })
    expect(error.message).toContain('the state encoder.1.mean is NaN after step 3')
  })

  it('is left by evaluation, which gives the same number twice and for batches of any size', async () => {
    const { params } = await run(Train.fit({ ...whole(), model }))
    const before = numbers(params)
    const measured = (batch: number) =>
      run(Evaluate.bound({ model, params, data, bound: Elbo.elbo, batch, key: Key.from(3), engine: cpu }))
    const [once, twice, small] = [await measured(40), await measured(40), await measured(7)]
    expect(once).toEqual(twice)
    expect(small.objective).toBeCloseTo(once.objective, 4)
    expect(numbers(params)).toEqual(before)
  })
})

describe('a model with dropout and batch normalization', () => {
  const curve = async (engine: Engine, given: typeof model | typeof joint) => {
    const trained = Train.fit({
      ...common(),
      // the gradient of a bias before a normalization is 0 but for rounding, of which Adam would make a step
      optimizer: Optimizer.sgd({ learningRate: 0.1 }),
      model: given as typeof model,
      engine,
      epochs: 3,
      batch: 10,
      validation: data,
    })
    const { history, params } = await run(trained)
    return [
      ...history.flatMap(({ training, validation }) => [training.objective, validation?.objective ?? 0]),
      ...numbers(params),
    ]
  }

  it.each([
    ['of two networks', model],
    ['of joint distributions', joint],
  ] as const)('%s trains along one curve on every engine', async (_, given) => {
    const eager = await curve(cpu, given)
    expect(eager.every(Number.isFinite)).toBe(true)
    expect(engines.length).toBeGreaterThan(0)
    for (const engine of engines) {
      const other = await curve(engine, given)
      expect(other.length).toBe(eager.length)
      for (const [index, each] of other.entries()) expect(each).toBeCloseTo(eager[index] ?? 0, 3)
    }
  })
})
