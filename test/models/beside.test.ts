import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { DiagonalNormal, Elbo, Evaluate, Joint, Key, Layer, Optimizer, T, Train, Vae } from '../../src/index.js'
import { stateAfter } from '../../src/models/state.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { count, hostLeaves } from '../../src/tensors/tree.js'
import { initialState } from '../../src/training/step.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

onCpu()

const discriminator = Layer.sequence(Layer.dense(2, 4), Layer.tanh, Layer.dense(4, 1))
const besideSmall = Vae.beside({ discriminator })(smallVae)
const joint = Vae.of({
  p: Joint.of(
    Joint.variable('z', DiagonalNormal.standard(2)),
    Joint.variable('x', Layer.sequence(Layer.dense(2, 5), Layer.tanh, Layer.bernoulliHead(6)), 'z'),
  ),
  q: Joint.of(
    Joint.given('x', [6]),
    Joint.variable('z', Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2)), 'x'),
  ),
})
const besideJoint = Vae.beside({ discriminator })(joint)

const adversary = pipe(Elbo.discrimination('discriminator'), Elbo.average('samples'))
const factor = pipe(Elbo.elbo, Elbo.minus(pipe(Elbo.totalCorrelation('discriminator'), Elbo.average('samples'))))
const optimizer = Optimizer.sgd({ learningRate: 0.1 })
const common = { data: patterns(24), batch: 8, epochs: 2, samples: 2, key: Key.from(3) } as const

const numbersOf = (params: unknown) => hostLeaves(params).map(({ path, value }) => [path, [...value.values]] as const)

describe('a model with networks beside it', () => {
  it('has the parameters of the model, and those of each network under its name', () =>
    scoped(() => {
      const [own, both] = [smallVae.init(Key.from(1)), besideSmall.init(Key.from(1))]
      expect(Object.keys(both)).toEqual(['encoder', 'decoder', 'discriminator'])
      expect(valuesOf(both.encoder[0].weight)).toEqual(valuesOf(own.encoder[0].weight))
      expect(both.discriminator[2].weight.sizes).toEqual([4, 1])
      expect(besideSmall.supplies).toEqual([...smallVae.supplies, 'networks'])
      expect(Object.keys(besideJoint.init(Key.from(1)))).toEqual(['p', 'q', 'discriminator'])
    }))

  it('supplies what the model does, and the networks applied', () =>
    scoped(() => {
      const params = besideSmall.init(Key.from(1))
      const x = tensorOf(['batch', 6], [2, 6], [1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1])
      const observed = { x, key: Key.from(2), samples: 3 }
      const [own, both] = [smallVae.supply(params)(observed), besideSmall.supply(params)(observed)]
      expect(valuesOf(both.logLikelihood)).toEqual(valuesOf(own.logLikelihood))
      expect(valuesOf(both.draws)).toEqual(valuesOf(own.draws))
      const logits = both.networks.discriminator(both.z)
      expect([logits.shape, logits.sizes]).toEqual([
        ['samples', 'batch', 1],
        [3, 2, 1],
      ])
      const rows = pipe(both.z, T.mergeRows, T.unflattenEvent<readonly [2]>(discriminator.input))
      expect(valuesOf(logits)).toEqual(valuesOf(discriminator.apply(params.discriminator)(rows)))
    }))

  it('applies networks of other events, and of several axes', () =>
    scoped(() => {
      const critic = Layer.sequence(Layer.input([2, 3]), Layer.flatten, Layer.dense(1))
      const twice = Vae.beside({ critic })(besideSmall)
      const params = twice.init(Key.from(1))
      const x = tensorOf(['batch', 6], [2, 6], [1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1])
      const { networks, z } = twice.supply(params)({ x, key: Key.from(2), samples: 1 })
      const at = tensorOf(['samples', 'batch', 2, 3], [1, 2, 2, 3], valuesOf(x))
      expect(networks.critic(at).sizes).toEqual([1, 2, 1])
      expect(networks.discriminator(z).sizes).toEqual([1, 2, 1])
    }))

  it('refuses in words what is no network, a part that is there, and other numbers', () =>
    scoped(() => {
      const headed = Layer.sequence(Layer.normalHead(2, 1))
      expect(() => Vae.beside({ d: 3 as never })).not.toThrow()
      expect(() => Vae.beside({ d: 3 } as never)(smallVae as never)).toThrow(
        new ShapeError('beside: the network d is not a network'),
      )
      expect(() => Vae.beside({ d: headed } as never)(smallVae as never)).toThrow(
        new ShapeError('beside: the network d gives a DiagonalNormal but must give a Tensor'),
      )
      expect(() => Vae.beside({ discriminator })({} as never)).toThrow(
        new ShapeError('beside: the model is not a model'),
      )
      expect(() => Vae.beside({ state: discriminator } as never)(smallVae as never)).toThrow(
        new ShapeError('beside: the name state is that of the states of networks: give the network another name'),
      )
      const several = Layer.sequence(Layer.inputs({ a: [2], b: [2] }), Layer.concat('a', 'b'), Layer.dense(1))
      expect(() => Vae.beside({ d: several } as never)(smallVae as never)).toThrow(
        new ShapeError('beside: the network d must take one event of numbers and give one'),
      )
      const clash = Vae.beside({ encoder: discriminator })(smallVae as never) as unknown as typeof besideSmall
      expect(() => clash.init(Key.from(1))).toThrow(
        new ShapeError('beside: the model has a part encoder: give the network another name'),
      )
      const wide = Vae.beside({ discriminator: Layer.sequence(Layer.dense(3, 1)) })(smallVae)
      const x = tensorOf(['batch', 6], [1, 6], [1, 0, 1, 0, 1, 0])
      const { networks, z } = wide.supply(wide.init(Key.from(1)))({ x, key: Key.from(2), samples: 1 })
      expect(() => networks.discriminator(z as never)).toThrow(
        new ShapeError('the network discriminator takes [3] but is given 2 numbers'),
      )
    }))
})

