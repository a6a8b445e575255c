import { pipe } from 'fp-ts/lib/function.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import {
  Bernoulli,
  Categorical,
  Data,
  DiagonalNormal,
  Elbo,
  Evaluate,
  Joint,
  Key,
  Layer,
  Optimizer,
  Train,
  Vae,
} from '../../../src/index.js'
import { everyEngine } from '../../support/engine.js'
import { refusal, run } from '../../support/outcome.js'

const { bernoulliHead, categoricalHead, dense, normalHead, sequence, tanh } = Layer

const bars = Float32Array.from({ length: 64 * 6 }, (_, at) => ((Math.floor(at / 6) * 7 + (at % 6)) % 3 === 0 ? 1 : 0))
const data = {
  ...Data.eventOf('bars', [6]),
  name: 'bars',
  support: 'binary' as const,
  count: 64,
  picture: null,
  rows: (indices: Uint32Array) =>
    Float32Array.from([...indices].flatMap((row) => [...bars.subarray(6 * row, 6 * row + 6)])),
} satisfies Data.Dataset<readonly [6], 'binary'>

const p = Joint.of(
  Joint.variable('z2', DiagonalNormal.standard(2)),
  Joint.variable('z1', sequence(dense(2, 5), tanh, normalHead(3)), 'z2'),
  Joint.variable('x', sequence(dense(3, 8), tanh, bernoulliHead(6)), 'z1'),
)
const x = Joint.given('x', [6])
const bottomUp = Vae.of({
  p,
  q: Joint.of(
    x,
    Joint.variable('z1', sequence(dense(6, 5), tanh, normalHead(3)), 'x'),
    Joint.variable('z2', sequence(dense(3, 5), tanh, normalHead(2)), 'z1'),
  ),
})
const clusters = Vae.of({
  p: Joint.of(
    Joint.variable('y', Categorical.standard(3)),
    Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
    Joint.variable('x', sequence(bernoulliHead(2, 6)), 'z'),
  ),
  q: Joint.of(
    x,
    Joint.variable('y', sequence(dense(6, 4), categoricalHead(3)), 'x'),
    Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
  ),
})
const bits = Vae.of({
  p: Joint.of(Joint.variable('b', Bernoulli.standard(3)), Joint.variable('x', sequence(bernoulliHead(3, 6)), 'b')),
  q: Joint.of(x, Joint.variable('b', sequence(bernoulliHead(6, 3)), 'x')),
})

const common = {
  data,
  optimizer: Optimizer.adam({ learningRate: 0.02 }),
  epochs: 8,
  batch: 16,
  key: Key.from(3),
} as const

const partly = pipe(
  Elbo.logLikelihood,
  Elbo.average('samples'),
  Elbo.minus(Elbo.klByMonteCarloOf('z1')),
  Elbo.minus(Elbo.klOf('z2')),
)

/** The objective of each epoch. */
const curveOf = async <Params>(
  program: TE.TaskEither<{ readonly message: string }, Train.TrainResult<Params>>,
): Promise<readonly number[]> => (await run(program)).history.map(({ training }) => training.objective)

const programs = [
  [
    'two layers by Monte Carlo',
    (engine: Engine) => curveOf(Train.fit({ ...common, engine, model: bottomUp, objective: Elbo.elboByMonteCarlo })),
  ],
  [
    'two layers, the KL of the top in closed form',
    (engine: Engine) => curveOf(Train.fit({ ...common, engine, model: bottomUp, objective: partly })),
  ],
  [
    'two layers by importance weights',
    (engine: Engine) =>
      curveOf(Train.fit({ ...common, engine, samples: 3, model: bottomUp, objective: Elbo.iwae(Elbo.logWeight) })),
  ],
  [
    'clusters, the class summed out',
    (engine: Engine) =>
      curveOf(Train.fit({ ...common, engine, model: clusters, objective: pipe(Elbo.logWeight, Elbo.expectOver('y')) })),
  ],
  [
    'clusters by score',
    (engine: Engine) =>
      curveOf(
        Train.fit({ ...common, engine, samples: 4, model: clusters, objective: Elbo.scoreFunction('other samples') }),
      ),
  ],
  [
    'bits, whose evidence is exact',
    (engine: Engine) =>
      curveOf(
        Train.fit({ ...common, engine, model: bits, objective: Elbo.iwae(pipe(Elbo.logWeight, Elbo.sumOver('b'))) }),
      ),
  ],
] as const

const { engines, absent } = await everyEngine()

describe('models of joint distributions', () => {
  it.each(programs)('train %s, along one curve on every engine', { timeout: 120_000 }, async (_, program) => {
    const curves = await Promise.all(engines.map(program))
    for (const curve of curves) {
      expect(curve.at(-1)).toBeGreaterThan((curve[0] ?? 0) + 0.05)
      for (const [epoch, value] of curve.entries()) expect(value).toBeCloseTo(curves[0]?.[epoch] ?? Number.NaN, 3)
    }
  })

  it('have a bound that is reported as one, and evaluated as one', { timeout: 60_000 }, async () => {
    const trained = await run(Train.fit({ ...common, epochs: 1, model: bottomUp, objective: partly }))
    expect(trained.players[0].objective.guarantee).toBe('bound')
    const { params } = trained
    const values = await run(Evaluate.bound({ model: bottomUp, params, data, bound: partly, key: Key.from(4) }))
    expect(values.objective).toBeLessThan(0)
    const half = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.klOf('z2')))
    const measured = await run(Evaluate.objective({ model: bottomUp, params, data, objective: half, key: Key.from(4) }))
    expect(measured.guarantee).toBe('objective')
  })

  it('are refused what they do not supply, in the words of the compiler', async () => {
    const message = (model: unknown, objective: unknown) =>
      refusal(
        Train.fit({ ...common, model, objective } as never) as TE.TaskEither<{ readonly message: string }, unknown>,
      )
    expect((await message(bits, Elbo.elbo)).message).toBe(
      'no gradient goes through the samples of b: use Elbo.scoreFunction',
    )
    expect((await message(bottomUp, Elbo.elbo)).message).toContain(
      "the KL of z1 has no closed form: p draws z1 from z2, and q draws z2 from z1: take Elbo.klByMonteCarloOf('z1')",
    )
  })
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
