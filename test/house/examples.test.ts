import { Data, Engine, Key } from 'shapebound'
import { beforeAll, describe, expect, test } from 'vitest'
import * as batchNorm from '../../examples/batch-norm.js'
import * as bounds from '../../examples/bounds.js'
import * as convolutional from '../../examples/convolutional.js'
import * as factorVae from '../../examples/factor-vae.js'
import * as flows from '../../examples/flow-posterior.js'
import * as m2 from '../../examples/m2.js'
import * as mvae from '../../examples/mvae.js'
import * as northStar from '../../examples/north-star.js'
import * as ownDistribution from '../../examples/own-distribution.js'
import * as ownLayers from '../../examples/own-layers.js'
import * as ownModel from '../../examples/own-model.js'
import * as ownParts from '../../examples/own-parts.js'
import * as plain from '../../examples/plain-autoencoder.js'
import * as players from '../../examples/players.js'
import * as posteriors from '../../examples/posteriors.js'
import * as vampPrior from '../../examples/vamp-prior.js'
import * as vqVae from '../../examples/vq-vae.js'
import { filesUnder } from './sources.js'

// with tiny arguments: that they run to their end, and that they learn

const key = Key.from(1)
const small = Data.sprites({ key, count: 256, size: 16 })

let engine: Engine.Engine
beforeAll(async () => {
  const chosen = await Engine.choose('auto')()
  if (chosen._tag === 'Left') throw new Error(chosen.left.message)
  engine = chosen.right.engine
})

const right = async <Value>(program: () => Promise<{ readonly _tag: string } & { right?: Value }>): Promise<Value> => {
  const result = await program()
  expect(result).toMatchObject({ _tag: 'Right' })
  return result.right as Value
}

const objectives = (trained: { readonly history: readonly { readonly training: { readonly objective: number } }[] }) =>
  trained.history.map(({ training }) => training.objective)

const increases = (values: readonly number[]): boolean =>
  values.every((value, index) => Number.isFinite(value) && (index === 0 || value > (values[index - 1] as number)))

/** Every engine that is here. */
const everyEngine = async (): Promise<readonly Engine.Engine[]> => {
  const chosen = await Promise.all(
    (['cpu', 'wasm', 'tensorflow', 'onnxruntime'] as const).map((name) => Engine.choose(name)()),
  )
  return chosen.flatMap((each) => (each._tag === 'Right' ? [each.right.engine] : []))
}

