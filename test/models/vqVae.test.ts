import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { load, save } from '../../src/checkpoints/checkpoint.js'
import { Elbo, Evaluate, Key, Layer, Optimizer, T, Train, VqVae } from '../../src/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { fromAnyHost } from '../../src/tensors/create.js'
import { fromHostTree, hostLeaves } from '../../src/tensors/tree.js'
import { type CheckedObjective, objectiveFault } from '../../src/training/checkObjective.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'
import { refusal, run } from '../support/outcome.js'
import { patterns } from '../support/smallVae.js'

onCpu()

const encoder = Layer.sequence(Layer.dense(6, 4), Layer.reshape([2, 2]))
const decoder = Layer.sequence(Layer.input([2, 2]), Layer.flatten, Layer.bernoulliHead(6))
const model = VqVae.make({ encoder, codes: 5, decoder })
const objective = pipe(
  Elbo.logLikelihood,
  Elbo.average('samples'),
  Elbo.minus(Elbo.codebook),
  Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25))),
)
const X = [1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1]
const x = () => tensorOf(['batch', 6], [2, 6], X)
const shown = () => ({ x: x(), key: Key.from(2), samples: 3 })

describe('make', () => {
  it('is a model whose parts are the encoder, the codes and the decoder', () =>
    scoped(() => {
      expect(model).toMatchObject({
        name: 'vqVae',
        over: 'binary',
        supplies: ['x', 'logLikelihood', 'codes', 'codebook'],
      })
      const params = model.init(Key.from(1))
      expect(Object.keys(params)).toEqual(['encoder', 'codes', 'decoder'])
      expect([params.codes.shape, params.codes.sizes]).toEqual([
        [5, 2],
        [5, 2],
      ])
    }))

  it('supplies what is encoded, the nearest codes, and the likelihood of these', () =>
    scoped(() => {
      const params = model.init(Key.from(1))
      const { codes, logLikelihood } = model.supply(params)(shown())
      expect(valuesOf(codes.encoded)).toEqual(valuesOf(encoder.apply(params.encoder)(x())))
      const table = valuesOf(params.codes)
      const vectors = Array.from({ length: 4 }, (_, at) => valuesOf(codes.encoded).slice(2 * at, 2 * at + 2))
      const nearest = vectors.flatMap(([a = 0, b = 0]) => {
        const all = [0, 1, 2, 3, 4].map((each) => table.slice(2 * each, 2 * each + 2))
        const distances = all.map(([c = 0, d = 0]) => (a - c) ** 2 + (b - d) ** 2)
        return all[distances.indexOf(Math.min(...distances))] ?? []
      })
      expect(valuesOf(codes.chosen)).toEqual(nearest)
      const given = decoder.apply(params.decoder)(T.unflattenEvent<readonly [2, 2]>(decoder.input)(codes.chosen))
      expect([logLikelihood.shape, logLikelihood.sizes]).toEqual([
        ['samples', 'batch'],
        [1, 2],
      ])
      expect(valuesOf(logLikelihood)).toEqual(valuesOf(decoder.family.logProb(given)(x())))
    }))

  it('sends the gradient of the decoder straight through to the encoder', () =>
    scoped(() => {
      const params = model.init(Key.from(1))
      const likelihoodAt = (rows: T.Tensor<readonly ['batch', 2, 2]>) =>
        [T.sum('batch')(decoder.family.logProb(decoder.apply(params.decoder)(rows))(x())), null] as const
      const { codes } = model.supply(params)(shown())
      const chosen = T.unflattenEvent<readonly [2, 2]>(encoder.output)(codes.chosen)
      const atCodes = valuesOf(T.valueAndGradient(likelihoodAt)(chosen).gradient)
      // the bias of the encoder is added to every vector: its gradient is the sum over the rows of that at the codes
      const ofParams = T.valueAndGradient(
        (all: typeof params) => [T.sum('samples', 'batch')(model.supply(all)(shown()).logLikelihood), null] as const,
      )(params).gradient
      const bias = valuesOf(ofParams.encoder[0].bias)
      for (const at of [0, 1, 2, 3]) expect(bias[at]).toBeCloseTo((atCodes[at] ?? 0) + (atCodes[at + 4] ?? 0), 5)
      expect(valuesOf(ofParams.codes)).toEqual(Array.from({ length: 10 }, () => 0))
    }))

  it('has one gradient, however often a batch is shown: every term is a mean over it', () =>
    scoped(() => {
      const params = model.init(Key.from(1))
      const gradientOf = (rows: readonly number[]) => {
        const of = (all: typeof params) =>
          [
            T.meanOfAll(
              objective.evaluate(
                model.supply(all)({ ...shown(), x: tensorOf(['batch', 6], [rows.length / 6, 6], rows) }),
              ).surrogate,
            ),
            null,
          ] as const
        return T.Tree.leaves(T.valueAndGradient(of)(params).gradient).flatMap(({ value }) => [...valuesOf(value)])
      }
      expect(distance(gradientOf([...X, ...X]), gradientOf(X))).toBeLessThan(1e-5)
    }))

  it.each<readonly [string, object]>([
    ['vqVae: the encoder is not a network', { encoder: Layer.tanh, codes: 5, decoder }],
    ['vqVae: the decoder is not a network', { encoder, codes: 5, decoder: undefined }],
    [
      'vqVae: the encoder gives a DiagonalNormal but must give a Tensor',
      { encoder: Layer.sequence(Layer.normalHead(6, 4)), codes: 5, decoder },
    ],
    [
      'vqVae: the decoder gives a Tensor but must end in a head such as Layer.bernoulliHead',
      { encoder, codes: 5, decoder: Layer.sequence(Layer.input([2, 2]), Layer.flatten, Layer.dense(6)) },
    ],
    [
      'vqVae: encoder gives a code [2, 2] but the decoder takes [4]',
      { encoder, codes: 5, decoder: Layer.sequence(Layer.bernoulliHead(4, 6)) },
    ],
    [
      'vqVae: the encoder takes [6] but the decoder gives [7]',
      { encoder, codes: 5, decoder: Layer.sequence(Layer.input([2, 2]), Layer.flatten, Layer.bernoulliHead(7)) },
    ],
    ['vqVae: the number of codes must be a positive whole number, not 0', { encoder, codes: 0, decoder }],
    [
      'vqVae: the codes must be a number of them, or a layer such as Layer.quantizeByAverage',
      { encoder, codes: Layer.quantize(5), decoder },
    ],
    [
      'vqVae: the layer of codes takes 3 channels on the last axis but is given [2, 2]',
      { encoder, codes: Layer.finiteScalar([5, 5, 5]), decoder },
    ],
  ])('refuses, past a cast: %s', (words, parts) => {
    expect(() => VqVae.make(parts as never)).toThrow(new ShapeError(words))
  })
})

