import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { Data, DiagonalNormal, Elbo, Engine, Key, Optimizer, Train, Vae } from '../../src/index.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, valuesOf } from '../support/engine.js'
import { convolution, transposed } from '../tensors/images.js'
import { some } from './reference.js'

const near = { tolerance: { absolute: 1e-5, relative: 1e-5 }, gradientTolerance: { absolute: 1e-4, relative: 1e-4 } }
const images = hostOf(['batch', 4, 4, 1], [2, 4, 4, 1], some(32, 1))
const biased =
  (channels: number, run: (x: readonly number[], f: readonly number[]) => readonly number[]) =>
  (x: readonly number[], f: readonly number[], bias: readonly number[]) =>
    run(x, f).map((each, index) => each + (bias[index % channels] as number))

const stated = Layer.sequence(Layer.input([4, 4, 1]), Layer.conv2d(1, 2, { kernel: 3, stride: 2 }))
const inferred = Layer.sequence(Layer.input([4, 4, 1]), Layer.conv2d(2, { kernel: 3, padding: 'valid' }))
const back = Layer.sequence(Layer.input([4, 4, 1]), Layer.conv2dTranspose(2, { kernel: 4, stride: 2, padding: 1 }))

onEach(() => {
  conforms('conv, its channels stated', {
    inputs: [images, hostOf([3, 3, 1, 2], [3, 3, 1, 2], some(18, 2)), hostOf([2], [2], [0.5, -1])],
    operation: (x, filter, bias) => stated.apply([null, { filter, bias }])(x),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: biased(
      2,
      convolution([2, 4, 4, 1], [3, 3, 1, 2], [2, 2, 2, 2], { stride: 2, padding: 'same' }),
    ) as never,
    ...near,
  })

  conforms('conv, its channels from the layer before', {
    inputs: [images, hostOf([3, 3, 1, 2], [3, 3, 1, 2], some(18, 2)), hostOf([2], [2], [0.5, -1])],
    operation: (x, filter, bias) => inferred.apply([null, { filter, bias }])(x),
    gives: [
      ['batch', 2, 2, 2],
      [2, 2, 2, 2],
    ],
    reference: biased(
      2,
      convolution([2, 4, 4, 1], [3, 3, 1, 2], [2, 2, 2, 2], { stride: 1, padding: 'valid' }),
    ) as never,
    ...near,
  })

  conforms('conv2dTranspose', {
    inputs: [images, hostOf([4, 4, 2, 1], [4, 4, 2, 1], some(32, 2)), hostOf([2], [2], [0.5, -1])],
    operation: (x, filter, bias) => back.apply([null, { filter, bias }])(x),
    gives: [
      ['batch', 8, 8, 2],
      [2, 8, 8, 2],
    ],
    reference: biased(2, transposed([2, 4, 4, 1], [4, 4, 2, 1], [2, 8, 8, 2], { stride: 2, padding: 1 })) as never,
    ...near,
  })
})

