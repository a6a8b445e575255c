import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { sample } from '../../src/data/binarize.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { bound } from '../../src/evaluation/bound.js'
import { objective } from '../../src/evaluation/objective.js'
import { kl } from '../../src/losses/atoms.js'
import { elbo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import { iwae, renyi } from '../../src/losses/importance.js'
import { linearWarmUp } from '../../src/losses/schedule.js'
import { from, type Key } from '../../src/random/key.js'
import {
  binary,
  byMonteCarlo,
  categorical,
  classesOfTwo,
  counts,
  full,
  gumbel,
  laplace,
  mixed,
  mixture,
  relaxed,
  score,
  several,
} from '../models/combinations.js'
import { refusal, run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

let engine: Engine
const data = patterns(11)
beforeAll(async () => {
  engine = (await run(choose('cpu'))).engine
})

const on = async () => ({
  model: smallVae,
  params: await run(engine.run((_: null, key) => smallVae.init(key))(null, from(2))),
  data,
  key: from(6),
  engine,
  samples: 3,
})

// -----------------------------------------------------------------------------
// batches
// -----------------------------------------------------------------------------

const models = { laplace, full, relaxed, gumbel, several, mixture, binary, categorical, classesOfTwo, counts, mixed }

/** Any model with any objective it is trained by in `combinations`, on 11 examples. */
const byBatches = Object.entries(models).flatMap(([name, model]) =>
  (['binary', 'categorical', 'classesOfTwo', 'counts', 'mixed'].includes(name)
    ? [['by its score', score] as const]
    : ([
        ['by Monte Carlo', byMonteCarlo],
        ['importance-weighted', iwae(logWeight)],
      ] as const)
  ).map(
    ([how, term]) =>
      [
        `${name}, ${how}`,
        (on: Engine, batch: number) =>
          pipe(
            on.run((_: null, key: Key) => model.init(key) as unknown)(null, from(2)),
            TE.flatMap((params) =>
              // safe: each is trained by the objective in \`combinations\`, where the types are checked
              objective({ model, params, data, objective: term, key: from(6), engine: on, samples: 4, batch } as never),
            ),
          ),
      ] as const,
  ),
)

const greyRows = (indices: Uint32Array): Float32Array =>
  Float32Array.from([...indices].flatMap((index) => Array.from({ length: 6 }, (_, at) => ((index * 5 + at) % 9) / 9)))

describe('objective', () => {
  it('is the value of the bound, and says that it is one', async () => {
    const common = await on()
    const measured = await run(objective({ ...common, objective: elbo }))
    expect(measured).toEqual({
      ...(await run(bound({ ...common, bound: elbo }))),
      guarantee: 'bound',
      formula: elbo.formula,
    })
  })

  it('says of anything else that it is an objective', async () => {
    const common = await on()
    const [low, renyiBelow] = [
      await run(objective({ ...common, objective: elboWithBeta(0.1) })),
      await run(objective({ ...common, objective: renyi(-1)(logWeight) })),
    ]
    expect([low.guarantee, renyiBelow.guarantee]).toEqual(['objective', 'objective'])
    expect(low.formula.text).toBe('E_q[log p(x|z)] - 0.1 KL(q(z|x) || p(z))')
  })

  it('says of relaxed pixels that nothing bounds their log p(x), as training does', async () => {
    const relaxed = { ...data, support: 'relaxed' } as const
    const measured = await run(objective({ ...(await on()), data: relaxed, objective: elbo }))
    expect(measured.guarantee).toBe('objective')
    expect(measured.objective).toBe((await run(bound({ ...(await on()), bound: elbo }))).objective)
  })

  it('has the weight that counts in evaluation', async () => {
    const common = await on()
    const [scheduled, whole] = [
      await run(objective({ ...common, objective: elboWithBeta(linearWarmUp({ steps: 10, to: 4 })) })),
      await run(objective({ ...common, objective: elboWithBeta(4) })),
    ]
    expect(scheduled.objective).toBeCloseTo(whole.objective, 5)
    expect(scheduled.parts).toEqual(whole.parts)
  })

  it('refuses in words what the model does not fit', async () => {
    const common = await on()
    const wrong = objective({ ...common, objective: kl as never })
    expect(await refusal(wrong)).toMatchObject({
      message: 'the objective must be a gain, not a cost; use Elbo.minimize',
    })
    expect(await refusal(objective({ ...common, objective: elbo, samples: 0 }))).toMatchObject({
      message: 'evaluate: samples must be a positive whole number, not 0',
    })
  })
})

describe('an evaluation is of a data set: one key gives one number, whatever the size of the batches', () => {
  // the names of posteriors, and of the rejection sampler, mixtures and likelihoods among them
  it.each(byBatches)('%s', async (_, measure) => {
    const sizes = [1, 7, 11, 100]
    const found = await Promise.all(sizes.map((batch) => run(measure(engine, batch))))
    const [all] = found.slice(-1)
    for (const { objective, parts } of found) {
      expect(Math.abs(objective / (all?.objective ?? 0) - 1)).toBeLessThan(1e-6)
      parts.forEach(({ value }, at) => {
        expect(Math.abs(value - (all?.parts[at]?.value ?? 0))).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)))
      })
    }
  })

  it('on the default engine too, with sampled pixels and importance weights', async () => {
    const { engine: compiled } = await run(choose('auto'))
    const grey = { ...data, support: 'unitInterval', rows: greyRows } as const
    const common = { ...(await on()), data: sample(grey), engine: compiled, samples: 5 }
    const measure = (batch: number) => run(objective({ ...common, objective: iwae(logWeight), batch }))
    const [one, some, all] = [await measure(1), await measure(4), await measure(11)]
    expect(Math.abs(one.objective / all.objective - 1)).toBeLessThan(1e-6)
    expect(Math.abs(some.objective / all.objective - 1)).toBeLessThan(1e-6)
    await run(choose('cpu'))
  })
})
