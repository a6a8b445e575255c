import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Distributions from '../../../src/distributions/index.js'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { bound } from '../../../src/evaluation/bound.js'
import * as Layer from '../../../src/layers/index.js'
import * as Elbo from '../../../src/losses/index.js'
import { suppliesOf } from '../../../src/models/vae/environment.js'
import * as Vae from '../../../src/models/vae/index.js'
import { from } from '../../../src/random/key.js'
import { hostLeaves } from '../../../src/tensors/tree.js'
import * as Train from '../../../src/training/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { distance } from '../../support/near.js'
import { runtimeMissing } from '../../support/onnx.js'
import { refusal, run } from '../../support/outcome.js'
import {
  binary,
  bits,
  byMonteCarlo,
  categorical,
  classesOfTwo,
  common,
  counts,
  decoder,
  full,
  laplace,
  likelihoods,
  mixed,
  mixture,
  programs,
  relaxed,
  sameFamily,
  score,
  several,
} from '../combinations.js'

onCpu()

const curve = async (engine: Engine, program: (typeof programs)[number][1]): Promise<readonly number[]> =>
  (await run(program(engine))).history.map(({ training }) => training.objective)

let eager: Engine
let compiled: Engine | null = null
beforeAll(async () => {
  eager = (await run(choose('wasm'))).engine
  const chosen = await choose('onnxruntime')()
  compiled = chosen._tag === 'Right' ? chosen.right.engine : null
})

describe('every posterior, prior and likelihood', () => {
  it.for([
    ...programs,
    ...sameFamily,
    ...likelihoods.map(([title, program]) => [`the likelihood ${title}`, program] as const),
  ])(
    'trains %s: finite, better at the end, and along one curve on both engines',
    { timeout: 60_000 },
    async ([, program]) => {
      const found = await curve(eager, program)
      expect(found).toHaveLength(10)
      expect(found.every(Number.isFinite)).toBe(true)
      expect(found.at(-1)).toBeGreaterThan((found[0] as number) + 0.05)
      if (compiled !== null) expect(distance(await curve(compiled, program), found)).toBeLessThan(1e-3)
    },
  )
})

it('has run on both engines', async (ctx) => {
  const missing = await runtimeMissing()
  if (missing !== null) return ctx.skip(missing)
  expect(compiled?.name).not.toBe(eager.name)
  expect(compiled).not.toBeNull()
})

// -----------------------------------------------------------------------------
// what a model supplies
// -----------------------------------------------------------------------------

const examples = () => tensorOf(['batch', 6], [2, 6], [1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1])

describe('what a model supplies', () => {
  it('has its names, and no more through the samples of a distribution without a gradient', () => {
    const always = ['x', 'posterior', 'prior', 'logLikelihoodAt', 'meanAt', 'draws']
    for (const model of [laplace, relaxed, several, mixture, full])
      expect(model.supplies).toEqual([...always, 'z', 'logLikelihood'])
    for (const model of [binary, categorical, classesOfTwo, counts, mixed]) {
      expect(model.supplies).toEqual(always)
      scoped(() => {
        const supplied = model.supply(model.init(from(1)) as never)({ x: examples(), key: from(2), samples: 3 })
        expect(Object.keys(supplied).sort()).toEqual([...always].sort())
        expect(supplied.draws.sizes.slice(0, 2)).toEqual([3, 2])
      })
    }
    expect(suppliesOf(Distributions.Bernoulli.family)).toEqual(binary.supplies)
  })

  it('takes densities of relaxed samples before they are rounded', () => {
    scoped(() => {
      const sharp = Vae.make({
        encoder: Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.02 })(6, 2)),
        decoder,
        prior: Distributions.RelaxedBernoulli.standard({ temperature: 0.02 })(2),
      })
      const supplied = sharp.supply(sharp.init(from(1)))({ x: examples(), key: from(2), samples: 50 })
      const own = valuesOf(Elbo.logPosterior.evaluate(supplied).value)
      const { coordinate: _, ...numbersAlone } = supplied
      const rounded = valuesOf(Elbo.logPosterior.evaluate(numbersAlone).value)
      expect(valuesOf(supplied.z).some((z) => z === 0 || z === 1)).toBe(true)
      expect(own.every(Number.isFinite) && rounded.every(Number.isFinite)).toBe(true)
      expect(distance(own, rounded)).toBeGreaterThan(0.1)
    })
  })

  it('keeps the classes of several distributions apart: a draw has one 1 for each', () => {
    scoped(() => {
      const supplied = classesOfTwo.supply(classesOfTwo.init(from(1)))({ x: examples(), key: from(2), samples: 5 })
      expect(supplied.posterior.logits.sizes).toEqual([2, 2, 3])
      const draws = valuesOf(supplied.draws)
      for (let distribution = 0; distribution < draws.length; distribution += 3)
        expect([...draws.slice(distribution, distribution + 3)].sort()).toEqual([0, 0, 1])
    })
  })
})