describe('in training', async () => {
  const { engines } = await everyEngine()
  const players = [
    Train.player({ name: 'vae', objective: factor, moves: ['encoder', 'decoder'], optimizer }),
    Train.player({ name: 'discriminator', objective: adversary, moves: ['discriminator'], optimizer }),
  ] as const

  it('the model alone begins and learns as without the networks', async () => {
    const [engine] = engines
    if (engine === undefined) throw new Error('no engine')
    const alone = await run(Train.fit({ ...common, model: smallVae, objective: Elbo.elbo, optimizer, engine }))
    const both = await run(
      Train.play({
        ...common,
        model: besideSmall,
        players: [Train.player({ name: 'vae', objective: Elbo.elbo, moves: ['encoder', 'decoder'], optimizer })],
        engine,
      }),
    )
    expect(numbersOf({ encoder: both.params.encoder, decoder: both.params.decoder })).toEqual(numbersOf(alone.params))
  })

  const ofJoint = [
    Train.player({ name: 'vae', objective: factor, moves: ['p', 'q'], optimizer }),
    Train.player({ name: 'discriminator', objective: adversary, moves: ['discriminator'], optimizer }),
  ] as const

  it.each([
    ['plain', (engine: Engine) => run(Train.play({ ...common, model: besideSmall, players, engine }))],
    ['joint', (engine: Engine) => run(Train.play({ ...common, model: besideJoint, players: ofJoint, engine }))],
  ] as const)('%s: two players learn the same on every engine', async (_, learn) => {
    const [first, ...others] = await Promise.all(engines.map(async (engine) => numbersOf((await learn(engine)).params)))
    for (const other of others)
      for (const [at, [path, values]] of other.entries()) {
        expect(path).toBe(first?.[at]?.[0])
        for (const [index, value] of values.entries()) expect(value).toBeCloseTo(first?.[at]?.[1][index] as number, 4)
      }
  })

  it('a bound is still one', async () => {
    const engine = engines[0] as (typeof engines)[number]
    const params = await run(Train.play({ ...common, model: besideSmall, players, engine }))
    const measured = { model: besideSmall, params: params.params, data: common.data, key: Key.from(1), engine } as const
    expect((await run(Evaluate.bound({ ...measured, bound: Elbo.elbo }))).objective).toBeLessThan(0)
    expect(await refusal(Evaluate.bound({ ...measured, bound: factor as never }))).toMatchObject({ _tag: 'BadRequest' })
  })

  it('a model without the network is refused', async () => {
    const refused = await refusal(
      Train.fit({ ...common, model: smallVae, objective: adversary as unknown as typeof Elbo.elbo, optimizer }),
    )
    expect(refused.message).toBe('the model does not supply networks')
  })
})