describe('in training', async () => {
  const { engines } = await everyEngine()
  const common = { data: patterns(24), batch: 8, key: Key.from(3) } as const
  const optimizer = Optimizer.sgd({ learningRate: 0.2 })

  it('learns the same on every engine: the codes move, and the data is explained', async () => {
    const all = await Promise.all(
      engines.map((engine) => run(Train.fit({ ...common, model, objective, optimizer, epochs: 6, engine }))),
    )
    const [first, ...others] = all
    const curve = first?.history.map(({ training }) => training.objective) ?? []
    expect(curve.at(-1)).toBeGreaterThan((curve[0] ?? 0) + 0.3)
    const numbersOf = (params: unknown) => hostLeaves(params).flatMap(({ value }) => [...value.values])
    for (const other of others)
      for (const [at, value] of numbersOf(other.params).entries())
        expect(value).toBeCloseTo(numbersOf(first?.params)[at] as number, 3)
  })

  it('has no log-weight: importance sampling and bounds are refused in words', async () => {
    const iwae = Elbo.iwae(Elbo.logWeight) as unknown as typeof objective
    const refused = await refusal(Train.fit({ ...common, model, objective: iwae, optimizer, epochs: 1 }))
    expect(refused.message).toBe('the model does not supply prior')
    const params = (await run(Train.fit({ ...common, model, objective, optimizer, epochs: 1 }))).params
    const bound = await refusal(Evaluate.bound({ ...common, model, params, bound: objective as never }))
    expect(bound).toMatchObject({ _tag: 'BadRequest' })
  })
})