describe('a posterior without a pathwise gradient', () => {
  it.each([
    ['logLikelihood', Elbo.elbo],
    ['logLikelihood', Elbo.elboByMonteCarlo],
    ['z', pipe(Elbo.logPrior, Elbo.minus(Elbo.logPosterior), Elbo.average('samples'))],
  ] as const)('is refused under a pathwise objective, past a cast: it lacks %s', async (name, objective) => {
    const training = Train.fit({ ...common, engine: eager, model: binary, data: bits, objective: objective as never })
    expect(await refusal(training)).toMatchObject({
      message: `the model does not supply ${name}: its posterior is not reparameterizable; use Elbo.scoreFunction`,
    })
  })

  it('is measured by what it is trained on', async () => {
    const { params } = await run(Train.fit({ ...common, engine: eager, model: binary, data: bits, objective: score }))
    const values = await run(
      bound({ model: binary, params, bound: score, data: bits, samples: 20, key: from(8), engine: eager }),
    )
    expect(values.objective).toBeGreaterThan(-6 * Math.LN2)
    expect(values.objective).toBeLessThan(0)
  })
})

describe('a posterior and a prior without a KL in closed form', () => {
  it('are refused where it is asked for, past a cast', async () => {
    const training = Train.fit({ ...common, engine: eager, model: relaxed, data: bits, objective: Elbo.elbo as never })
    expect(await refusal(training)).toMatchObject({
      message: expect.stringContaining(
        'KL(RelaxedBernoulli ‖ StandardRelaxedBernoulli) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl',
      ),
    })
  })

  it('have the bound by Monte Carlo: the same in expectation as in closed form, where there is one', async () => {
    const { params } = await run(
      Train.fit({ ...common, engine: eager, model: laplace, data: bits, objective: Elbo.elbo }),
    )
    const measured = { model: laplace, params, data: bits, samples: 2000, key: from(9), engine: eager } as const
    const closed = await run(bound({ ...measured, bound: Elbo.elbo }))
    const sampled = await run(bound({ ...measured, bound: byMonteCarlo }))
    // 40 examples of 2000 samples: the mean of the difference has a standard error of about 0.005
    expect(Math.abs(sampled.objective - closed.objective)).toBeLessThan(0.02)
    expect(Elbo.describe(byMonteCarlo).guarantee).toBe('bound')
  })
})

// -----------------------------------------------------------------------------
// a learned prior
// -----------------------------------------------------------------------------

describe('a learned prior', () => {
  it('has its parameters among those of the model, which player p moves', async () => {
    const start = hostLeaves(await run(eager.run((_: null, key) => mixture.init(key))(null, from(7)))).map(
      ({ path }) => path,
    )
    expect(start.filter((path) => path.startsWith('prior.'))).toEqual([
      'prior.logits',
      'prior.mean',
      'prior.logVariance',
    ])
    const { optimizer, ...rest } = common
    const moved = (moves: readonly ('encoder' | 'decoder' | 'prior')[]) =>
      Train.play({
        ...rest,
        engine: eager,
        model: mixture,
        data: bits,
        players: [Train.player({ name: 'p', objective: byMonteCarlo, moves, optimizer })],
      })
    const [own, others] = [await run(moved(['decoder', 'prior'])), await run(moved(['decoder']))]
    const numbers = (params: unknown) => hostLeaves(params).flatMap(({ value }) => [...value.values])
    expect(numbers(own.params.encoder)).toEqual(numbers(others.params.encoder))
    expect(numbers(own.params.prior)).not.toEqual(numbers(others.params.prior))
    expect(own.params.prior.mean.sizes).toEqual([3, 2])
    for (const part of ['logits', 'mean', 'logVariance'] as const)
      expect(own.params.prior[part].values).not.toEqual(others.params.prior[part].values)
    expect(own.history.at(-1)?.training.objective).toBeGreaterThan(others.history.at(-1)?.training.objective as number)
  })
})
