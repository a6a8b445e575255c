import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { type BoundOptions, bound } from '../../src/evaluation/bound.js'
import { kl, logLikelihood, squaredError } from '../../src/losses/atoms.js'
import { average, sum } from '../../src/losses/axes.js'
import { elbo, elboByMonteCarlo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import { iwae } from '../../src/losses/importance.js'
import { minimize } from '../../src/losses/weighting.js'
import { child, from, streamOf } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import { tensorsAlive } from '../support/engine.js'
import { estimate } from '../support/near.js'
import { refusal, run } from '../support/outcome.js'
import { byHand, objectivesByHand, patterns, smallVae } from '../support/smallVae.js'

let engine: Engine
let options: BoundOptions<typeof smallVae, typeof elbo, typeof data>
const data = patterns(11)
const KEY = from(6)

beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
  const params = await run(engine.run((_: null, key) => smallVae.init(key))(null, from(2)))
  options = { model: smallVae, params, bound: elbo, data, key: KEY, engine }
})

const boundWith = (changes: object) => bound({ ...options, ...changes } as typeof options)

/** An objective over the whole data set in float64, batch by batch, from the noise of the same key. */
const direct = (objective: (terms: ReturnType<typeof byHand>) => number, batch: number, samples: number) => {
  const numbers = hostLeaves(options.params).flatMap(({ value }) => [...value.values])
  const stream = streamOf('normal')(child('noise')(KEY))
  const starts = Array.from({ length: Math.ceil(data.count / batch) }, (_, at) => at * batch)
  return starts.reduce((total, start) => {
    const indices = Uint32Array.from({ length: Math.min(batch, data.count - start) }, (_, row) => start + row)
    const rows = [...indices].map((index) => [...data.rows(Uint32Array.of(index), KEY)])
    const noise = Array.from({ length: samples }, (_, sample) => [...stream(2 * rows.length, 2 * start, sample)]).flat()
    return total + (objective(byHand(numbers, rows, Float32Array.from(noise), samples)) * rows.length) / data.count
  }, 0)
}

describe('bound', () => {
  it.each([
    ['elbo', elbo, objectivesByHand.elbo],
    ['elbo with β = 4', elboWithBeta(4), objectivesByHand.elboWithBeta(4)],
    ['elbo by Monte Carlo', elboByMonteCarlo, objectivesByHand.elboByMonteCarlo],
    ['iwae', iwae(logWeight), objectivesByHand.iwae],
    ['elbo, its mean over the batch', average('batch')(elbo), objectivesByHand.elbo],
  ] as const)(
    '%s: over all examples, the last batch smaller, is the direct computation',
    async (_, given, objective) => {
      const before = tensorsAlive()
      const found = await run(boundWith({ bound: given, batch: 4, samples: 3 }))
      expect(found.objective).toBeCloseTo(direct(objective, 4, 3), 5)
      expect(tensorsAlive()).toBe(before)
    },
  )

  it('refuses relaxed pixels, which have no log p(x)', async () => {
    const relaxed = { ...data, support: 'relaxed' } as const
    expect(await refusal(boundWith({ data: relaxed }))).toMatchObject({
      _tag: 'BadRequest',
      message: 'evaluate: relaxed pixels are not data, so they have no log p(x) to bound: use Evaluate.objective',
    })
  })

  it('refuses data that is not what it says', async () => {
    const grey = {
      ...data,
      name: 'grey',
      rows: (indices: Uint32Array) => new Float32Array(indices.length * 6).fill(0.5),
    }
    expect(await refusal(boundWith({ data: grey }))).toMatchObject({
      _tag: 'BadData',
      message: 'grey: row 0, column 0 must be 0 or 1, not 0.5',
    })
    expect(await refusal(boundWith({ data: { ...data, count: 2.5 } }))).toMatchObject({ _tag: 'BadRequest' })
  })

  it('reports the parts, which weighted are the bound', async () => {
    const { objective, parts } = await run(bound(options))
    expect(parts.map(({ name, weight }) => [name, weight])).toEqual([
      ['log p(x|z)', 1],
      ['KL(q(z|x) || p(z))', -1],
    ])
    expect(parts.reduce((total, { weight, value }) => total + weight * value, 0)).toBeCloseTo(objective, 5)
    expect(parts[1]?.value).toBeGreaterThan(0)
  })

  it('is the same for the same key, other for another, and on average the same', async () => {
    const [one, same, other] = [
      await run(bound(options)),
      await run(bound(options)),
      await run(boundWith({ key: from(9) })),
    ]
    expect(same).toEqual(one)
    expect(other.objective).not.toBe(one.objective)
    const repeats = await Promise.all(
      Array.from({ length: 60 }, (_, seed) => run(boundWith({ key: from(100 + seed), batch: 3 }))),
    )
    const { mean, error } = estimate(repeats.map(({ objective }) => objective))
    const many = await run(boundWith({ samples: 4000 }))
    expect(Math.abs(mean - many.objective)).toBeLessThan(4 * error)
  })

  it('of one sample and 128 examples at a time, when nothing else is said', async () => {
    expect(await run(bound(options))).toEqual(await run(boundWith({ samples: 1, batch: 128 })))
    expect((await run(bound(options))).objective).toBeCloseTo(direct(objectivesByHand.elbo, 128, 1), 5)
  })
})

describe('bound refuses, past a cast', () => {
  const unproved = 'evaluate: this objective is not proved to bound log p(x) from below'
  it.each<readonly [string, object]>([
    [unproved, { bound: elboWithBeta(0.5) }],
    [unproved, { bound: logLikelihood }],
    [unproved, { bound: minimize(kl) }],
    [unproved, { bound: minimize(squaredError) }],
    [unproved, { bound: sum('batch')(elbo) }],
    [
      'the objective has the axes [samples, batch] but must have [batch] or none; average over the others',
      { bound: logWeight },
    ],
    [
      'the model does not supply z',
      { bound: elboByMonteCarlo, model: { ...smallVae, supplies: ['logLikelihood', 'posterior', 'prior'] } },
    ],
    ['the model takes examples of [6] but the data has [5]', { data: { ...data, shape: [5] } }],
    ['the likelihood is over binary data but the data is real', { data: { ...data, support: 'real' } }],
    ['evaluate: samples must be a positive whole number, not 0', { samples: 0 }],
    ['evaluate: samples must be a positive whole number, not 1.5', { samples: 1.5 }],
    ['evaluate: batch must be a positive whole number, not 0', { batch: 0 }],
    ['evaluate: batch must be a positive whole number, not NaN', { batch: Number.NaN }],
  ])('%s', async (message, changes) => {
    expect(await refusal(boundWith(changes))).toMatchObject({ _tag: 'BadRequest', message })
  })

  it('gives what the data or the model throws, with nothing left over', async () => {
    const before = tensorsAlive()
    const rows = () => {
      throw new ShapeError('rows: no')
    }
    expect(await refusal(boundWith({ data: { ...data, rows } }))).toEqual(new ShapeError('rows: no'))
    const supply = () => () => {
      throw new Error('supply: no')
    }
    expect(await refusal(boundWith({ model: { ...smallVae, supply } }))).toMatchObject({
      _tag: 'PartFailed',
      part: 'model: supply',
      message: 'model: supply: supply: no',
    })
    expect(tensorsAlive()).toBe(before)
  })
})
