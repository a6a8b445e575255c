import * as TE from 'fp-ts/lib/TaskEither.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromNumbers } from '../../src/data/arrays.js'
import { indices } from '../../src/data/indices.js'
import { records } from '../../src/data/records.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Evaluate from '../../src/evaluation/index.js'
import * as Joint from '../../src/joints/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { from, normal } from '../../src/random/key.js'
import { game } from '../../src/recipes/experiment.js'
import { ofJoint } from '../../src/recipes/jointLooks.js'
import { forTestOf, localFault, viewsFor } from '../../src/recipes/local.js'
import type { LookRequest, Parameters } from '../../src/recipes/views.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import { player } from '../../src/training/index.js'
import { run } from '../support/outcome.js'

const key = from(7)

// -----------------------------------------------------------------------------
// x = w z + b + noise, whose posteriors are known
// -----------------------------------------------------------------------------

const [TRAIN, TEST, VARIANCE] = [32, 16, 0.25] as const
const numbers = normal(key, TRAIN + TEST).map((each) => 1.5 * each + 0.5)

const part = (first: number, count: number) => {
  const x = fromNumbers<readonly [1], 'real'>({
    ...{ name: 'numbers', support: 'real', shape: [1], event: [{ dim: 1, size: 1 }] },
    numbers: numbers.slice(first, first + count),
  })
  const index = indices(
    48,
    Array.from({ length: count }, (_, at) => first + at),
  )
  return records('numbers', { x, index })
}
const [data, test] = [part(0, TRAIN), part(TRAIN, TEST)]

const index = Joint.given('index', Layer.indices(48))
const { embedding, fixedNormalHead, flatten, input, normalMeanLogVariance, reshape, sequence } = Layer
const posterior = sequence(Layer.indices(48), embedding(2), reshape([1, 2]), normalMeanLogVariance)
const decoder = sequence(input([1, 1]), flatten, fixedNormalHead({ variance: VARIANCE })(1))
const model = Vae.of({
  p: Joint.of(index, Joint.variable('z', DiagonalNormal.standard(1, 1)), Joint.variable('x', decoder, 'z')),
  q: Joint.of(index, Joint.variable('z', posterior, 'index')),
})
const optimizer = Optimizer.adagrad({ learningRate: 0.3 })
const players = [
  player({ name: 'posteriors', objective: Elbo.elbo, moves: ['q'], optimizer }),
  player({ name: 'decoder', objective: Elbo.elbo, moves: ['p'], optimizer }),
] as const
const local = { player: 'posteriors', epochs: 150 } as const
const measure = Elbo.elboByMonteCarlo
const looks = ofJoint(model)
const written = game({ model, players, data, test, measure, looks, local })
const settings = { epochs: 20, batch: 16, samples: 1 }

let [engine, params] = [null as unknown as Engine, null as unknown as Parameters]
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
  params = (await run(written.train({ ...settings, key, engine, listen: () => undefined }))).params as Parameters
})
afterAll(() => engine.close())

/** The weight and the bias of the decoder. */
const line = () => {
  const [weight = 0, bias = 0] = hostLeaves(params).flatMap(({ path, value }) =>
    path.startsWith('p.') ? [...value.values] : [],
  )
  return { weight, bias }
}

describe('what belongs to single examples', () => {
  it('is found for test data before it is measured: the bound is log p(x), with p as it was trained', async () => {
    const { weight, bias } = line()
    const spread = weight ** 2 + VARIANCE
    const exact = numbers
      .slice(TRAIN)
      .map((x) => -0.5 * (Math.log(2 * Math.PI * spread) + (x - bias) ** 2 / spread))
      .reduce((sum, each) => sum + each / TEST, 0)
    const request = { params, samples: 32, batch: TEST, key, engine }
    const before = await run(Evaluate.objective({ model, data: test, objective: measure, ...request } as never))
    expect(before.objective).toBeLessThan(exact - 0.3)
    const found = await run(written.measure(request))
    expect(Math.abs(found.objective - exact)).toBeLessThan(0.08)
    const { elbo, logLikelihood } = await run(written.evaluate(request))
    expect(Math.abs((elbo as number) - exact)).toBeLessThan(0.1)
    expect(Math.abs((logLikelihood?.mean as number) - exact)).toBeLessThan(0.03)
  })

  it('is found for test examples before they are looked at, and is that of training for others', async () => {
    const { weight, bias } = line()
    const reconstruct = written.views.reconstruct?.({ params, key, engine }) ?? expect.fail()
    const tested = await run(reconstruct(written.examples(TEST, key)))
    numbers.slice(TRAIN).forEach((x, at) => {
      const center = (weight * (x - bias)) / (weight ** 2 + VARIANCE)
      expect(Math.abs((tested.values[at] as number) - (weight * center + bias))).toBeLessThan(0.2)
    })
    const table = hostLeaves(params).find(({ path }) => path.endsWith('table'))?.value.values ?? expect.fail()
    const others = await run(reconstruct(written.rows('train', Uint32Array.of(3, 5), key)))
    const wanted = [3, 5].map((row) => weight * (table[2 * row] as number) + bias)
    others.values.forEach((value, at) => {
      expect(value).toBeCloseTo(wanted[at] as number, 4)
    })
  })

  it('is found once for the parameters of a training, however often it is asked for', async () => {
    const asked: unknown[] = []
    const begin = (given: unknown) => {
      asked.push(given)
      return TE.right({ params: { found: asked.length } } as never)
    }
    const forTest = forTestOf({ count: 300 }, { epochs: 3, begin })
    const [one, other] = [
      { params: {} as Parameters, engine },
      { params: {} as Parameters, engine },
    ]
    const found = await Promise.all([forTest(one)(), forTest(one)(), forTest(other)()])
    expect(found.map((each) => ('right' in each ? each.right : null))).toEqual([
      { found: 1 },
      { found: 1 },
      { found: 2 },
    ])
    expect(asked).toMatchObject([
      { epochs: 3, batch: 128, data: { count: 300 } },
      { epochs: 3, batch: 128 },
    ])
  })

  it('is in the parameters of all looks at examples, and of no other', async () => {
    const look = (request: LookRequest) => () => TE.right(request.params)
    const names = ['reconstruct', 'encode', 'drawLatents', 'posterior', 'klPerLatent', 'logVariance'] as const
    const others = ['generate', 'generateAt', 'decode'] as const
    const all = Object.fromEntries([...names, ...others].map((name) => [name, look]))
    const views = { ...all, interpolate: () => look, traverse: () => look, codes: { chosen: look } } as never
    const seen = viewsFor(() => TE.right('for test' as never), views)
    const request = { params: 'trained' as never, key, engine }
    const found = (of: unknown) => run((of as typeof look)(request)())
    for (const name of names) expect(await found(seen[name]), name).toBe('for test')
    for (const name of others) expect(await found(seen[name]), name).toBe('trained')
    const more = [seen.interpolate?.(null as never), seen.traverse?.(null as never), seen.codes?.chosen]
    for (const each of more) expect(await found(each)).toBe('for test')
  })

  it('is nothing where no player moves it: the parameters are those that were trained', async () => {
    expect(await run(forTestOf(test, null)({ params, engine }))).toBe(params)
  })

  it('cannot be watched on what is held out', () => {
    expect(written.fault({ ...settings, patience: 3 }, { engine: 'cpu', memory: 1e9 })).toMatchObject({
      option: 'patience',
    })
    expect([localFault({}), written.fault(settings, { engine: 'cpu', memory: 1e9 })]).toEqual([null, null])
  })
})