describe('codes that are moving averages', async () => {
  const { engines } = await everyEngine()
  const averaged = VqVae.make({ encoder, codes: Layer.quantizeByAverage(5, { decay: 0.5 }), decoder })
  const byAverage = pipe(
    Elbo.logLikelihood,
    Elbo.average('samples'),
    Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25))),
  )
  const common = { model: averaged, objective: byAverage, data: patterns(24), key: Key.from(3) } as const
  const optimizer = Optimizer.sgd({ learningRate: 0.2 })
  type Params = ReturnType<typeof averaged.init>
  const numbersOf = (params: unknown) => hostLeaves(params).flatMap(({ value }) => [...value.values])

  it('are moved by no term: one that would move nothing is refused', async () => {
    expect(averaged.supplies).toEqual(['x', 'logLikelihood', 'codes'])
    const words: CheckedObjective<typeof averaged, typeof objective> =
      'no term moves the codes of the model, which are moving averages or fixed: leave out Elbo.codebook'
    expect(objectiveFault(averaged, objective)).toBe(words)
    expect(objectiveFault(averaged, byAverage)).toBeNull()
    const refused = await refusal(Train.fit({ ...common, objective: objective as never, optimizer, epochs: 1 }))
    expect(refused.message).toBe(words)
  })

  it('are a state, which an engine and a checkpoint have with the parameters', async () => {
    const { params } = await run(Train.fit({ ...common, optimizer, epochs: 1, batch: 8 }))
    expect(hostLeaves(params).map(({ path }) => path)).toEqual([
      'encoder.0.weight',
      'encoder.0.bias',
      'decoder.2.weight',
      'decoder.2.bias',
      'state.codes.codes',
      'state.codes.counts',
    ])
    const codes: readonly [5, 2] = params.state.codes.codes.shape
    expect(codes).toEqual([5, 2])
    const file = join(tmpdir(), `shapebound-codes-${process.pid}.safetensors`)
    await run(save(file)(params))
    const loaded = await run(load(params)(file))
    await rm(file)
    expect(numbersOf(loaded)).toEqual(numbersOf(params))
  })

  it('move as the layer says and by no optimizer, in training alone', async () => {
    // one batch, and a step by which no parameter moves that an optimizer has
    const still = Optimizer.sgd({ learningRate: 1e-30 })
    const { params } = await run(Train.fit({ ...common, optimizer: still, epochs: 1, batch: 24 }))
    const { data } = common
    scoped(() => {
      const begun = averaged.init(common.key).state.codes
      const layer = Layer.sequence(Layer.input([2, 2]), Layer.quantizeByAverage(5, { decay: 0.5 }))
      const rows = tensorOf(
        ['batch', 6],
        [24, 6],
        [
          ...data.rows(
            Uint32Array.from({ length: 24 }, (_, at) => at),
            common.key,
          ),
        ],
      )
      const encoded = encoder.apply(fromHostTree(fromAnyHost)<Params['encoder']>(params.encoder as never))(rows)
      const [, [, after]] = layer.run([null, null], { key: common.key, mode: 'training', state: [null, begun] })(
        encoded,
      )
      for (const [found, wanted, before] of [
        [params.state.codes.codes.values, valuesOf(after.codes), valuesOf(begun.codes)],
        [params.state.codes.counts.values, valuesOf(after.counts), valuesOf(begun.counts)],
      ] as const) {
        expect([...found]).not.toEqual(before)
        found.forEach((each, at) => {
          expect(each).toBeCloseTo(wanted[at] as number, 5)
        })
      }
    })
    const evaluated = await run(Evaluate.objective({ ...common, params, batch: 24 }))
    expect(Number.isFinite(evaluated.objective)).toBe(true)
  })

  it('learn, along one curve on every engine', async () => {
    const all = await Promise.all(
      engines.map((engine) => run(Train.fit({ ...common, optimizer, epochs: 6, batch: 8, engine }))),
    )
    const curves = all.map(({ history }) => history.map(({ training }) => training.objective))
    expect(curves[0]?.at(-1)).toBeGreaterThan((curves[0]?.[0] ?? 0) + 0.3)
    for (const curve of curves)
      for (const [at, value] of curve.entries()) expect(value).toBeCloseTo(curves[0]?.[at] as number, 3)
  })
})
