import { pipe } from 'fp-ts/lib/function.js'
import { afterAll, describe, expect, it } from 'vitest'
import { partly } from '../../src/data/partly.js'
import { records } from '../../src/data/records.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose, type EngineChoice } from '../../src/engines/select.js'
import { bound } from '../../src/evaluation/bound.js'
import { objective } from '../../src/evaluation/objective.js'
import { elbo } from '../../src/losses/estimators.js'
import type { HasMask } from '../../src/losses/masks.js'
import { whereObserved } from '../../src/losses/observed.js'
import { type HasKey, term } from '../../src/losses/term.js'
import { scale } from '../../src/losses/weighting.js'
import type { RecordModel, Shown } from '../../src/models/record.js'
import { sgd } from '../../src/optimizers/index.js'
import { normal } from '../../src/random/draw.js'
import { child, from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import * as Train from '../../src/training/fit.js'
import { play, player } from '../../src/training/players.js'
import { suppliedOn } from '../../src/training/supplied.js'
import {
  ascendByHand,
  classifierOf,
  type Labels,
  labels,
  logLabel,
  meanByHand,
  ownClasses,
  type PointFields,
  pointFields,
  points,
  type Weights,
} from '../support/classifier.js'
import { onCpu, scoped, tensorOf, tensorsAlive, valuesOf } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

onCpu()

const COUNT = 12
const RATE = 0.5
const data = records('points', { point: points(COUNT), label: labels(COUNT) })
const classifier = classifierOf()
const rows = Array.from({ length: COUNT }, (_, row) => [...points(COUNT).rows(Uint32Array.of(row), from(1))])
const own = ownClasses(COUNT)

const common = { optimizer: sgd({ learningRate: RATE }), batch: COUNT, key: from(7), epochs: 5 } as const

/** The parameters of the classifier as numbers: a matrix and its bias. */
const weightsOf = (params: unknown): Weights => {
  const [bias = [], weight = []] = hostLeaves(params)
    .map(({ value }) => [...value.values])
    .sort((one, other) => one.length - other.length)
  return { weight: [weight.slice(0, 3), weight.slice(3)], bias }
}

const engines = async (): Promise<readonly Engine[]> => {
  const names: readonly EngineChoice[] = ['cpu', 'wasm', 'onnxruntime']
  const chosen = await Promise.all(names.map((name) => choose(name)()))
  return chosen.flatMap((each) => (each._tag === 'Right' ? [each.right.engine] : []))
}

/** A term of the rows whose labels are there alone. */
const whereLabelled = term({
  name: 'log p(label) where there is one',
  axes: ['batch'],
  sense: 'gain',
  needs: ['logLabel', 'mask of label'],
  nats: (supplied: Labels & HasMask<'label'>) => T.same.mul(supplied['mask of label'])(supplied.logLabel),
})

/** The weights before the first step and after each. */
const byHand = (steps: number, first: Weights, weights?: readonly number[]): readonly Weights[] =>
  Array.from({ length: steps }).reduce<readonly [Weights, ...Weights[]]>(
    (all) => [...all, ascendByHand(all[all.length - 1] as Weights, rows, own, RATE, weights)],
    [first],
  )

/** The parameters before the first step of a training with the common key. */
const beginning = async (engine: Engine): Promise<Weights> =>
  weightsOf(await run(engine.run((_: null, key) => classifier.init(key))(null, child('init')(common.key))))

const distanceOf = (one: Weights, other: Weights): number =>
  Math.max(
    ...[...one.weight.flat(), ...one.bias].map((w, at) =>
      Math.abs(w - ([...other.weight.flat(), ...other.bias][at] as number)),
    ),
  )

afterAll(async () => {
  await run(choose('wasm')) // the backend that the other tests of this file are on
})

describe('a model of fields by hand', () => {
  it('is trained on every engine to the numbers by hand in float64', async () => {
    for (const engine of await engines()) {
      const wanted = byHand(5, await beginning(engine))
      const { history, params } = await run(
        Train.fit({ ...common, model: classifier, objective: logLabel, data, engine }),
      )
      for (const [step, { training }] of history.entries())
        expect(training.objective).toBeCloseTo(meanByHand(wanted[step] as Weights, rows, own), 5)
      expect(distanceOf(weightsOf(params), wanted.at(-1) as Weights)).toBeLessThan(1e-5)
      expect(distanceOf(weightsOf(params), wanted[0] as Weights)).toBeGreaterThan(0.1)
    }
  })

  it('is shown what training and evaluation are, and no mask that it does not read', async () => {
    const seen: { readonly mode: string; readonly masks: object }[] = []
    const model = classifierOf((observed) => seen.push({ mode: observed.mode, masks: { ...observed.masks } }))
    const [engine] = (await engines()) as [Engine]
    const some = records('points', { point: points(COUNT), label: partly((row) => row > 3)(labels(COUNT)) })
    const options = { ...common, epochs: 1, model, objective: whereLabelled, engine }
    await run(Train.fit({ ...options, data: some, validation: data }))
    expect(seen).toEqual([
      { mode: 'training', masks: {} },
      { mode: 'evaluation', masks: {} },
    ])
  })

  it('plays, is measured and is a bound to those who say so', async () => {
    const [engine] = (await engines()) as [Engine]
    const players = [
      player({ name: 'all', objective: logLabel, moves: ['network'], optimizer: common.optimizer }),
    ] as const
    const { optimizer: _, ...rest } = common
    const wanted = byHand(5, await beginning(engine))
    const alive = tensorsAlive()
    const { params } = await run(play({ ...rest, model: classifier, players, data, engine }))
    expect(distanceOf(weightsOf(params), wanted.at(-1) as Weights)).toBeLessThan(1e-5)
    const asked = { model: classifier, params: params as never, data, key: from(3), engine, batch: 5 }
    const measured = await run(objective({ ...asked, objective: logLabel }))
    expect(measured.objective).toBeCloseTo(meanByHand(wanted.at(-1) as Weights, rows, own), 5)
    expect(measured.guarantee).toBe('objective')
    expect(await refusal(bound({ ...asked, bound: elbo as never }))).toMatchObject({
      message: 'the model does not supply logLikelihood',
    })
    expect(tensorsAlive()).toBe(alive)
  })
})

/** A term that draws: half the square of normal numbers, one for each row. */
const drawing = (name: string) =>
  term({
    name,
    axes: ['batch'],
    sense: 'gain',
    needs: ['logLikelihood', 'key'],
    nats: ({ logLikelihood, key }: HasKey & { readonly logLikelihood: T.Tensor<readonly ['samples', 'batch']> }) =>
      normal(key)({ shape: ['batch'] as const, sizes: [logLikelihood.sizes[1] as number] }),
  })

describe('the key of a term', () => {
  it('is there whatever the model, the same on every engine and for every size of batches, another for another name', async () => {
    for (const engine of await engines()) {
      const params = (
        await run(Train.fit({ ...common, model: smallVae, objective: elbo, data: patterns(COUNT), engine }))
      ).params
      const measured = (name: string, batch: number) =>
        run(
          objective({
            model: smallVae,
            params,
            data: patterns(COUNT),
            objective: drawing(name),
            key: from(3),
            batch,
            engine,
          }),
        )
      const [whole, parts, other] = [await measured('a', COUNT), await measured('a', 5), await measured('b', COUNT)]
      const key = child('a')(child('terms')(child('noise')(from(3))))
      const wanted = scoped(() =>
        valuesOf(T.meanOfAll(normal(key)({ shape: ['batch'] as const, sizes: [COUNT] }))),
      )[0] as number
      expect(whole.objective).toBeCloseTo(wanted, 6)
      expect(parts.objective).toBeCloseTo(wanted, 6)
      expect(Math.abs(other.objective - wanted)).toBeGreaterThan(1e-3)
    }
  })

  it('is another at each step of training, and comes with the fields of a model', async () => {
    const [engine] = await engines()
    const seen = term({
      name: 'draws',
      axes: ['batch'],
      sense: 'gain',
      needs: ['logLabel', 'key'],
      nats: ({ logLabel, key }: Labels & HasKey) => normal(key)({ shape: ['batch'] as const, sizes: logLabel.sizes }),
    })
    const { history } = await run(
      Train.fit({ ...common, model: classifier, objective: seen, data, ...(engine && { engine }) }),
    )
    const drawn = history.map(({ training }) => training.objective)
    expect(new Set(drawn).size).toBe(drawn.length)
  })
})

describe('the mask of a field', () => {
  const has = (row: number) => row % 3 > 0
  const weights = rows.map((_, row) => Number(has(row)))
  const some = records('points', { point: points(COUNT), label: partly(has)(labels(COUNT)) })

  it('is that of the data: the rows without a value move nothing', async () => {
    for (const engine of await engines()) {
      const wanted = byHand(5, await beginning(engine), weights)
      const options = { ...common, model: classifier, objective: whereLabelled, data: some, engine }
      const { history, params } = await run(Train.fit(options))
      expect(history[4]?.training.objective).toBeCloseTo(meanByHand(wanted[4] as Weights, rows, own, weights), 5)
      expect(distanceOf(weightsOf(params), wanted.at(-1) as Weights)).toBeLessThan(1e-5)
    }
  })

  it('is what whereObserved asks for: one term of these rows, another of the others', async () => {
    const flat = pipe(logLabel, scale(0))
    const where = whereObserved('label')(logLabel, flat)
    for (const engine of await engines()) {
      const wanted = byHand(5, await beginning(engine), weights)
      const { params } = await run(Train.fit({ ...common, model: classifier, objective: where, data: some, engine }))
      expect(distanceOf(weightsOf(params), wanted.at(-1) as Weights)).toBeLessThan(1e-5)
    }
  })

  it('is 1 where every row has a value', async () => {
    for (const engine of await engines()) {
      const wanted = byHand(5, await beginning(engine))
      const { params } = await run(Train.fit({ ...common, model: classifier, objective: whereLabelled, data, engine }))
      expect(distanceOf(weightsOf(params), wanted.at(-1) as Weights)).toBeLessThan(1e-5)
    }
  })

  it('is shown to a model that reads it, whether the data has it of all rows or of some', async () => {
    type Reading = PointFields & { readonly label: Shown<readonly [3], 'oneHot', 'some'> }
    const fields = { ...pointFields, label: { ...pointFields.label, seen: 'some' } } as const
    const model: RecordModel<Omit<PointFields, 'label'> & Pick<Reading, 'label'>, unknown, Labels> = {
      ...(classifierOf() as never as object),
      fields,
      supply: (params: never) => (observed: { readonly masks: { readonly label: T.Tensor<readonly ['batch']> } }) => {
        const { logLabel } = classifier.supply(params)(observed as never)
        return { logLabel: T.same.mul(observed.masks.label)(logLabel) }
      },
    } as never
    const [engine] = (await engines()) as [Engine]
    const measure = async (given: typeof data | typeof some) => {
      const params = await run(engine.run((_: null, key) => model.init(key))(null, from(1)))
      const options = { model, params: params as never, data: given as typeof data, key: from(3), engine }
      return { at: weightsOf(params), found: await run(objective({ ...options, objective: logLabel })) }
    }
    for (const [given, own_] of [
      [data, undefined],
      [some, weights],
    ] as const) {
      const { at, found } = await measure(given)
      expect(found.objective).toBeCloseTo(meanByHand(at, rows, own, own_), 5)
    }
  })
})

describe('a model of an event', () => {
  it('is trained on the field x to the bits of a data set without a name', async () => {
    const images = patterns(40)
    const labelled = records('images', { label: labels(40), x: images })
    for (const engine of await engines()) {
      const options = { ...common, batch: 10, epochs: 2, model: smallVae, objective: elbo, engine }
      const [plain, named] = [
        await run(Train.fit({ ...options, data: images })),
        await run(Train.fit({ ...options, data: labelled })),
      ]
      expect(named.params).toEqual(plain.params)
    }
  })
})

describe('what is supplied of fields', () => {
  it('is what the model gives, and the masks beside it', () => {
    scoped(() => {
      const given = {
        x: 3,
        get lazily() {
          return this.x + 1
        },
      }
      const model = { fields: pointFields, init: () => null, supply: () => () => given as never }
      const batch = {
        values: {
          point: tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4]),
          label: tensorOf(['batch', 3], [2, 3], [0, 1, 0, 1, 0, 0]),
        },
        masks: { label: tensorOf(['batch'], [2], [1, 0]) },
      }
      const supplied = suppliedOn(model)(null, batch as never, {
        key: from(1),
        samples: 1,
        mode: 'training',
      }) as Record<string, unknown>
      expect([supplied.x, supplied.lazily, supplied.nothing]).toEqual([3, 4, undefined])
      expect(valuesOf(supplied['mask of point'] as T.AnyTensor)).toEqual([1, 1])
      expect(valuesOf(supplied['mask of label'] as T.AnyTensor)).toEqual([1, 0])
    })
  })
})