// -----------------------------------------------------------------------------
// networks with noise and a state
// -----------------------------------------------------------------------------

const { batchNorm, bernoulliHead, dense, dropout, normalHead, sequence, spectralNorm, tanh } = Layer
const critical = sequence(spectralNorm(2, 4), tanh, dropout(0.5), dense(1))
const normed = Vae.make({
  encoder: sequence(dense(6, 5), batchNorm(), tanh, normalHead(2)),
  decoder: sequence(dense(2, 5), tanh, bernoulliHead(6)),
  prior: DiagonalNormal.standard(2),
})
const normedJoint = Vae.of({
  p: Joint.of(Joint.variable('z', DiagonalNormal.standard(2)), Joint.variable('x', normed.decoder, 'z')),
  q: Joint.of(Joint.given('x', [6]), Joint.variable('z', normed.encoder, 'x')),
})
const besidePlain = Vae.beside({ discriminator: critical })(smallVae)
const besideNormed = Vae.beside({ discriminator: critical })(normed)
const besideNormedJoint = Vae.beside({ discriminator: critical })(normedJoint)
const rows = () => tensorOf(['batch', 6], [2, 6], [1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1])

type Vector = readonly number[]
const unit = (x: Vector): Vector => x.map((each) => each / Math.hypot(...x))

/** A step of the power iteration of a weight of two rows. */
const iterated = (weight: Vector, u: Vector): Vector => {
  const [above, below] = [weight.slice(0, u.length), weight.slice(u.length)]
  const dot = (row: Vector) => row.reduce((sum, each, at) => sum + each * (u[at] as number), 0)
  const v = unit([dot(above), dot(below)])
  return unit(u.map((_, at) => (v[0] as number) * (above[at] as number) + (v[1] as number) * (below[at] as number)))
}

const expectNear = (given: Vector, wanted: Vector) => {
  expect(given.length).toBe(wanted.length)
  for (const [at, each] of wanted.entries()) expect(given[at]).toBeCloseTo(each, 5)
}