describe('at run time', () => {
  onCpu()

  const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown
  const loose = Layer as unknown as Record<string, (...given: readonly unknown[]) => unknown>

  it.each(['conv2d', 'conv2dTranspose'] as const)(
    '%s does not take undefined for an argument that was left out',
    (name) => {
      expect(() => loose[name]?.(8, 16, undefined)).toThrow(new ShapeError(`${name}: the options must say the kernel`))
      expect(() => loose[name]?.(8, undefined, { kernel: 3 })).toThrow(
        new ShapeError(`${name}: the number of output channels is not a dimension`),
      )
    },
  )

  it('first weights are uniform within the bound of their fans', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([8, 8, 3]), Layer.conv2d(16, { kernel: 5 }))
      const [, { filter, bias }] = net.init(from(7))
      expect([filter.shape, bias.shape]).toEqual([[5, 5, 3, 16], [16]])
      const limit = Math.sqrt(6 / (25 * (3 + 16)))
      const values = valuesOf(filter)
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit)
      expect(Math.max(...values)).toBeGreaterThan(0.99 * limit)
      expect(Math.min(...values)).toBeLessThan(-0.99 * limit)
      expect(valuesOf(bias)).toEqual(Array(16).fill(0))
      const transposedNet = Layer.sequence(Layer.input([8, 8, 3]), Layer.conv2dTranspose(16, { kernel: 5 }))
      expect(transposedNet.init(from(7))[1].filter.shape).toEqual([5, 5, 16, 3])
    }))

  it('takes and gives sizes that have a name', () => {
    const [height, channels] = [named('h', 9), named('channels', 4)]
    const net = Layer.sequence(
      Layer.input([height, 8, 3]),
      Layer.conv2d(channels, { kernel: 3, stride: 2 }),
      Layer.conv2dTranspose(channels, 2, { kernel: 4, stride: 2 }),
    )
    expect(net.output).toEqual([
      { dim: 'ceil(h/2)*2', size: 10 },
      { dim: 8, size: 8 },
      { dim: 2, size: 2 },
    ])
  })

  it('refuses in the words of the compiler', () => {
    const image = Layer.input([10, 10, 3])
    expect(() => sequence(image, Layer.conv2d(1, 8, { kernel: 3 }))).toThrow(
      new ShapeError('layer 2 (conv2d) takes 1 channels but is given 3, in [10, 10, 3]'),
    )
    expect(() => sequence(image, Layer.conv2d(8, { kernel: 11, padding: 'valid' }))).toThrow(
      new ShapeError('layer 2 (conv2d) takes at least 11 pixels but is given 10, in [10, 10, 3]'),
    )
    expect(() => sequence(Layer.input([100]), Layer.conv2dTranspose(8, { kernel: 3 }))).toThrow(
      new ShapeError('layer 2 (conv2dTranspose) takes [height, width, channels] but is given [100]'),
    )
    expect(() =>
      sequence(Layer.input([named('h', 2), 9, 1]), Layer.conv2d(8, { kernel: 3, padding: 'valid' })),
    ).toThrow(new ShapeError('layer 2 (conv2d) takes at least 3 pixels but is given 2, in [2, 9, 1]'))
  })

  it.each([
    [[0, { kernel: 3 }], 'the number of output channels must be a positive whole number, not 0'],
    [[0, 8, { kernel: 3 }], 'the number of input channels must be a positive whole number, not 0'],
    [[8, { kernel: 2.5 }], 'the kernel must be a positive whole number, not 2.5'],
    [[8, { kernel: 3, stride: 0 }], 'the stride must be a positive whole number, not 0'],
    [[8, { kernel: 3, padding: 'full' }], "the padding must be 'same', 'valid' or a whole number"],
    [[8, { kernel: 3, strides: 2 }], 'there is no option strides'],
    [[8, 9], 'the options must say the kernel'],
  ])('refuses %j', (given, words) => {
    for (const name of ['conv2d', 'conv2dTranspose'])
      expect(() => loose[name]?.(...given)).toThrow(new ShapeError(`${name}: ${words}`))
  })

  it('leaves no tensor', () => {
    expectNothingKept(() => stated.apply(stated.init(from(7)))(T.zeros(['batch', 4, 4, 1] as const, [2, 4, 4, 1])))
  })
})

describe('a convolutional autoencoder of 28 by 28 pixels', () => {
  const model = Vae.make({
    encoder: Layer.sequence(
      Layer.input([784]),
      Layer.reshape([28, 28, 1]),
      Layer.conv2d(1, 32, { kernel: 4, stride: 2 }),
      Layer.relu,
      Layer.conv2d(64, { kernel: 4, stride: 2 }),
      Layer.relu,
      Layer.flatten,
      Layer.dense(3136, 256),
      Layer.relu,
      Layer.normalHead(20),
    ),
    decoder: Layer.sequence(
      Layer.dense(20, 256),
      Layer.relu,
      Layer.dense(3136),
      Layer.relu,
      Layer.reshape([7, 7, 64]),
      Layer.conv2dTranspose(64, 32, { kernel: 4, stride: 2 }),
      Layer.relu,
      Layer.conv2dTranspose(1, { kernel: 4, stride: 2 }),
      Layer.flatten,
      Layer.bernoulliLogits,
    ),
    prior: DiagonalNormal.standard(20),
  })

  const train = async (name: 'cpu' | 'wasm' | 'onnxruntime') => {
    const chosen = await Engine.choose(name)()
    if (chosen._tag === 'Left') throw new Error(chosen.left.message)
    const trained = await Train.fit({
      model,
      objective: pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.kl)),
      data: Data.sprites({ key: Key.from(1), count: 16, size: 28 }).binary,
      samples: 1,
      batch: 8,
      optimizer: Optimizer.adam({ learningRate: 1e-3 }),
      epochs: 2,
      key: Key.from(7),
      engine: chosen.right.engine,
    })()
    if (trained._tag === 'Left') throw new Error(trained.left.message)
    return trained.right.history.map(({ training }) => training.objective)
  }

  it('learns, and follows one curve on every engine', async () => {
    const [compiled = [], eager = []] = [await train('onnxruntime'), await train('wasm')]
    expect(compiled[1]).toBeGreaterThan(compiled[0] as number)
    for (const [index, each] of compiled.entries())
      expect(Math.abs(each - (eager[index] as number))).toBeLessThan(1e-3 * Math.abs(each))
  })
})
