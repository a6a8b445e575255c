import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { DiagonalNormal, Elbo, Evaluate, Joint, Key, Layer, Optimizer, T, Train, Vae } from '../../src/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import { everyEngine } from '../support/engine.js'
import { inScope, read, refusal, run, tensor, usePlainJavaScript } from '../support/numbers.js'
import { patterns, smallVae } from '../support/smallVae.js'

usePlainJavaScript()

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
    inScope(() => {
      const [own, both] = [smallVae.init(Key.from(1)), besideSmall.init(Key.from(1))]
      expect(Object.keys(both)).toEqual(['encoder', 'decoder', 'discriminator'])
      expect(read(both.encoder[0].weight)).toEqual(read(own.encoder[0].weight))
      expect(both.discriminator[2].weight.sizes).toEqual([4, 1])
      expect(besideSmall.supplies).toEqual([...smallVae.supplies, 'networks'])
      expect(Object.keys(besideJoint.init(Key.from(1)))).toEqual(['p', 'q', 'discriminator'])
    }))

  it('supplies what the model does, and the networks applied', () =>
    inScope(() => {
      const params = besideSmall.init(Key.from(1))
      const x = tensor(['batch', 6], [2, 6], [1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1])
      const observed = { x, key: Key.from(2), samples: 3 }
      const [own, both] = [smallVae.supply(params)(observed), besideSmall.supply(params)(observed)]
      expect(read(both.logLikelihood)).toEqual(read(own.logLikelihood))
      expect(read(both.draws)).toEqual(read(own.draws))
      const logits = both.networks.discriminator(both.z)
      expect([logits.shape, logits.sizes]).toEqual([
        ['samples', 'batch', 1],
        [3, 2, 1],
      ])
      const rows = pipe(both.z, T.mergeRows, T.unflattenEvent<readonly [2]>(discriminator.input))
      expect(read(logits)).toEqual(read(discriminator.apply(params.discriminator)(rows)))
    }))

  it('applies networks of other events, and of several axes', () =>
    inScope(() => {
      const critic = Layer.sequence(Layer.input([2, 3]), Layer.flatten, Layer.dense(1))
      const twice = Vae.beside({ critic })(besideSmall)
      const params = twice.init(Key.from(1))
      const x = tensor(['batch', 6], [2, 6], [1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1])
      const { networks, z } = twice.supply(params)({ x, key: Key.from(2), samples: 1 })
      const at = tensor(['samples', 'batch', 2, 3], [1, 2, 2, 3], read(x))
      expect(networks.critic(at).sizes).toEqual([1, 2, 1])
      expect(networks.discriminator(z).sizes).toEqual([1, 2, 1])
    }))

  it('refuses in words what is no network, a part that is there, and other numbers', () =>
    inScope(() => {
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
      const clash = Vae.beside({ encoder: discriminator })(smallVae as never) as unknown as typeof besideSmall
      expect(() => clash.init(Key.from(1))).toThrow(
        new ShapeError('beside: the model has a part encoder: give the network another name'),
      )
      const wide = Vae.beside({ discriminator: Layer.sequence(Layer.dense(3, 1)) })(smallVae)
      const x = tensor(['batch', 6], [1, 6], [1, 0, 1, 0, 1, 0])
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