describe('examples', () => {
  // those of joint distributions: jointExamples.test.ts
  test('are all run here', () =>
    expect(filesUnder('examples', '.ts')).toEqual([
      'batch-norm.ts',
      'bounds.ts',
      'conditional-index.ts',
      'conditional.ts',
      'convolutional.ts',
      'factor-vae.ts',
      'flow-posterior.ts',
      'joint-plain.ts',
      'ladder.ts',
      'm2.ts',
      'mvae.ts',
      'north-star.ts',
      'own-distribution.ts',
      'own-layers.ts',
      'own-model.ts',
      'own-parts.ts',
      'plain-autoencoder.ts',
      'players.ts',
      'posteriors.ts',
      'tabular.ts',
      'two-layers.ts',
      'vamp-prior.ts',
      'vq-vae.ts',
      'vrnn.ts',
    ]))

  test('north-star learns, and prints its objective', async () => {
    const data = Data.sprites({ key, count: 256, size: 28 }).binary
    const trained = await right(northStar.program(data, engine, 2))
    expect(increases(objectives(trained))).toBe(true)
    expect(trained.params.encoder[0].weight.sizes).toEqual([784, 500])
    expect(northStar.objective.formula.text).toBe('E_q[log p(x|z)] - 4 KL(q(z|x) || p(z))')
  })

  test('a distribution and a prior of your own learn', async () => {
    const logistic = await right(ownDistribution.program(small.grey, engine, 3))
    expect(increases(objectives(logistic))).toBe(true)
    expect(logistic.params.encoder[2].logScale.weight.sizes).toEqual([32, 5])
    const moved = await right(ownDistribution.programUnderLearnedMean(small.binary, engine, 3))
    expect(increases(objectives(moved))).toBe(true)
    expect([...moved.params.prior.mean.values].some((each) => each !== 0)).toBe(true)
  })

  test('flows learn, as a posterior and as a prior, alike on a compiled and on an eager engine', async () => {
    const eager = await Engine.choose('wasm')()
    if (eager._tag === 'Left') throw new Error(eager.left.message)
    const curvesOn = async (on: Engine.Engine) => [
      objectives(await right(flows.program(small.binary, on, 2))),
      objectives(await right(flows.ofPlanar(small.binary, on, 2))),
      objectives(await right(flows.ofPrior(small.binary, on, 2))),
    ]
    const [curves, others] = [await curvesOn(engine), await curvesOn(eager.right.engine)]
    expect(curves.every(increases)).toBe(true)
    curves.flat().forEach((value, at) => {
      expect(value).toBeCloseTo(others.flat()[at] ?? Number.NaN, 3)
    })
  })

  test('convolutional learns, its filters of the sizes that its types say', async () => {
    const data = Data.sprites({ key, count: 256, size: 28 }).binary
    const trained = await right(convolutional.program(data, engine, 3))
    expect(increases(objectives(trained))).toBe(true)
    expect(trained.params.encoder[2].filter.sizes).toEqual([4, 4, 1, 32])
    expect(trained.params.decoder[8].filter.sizes).toEqual([4, 4, 1, 32])
  })

  test('bounds are ordered: more samples under the logarithm, a higher bound', async () => {
    const [closed = 0, monteCarlo = 0, importance = 0] = await right(bounds.program(small.binary, engine, 3, 10))
    expect(Math.abs(closed - monteCarlo)).toBeLessThan(1)
    expect(importance).toBeGreaterThan(Math.max(closed, monteCarlo))
    expect(importance).toBeLessThan(0)
  })

  test('own-layers learns, its own parameters too, and is exported', async () => {
    const { trained, files } = await right(ownLayers.program(small.binary, engine, 3))
    expect(increases(objectives(trained))).toBe(true)
    expect(trained.params.encoder[1].scale.sizes).toEqual([64])
    expect([...trained.params.encoder[1].scale.values].some((value) => value !== 1)).toBe(true)
    expect(trained.params.decoder[1][0].weight.sizes).toEqual([64, 64])
    expect(files.encoder.bytes.length).toBeGreaterThan(4 * 64 * 256)
  })

  test('batch-norm learns and moves its state, alike on every engine, and is measured and exported', async () => {
    const all = await Promise.all((await everyEngine()).map((each) => right(batchNorm.program(small.binary, each, 3))))
    const curves = all.map(({ trained }) => objectives(trained))
    expect(curves.every(increases)).toBe(true)
    for (const curve of curves)
      for (const [at, each] of curve.entries()) expect(each).toBeCloseTo(curves[0]?.[at] ?? 0, 2)
    for (const { trained, bound, files } of all) {
      expect([...trained.params.state.encoder[1].mean.values].some((each) => each !== 0)).toBe(true)
      expect(bound.objective).toBeLessThan(0)
      expect(files.encoder.bytes.length).toBeGreaterThan(4 * 64 * 256)
    }
  })

  test('own-model learns and moves its state, alike on every engine', async () => {
    const all = await Promise.all((await everyEngine()).map((each) => right(ownModel.program(small.binary, each, 3))))
    for (const trained of all) {
      expect(increases(objectives(trained))).toBe(true)
      expect(objectives(trained).at(-1)).toBeCloseTo(objectives(all[0] as (typeof all)[number]).at(-1) as number, 3)
      const { mean, variance } = trained.params.state.network[3]
      expect([...mean.values]).not.toEqual(Array(64).fill(0))
      expect([...variance.values]).not.toEqual(Array(64).fill(1))
    }
  })

  test('own-parts learns', async () => {
    const trained = await right(ownParts.program(small.binary, engine, 3))
    expect(increases(objectives(trained))).toBe(true)
    expect(trained.history[0]?.training.parts.map(({ name }) => name)).toContain('||μ||²')
  })

  test('factor-vae learns, the discriminator too, and the same on every engine', async () => {
    const curves = await Promise.all(
      (await everyEngine()).map(async (each) => {
        const { history } = await right(factorVae.program(small.binary, each, 4))
        return history.map(({ training }) => [training.objective, training.others?.[0]?.objective ?? Number.NaN])
      }),
    )
    expect(increases((curves[0] ?? []).map(([objective = 0]) => objective))).toBe(true)
    expect(curves[0]?.at(-1)?.[1]).toBeGreaterThan(curves[0]?.[0]?.[1] ?? 0)
    for (const curve of curves)
      for (const [epoch, values] of curve.entries())
        for (const [player, value] of values.entries()) expect(value).toBeCloseTo(curves[0]?.[epoch]?.[player] ?? 0, 2)
  })

  test('vq-vae learns, and the same on every engine', async () => {
    const curves = await Promise.all(
      (await everyEngine()).map(async (each) => objectives(await right(vqVae.program(small.binary, each, 4)))),
    )
    expect(curves[0]?.at(-1)).toBeGreaterThan((curves[0]?.[0] ?? 0) + 20)
    // the nearest of two codes may be another where rounding decides
    for (const curve of curves)
      for (const [epoch, value] of curve.entries()) expect(value).toBeCloseTo(curves[0]?.[epoch] ?? Number.NaN, 0)
  })

  test('vq-vae learns by moving averages, and the same on every engine', async () => {
    const all = await Promise.all((await everyEngine()).map((each) => right(vqVae.byAverage(small.binary, each, 4))))
    const curves = all.map(objectives)
    expect(curves[0]?.at(-1)).toBeGreaterThan((curves[0]?.[0] ?? 0) + 20)
    for (const { params } of all) expect(params.state.codes.codes.sizes).toEqual([32, 8])
    // as above
    for (const curve of curves)
      for (const [epoch, value] of curve.entries()) expect(value).toBeCloseTo(curves[0]?.[epoch] ?? Number.NaN, 0)
  })

  test('vamp-prior learns, and the same on every engine, also from pictures of the data', async () => {
    const curves = await Promise.all(
      (await everyEngine()).map(async (each) => {
        const { trained, bound } = await right(vampPrior.program(small.binary, each, 3))
        expect(bound.objective).toBeGreaterThan(trained.history.at(-1)?.training.objective ?? 0)
        expect(trained.params.prior.pseudoInputs.sizes).toEqual([20, 256])
        return [objectives(trained), objectives(await right(vampPrior.fromData(small.binary, each, 3)))]
      }),
    )
    const [first = []] = curves
    expect(first.every(increases)).toBe(true)
    for (const curve of curves)
      for (const [at, value] of curve.flat().entries()) expect(value).toBeCloseTo(first.flat()[at] ?? Number.NaN, 2)
  })

  test('m2 and mvae learn, and the same on every engine', async () => {
    const shape = Data.classes(3, small.factors.shape.values)
    const partly = Data.records('sprites', { x: small.binary, label: Data.partly((row) => row % 5 === 0)(shape) })
    const whole = Data.records('sprites', { x: small.binary, label: shape })
    const curves = await Promise.all(
      (await everyEngine()).map(async (each) => [
        objectives(await right(m2.program(partly, each, 3))),
        objectives(await right(m2.programByScore(partly, each, 3))),
        objectives(await right(mvae.program(whole, each, 3))),
      ]),
    )
    const [first = []] = curves
    expect(first.every(increases)).toBe(true)
    for (const curve of curves)
      for (const [at, value] of curve.flat().entries()) expect(value).toBeCloseTo(first.flat()[at] ?? Number.NaN, 2)
  })

  test('plain-autoencoder learns', async () => {
    expect(increases(objectives(await right(plain.program(small.grey, engine, 3))))).toBe(true)
  })

  test.each([
    ['q and p in turn', () => right(players.inTurn(small.binary, engine, 6))],
    ['PIWAE', () => right(players.piwae(small.binary, engine, 6))],
    ['a posterior for each datum', () => right(players.ofEachDatum(small.binary, engine, 6))],
  ] as const)('players: %s learn', async (_, learn) => {
    const found = objectives(await learn())
    expect(found.at(-1)).toBeGreaterThan(found[0] ?? 0)
  })

  test.each([
    ['relaxed bits', () => right(posteriors.ofRelaxedBits(small.binary, engine, 6))],
    ['bits', () => right(posteriors.ofBits(small.binary, engine, 6))],
    ['a learned mixture', () => right(posteriors.ofMixture(small.binary, engine, 6))],
  ] as const)('posteriors: %s learn', async (_, learn) => {
    const found = objectives(await learn())
    expect(found.every(Number.isFinite)).toBe(true)
    expect(found.at(-1)).toBeGreaterThan(found[0] ?? 0)
  })
})