describe('a network beside a model that uses noise and a state', () => {
  it('has its state beside those of the model', () =>
    scoped(() => {
      const [plain, both, joint] = [besidePlain, besideNormed, besideNormedJoint].map(({ init }) => init(Key.from(1)))
      expect(Object.keys(besidePlain.init(Key.from(1)).state)).toEqual(['discriminator'])
      expect(Object.keys(besideNormed.init(Key.from(1)).state)).toEqual(['encoder', 'discriminator'])
      expect(Object.keys(besideNormedJoint.init(Key.from(1)).state)).toEqual(['q', 'discriminator'])
      expect([plain, both, joint].map((each) => valuesOf(each?.state.discriminator[0].u as T.AnyTensor))).toEqual(
        Array.from({ length: 3 }, () => [0.5, 0.5, 0.5, 0.5]),
      )
    }))

  it.each([
    ['a plain one', besidePlain],
    ['one with a state', besideNormed],
  ] as const)('of %s: draws in training alone, and gives its state after', (_, model) =>
    scoped(() => {
      const given = model as typeof besideNormed
      const params = given.init(Key.from(1))
      const at = (mode: 'training' | 'evaluation', key: Key.Key) => {
        const supplied = given.supply(params)({ x: rows(), key, samples: 3, mode })
        const z = tensorOf(
          ['samples', 'batch', 'latent'],
          [3, 2, 2],
          Array.from({ length: 12 }, () => 0.7),
        )
        const logits = valuesOf(supplied.networks.discriminator(z))
        const after = (supplied as never as Record<symbol, (state: unknown) => typeof params.state>)[stateAfter]
        return { logits, after: after?.(params.state) as typeof params.state }
      }
      const [training, other, evaluation] = [
        at('training', Key.from(2)),
        at('training', Key.from(3)),
        at('evaluation', Key.from(2)),
      ]
      expect(new Set(training.logits).size).toBeGreaterThan(1)
      expect(training.logits).not.toEqual(other.logits)
      expect(new Set(evaluation.logits).size).toBe(1)
      const u = valuesOf(params.state.discriminator[0].u)
      expectNear(valuesOf(training.after.discriminator[0].u), iterated(valuesOf(params.discriminator[0].weight), u))
      expect(valuesOf(evaluation.after.discriminator[0].u)).toEqual(u)
    }),
  )

  it('leaves its state where a term does not ask for it', () =>
    scoped(() => {
      const params = besideNormedJoint.init(Key.from(1))
      const observed = { values: { x: rows() }, masks: {}, key: Key.from(2), samples: 3, mode: 'training' } as const
      const supplied = besideNormedJoint.supply(params)(observed)
      Elbo.elbo.evaluate(supplied)
      const after = (supplied as never as Record<symbol, (state: unknown) => typeof params.state>)[stateAfter]?.(
        params.state,
      )
      expect(after?.discriminator).toBe(params.state.discriminator)
      expect(valuesOf(after?.q.z[1].mean as T.AnyTensor)).not.toEqual([0, 0, 0, 0, 0])
    }))

  it('has no memory of its state in an optimizer', () =>
    scoped(() => {
      const player = { name: 'd', objective: adversary, optimizer: Optimizer.adam(), moves: ['discriminator'] } as never
      const { params, optimizers } = initialState<ReturnType<typeof besideNormed.init>>(
        besideNormed as never,
        [player],
        Key.from(1),
      )
      expect(count(optimizers)).toBe(2 * count(params.discriminator))
    }))

  const players = <const Moves extends readonly [string, string]>(moves: Moves) =>
    [
      Train.player({ name: 'vae', objective: factor, moves, optimizer }),
      Train.player({ name: 'discriminator', objective: adversary, moves: ['discriminator'], optimizer }),
    ] as const

  it.each([
    ['plain', besidePlain, ['encoder', 'decoder']],
    ['with a state', besideNormed, ['encoder', 'decoder']],
    ['joint', besideNormedJoint, ['p', 'q']],
  ] as const)('%s: is trained by players along one curve on every engine', async (_, model, moves) => {
    const { engines } = await everyEngine()
    const learn = async (engine: Engine) => {
      const given = { model: model as typeof besideNormed, players: players(moves as never) as never }
      return run(Train.play({ ...common, ...given, engine }))
    }
    const [first, ...others] = await Promise.all(engines.map(async (engine) => (await learn(engine)).params))
    if (first === undefined) throw new Error('no engine')
    expect([...first.state.discriminator[0].u.values]).not.toEqual([0.5, 0.5, 0.5, 0.5])
    expect(Math.hypot(...first.state.discriminator[0].u.values)).toBeCloseTo(1, 5)
    for (const other of others)
      expectNear(
        numbersOf(other).flatMap(([, each]) => each),
        numbersOf(first).flatMap(([, each]) => each),
      )
  })

  it('moves its state with each player that runs it, by the weight that it then has', async () => {
    // at a rate of 0 the weights stay, so that the state is that of a number of iterations
    const still = Optimizer.sgd({ learningRate: 0 })
    const both = [
      Train.player({ name: 'vae', objective: factor, moves: ['encoder', 'decoder'], optimizer: still }),
      Train.player({ name: 'discriminator', objective: adversary, moves: ['discriminator'], optimizer: still }),
    ] as const
    const { params } = await run(Train.play({ ...common, epochs: 1, batch: 24, model: besideNormed, players: both }))
    const weight = [...params.discriminator[0].weight.values]
    expectNear([...params.state.discriminator[0].u.values], iterated(weight, iterated(weight, [0.5, 0.5, 0.5, 0.5])))
  })

  it('is left by evaluation, which gives the same number twice and for batches of any size', async () => {
    const { params } = await run(
      Train.play({ ...common, model: besideNormed, players: players(['encoder', 'decoder']) }),
    )
    const measured = (batch: number) =>
      run(
        Evaluate.objective({
          model: besideNormed,
          params,
          data: common.data,
          objective: factor,
          batch,
          key: Key.from(3),
        }),
      )
    const [once, twice, small] = [await measured(24), await measured(24), await measured(7)]
    expect(once).toEqual(twice)
    expect(small.objective).toBeCloseTo(once.objective, 4)
  })
})
