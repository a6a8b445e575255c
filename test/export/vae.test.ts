import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { LatentKind, LikelihoodKind } from '../../src/distributions/family.js'
import { drawPrior, type PriorKind } from '../../src/distributions/priors.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { exportVae, type VaeFiles } from '../../src/export/vae.js'
import { VERSION } from '../../src/export/version.js'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { child, from, type Key, normal, uniform } from '../../src/random/key.js'
import { type AnyShape, dimsOf, numbersOf } from '../../src/shapes/dim.js'
import { named } from '../../src/shapes/named.js'
import { elements, type HostTensor, type Tensor } from '../../src/tensors/tensor.js'
import { type Host, hostLeaves, withHostLeaves } from '../../src/tensors/tree.js'
import { classesOfTwo, laplace, mixture, relaxed } from '../models/combinations.js'
import { tensorsAlive } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { type Numbers, readOnnx, runOnnx, runtimeMissing } from '../support/onnx.js'
import { refusal, run } from '../support/outcome.js'
import { smallVae } from '../support/smallVae.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

// -----------------------------------------------------------------------------
// models
// -----------------------------------------------------------------------------

const gaussian = Vae.make({
  encoder: Layer.sequence(Layer.dense(5, 9), Layer.softplus, Layer.normalHead(3)),
  decoder: Layer.sequence(Layer.dense(3, 9), Layer.elu, Layer.normalHead(5)),
  prior: DiagonalNormal.standard(3),
})

const images = Vae.make({
  encoder: Layer.sequence(Layer.input([4, 3, 1]), Layer.flatten, Layer.dense(8), Layer.silu, Layer.normalHead(2)),
  decoder: Layer.sequence(Layer.dense(2, 12), Layer.leakyRelu(0.1), Layer.reshape([4, 3, 1]), Layer.bernoulliLogits),
  prior: DiagonalNormal.standard(2),
})

const windowed = Vae.make({
  encoder: Layer.sequence(
    Layer.input([5, 3, 2]),
    Layer.depthwiseConv2d(2, { kernel: 3, stride: 2, padding: 1 }),
    Layer.silu,
    Layer.flatten,
    Layer.normalHead(2),
  ),
  decoder: Layer.sequence(
    Layer.dense(2, 12),
    Layer.reshape([3, 2, 2]),
    Layer.upsample(2),
    Layer.conv2d(2, { kernel: 2, padding: 'valid' }),
    Layer.bernoulliLogits,
  ),
  prior: DiagonalNormal.standard(2),
})

const [pixels, hidden, latent] = [named('pixels', 6), named('hidden', 4), named('latent', 1)]
const sized = Vae.make({
  encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.normalHead(hidden, latent)),
  decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.bernoulliHead(hidden, pixels)),
  prior: DiagonalNormal.standard(latent),
})

/** What draws are before the flow of the prior is standard normal. */
const flowing = Vae.make({
  encoder: Flow.posterior(
    Layer.sequence(Layer.dense(5, 4), Layer.tanh, Layer.normalHead(2)),
    Flow.iaf(2, { hidden: [4] }),
  ),
  decoder: Layer.sequence(Layer.dense(2, 4), Layer.tanh, Layer.bernoulliHead(5)),
  prior: Flow.prior(DiagonalNormal.standard(2), Flow.compose(Flow.maf(2, { hidden: [4] }), Flow.radial(2))),
})

/** The sizes that the batch is traced at: what is of the batch and what is not look alike there. */
const alike = Vae.make({
  encoder: Layer.sequence(Layer.dense(7, 11), Layer.relu, Layer.dense(17), Layer.tanh, Layer.normalHead(13)),
  decoder: Layer.sequence(Layer.dense(13, 17), Layer.relu, Layer.dense(29), Layer.tanh, Layer.normalHead(7)),
  prior: DiagonalNormal.standard(13),
})

// -----------------------------------------------------------------------------
// the library's own numbers
// -----------------------------------------------------------------------------

type AnyVae<
  Q extends LatentKind,
  P extends PriorKind,
  Event extends AnyShape,
  Latent extends AnyShape,
  E,
  D,
  Distribution extends LikelihoodKind,
> = Vae.VaeWith<Q, P, Event, Latent, E, D, Distribution>

/** Parameters that are all different from 0, biases too. */
const paramsOf = async <
  Q extends LatentKind,
  P extends PriorKind,
  Event extends AnyShape,
  Latent extends AnyShape,
  E,
  D,
  Distribution extends keyof typeof TOGETHER,
>(
  model: AnyVae<Q, P, Event, Latent, E, D, Distribution>,
  seed = 1,
): Promise<Host<Vae.VaeParamsOf<P, Latent, E, D>>> => {
  const params = await run(engine.run((_: null, key: Key) => model.init(key))(null, from(seed)))
  return withHostLeaves(
    params,
    hostLeaves(params).map(({ value }, place) => {
      const noise = uniform(child(place)(from(seed)), value.values.length)
      return { ...value, values: value.values.map((each, at) => each + 0.4 * (noise[at] ?? 0) - 0.1) }
    }),
  )
}

const COUNTS = [1, 2, 7, 128]

const rows = (count: number, event: readonly number[], draw: typeof normal, key: Key): Numbers => {
  const sizes = [count, ...event]
  return { sizes, values: draw(key, elements(sizes)) }
}

/** To 1e-5 of each number; one that is nearly 0 because its terms cancel, to a millionth of the largest. */
const near = ({ sizes, values }: Numbers, wanted: Numbers) => {
  expect(sizes).toEqual(wanted.sizes)
  const largest = wanted.values.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
  expectNear(values, wanted.values, { absolute: 1e-6 * largest, relative: 1e-5 })
}

const TOGETHER = { Bernoulli: 'uniform', DiagonalNormal: 'normal' } as const
const DRAWS = { uniform, normal }

const hold = <
  Q extends LatentKind,
  P extends PriorKind,
  Event extends AnyShape,
  Latent extends AnyShape,
  E,
  D,
  Distribution extends keyof typeof TOGETHER,
>(
  title: string,
  model: AnyVae<Q, P, Event, Latent, E, D, Distribution>,
) =>
  describe(title, () => {
    type Params = Vae.VaeParamsOf<P, Latent, E, D>
    const [event, code] = [numbersOf(model.encoder.input), numbersOf(model.decoder.input)]
    let params: Host<Params>
    let files: VaeFiles
    beforeAll(async () => {
      params = await paramsOf(model)
      files = await run(exportVae(model)(params as never))
    })

    it.for(COUNTS)('encodes %i rows as the library does', async (count, ctx) => {
      const missing = await runtimeMissing()
      if (missing !== null) return ctx.skip(missing)
      const x = rows(count, event, normal, from(2))
      const host = { shape: ['batch', ...dimsOf(model.encoder.input)], ...x }
      const q = await run(
        engine.run(({ own, given }: { own: Params; given: Tensor<readonly ['batch', ...Event]> }) => ({
          ...(model.encoder.apply((own as Vae.VaeParams<E, D>).encoder)(given) as object),
        }))({ own: params, given: host } as never, from(0)),
      )
      const found = await runOnnx(files.encoder.bytes, { x })
      const { parameters } = model.posterior
      const wanted = new Map(
        hostLeaves(q)
          .filter(({ path }) => parameters.includes(path))
          .map(({ path, value }) => [path, value]),
      )
      expect(Object.keys(found).sort()).toEqual([...parameters].sort())
      if (model.encoder.kind === 'DiagonalNormal') expect([...wanted.keys()].sort()).toEqual(['logVariance', 'mean'])
      for (const [name, values] of wanted) near(found[name] as Numbers, values)
    })

    it.for(COUNTS)('decodes %i rows as the library does', async (count, ctx) => {
      const missing = await runtimeMissing()
      if (missing !== null) return ctx.skip(missing)
      const z = rows(count, code, normal, from(3))
      const host = { shape: ['batch', ...dimsOf(model.decoder.input)], ...z }
      const distribution = await run(
        engine.run(({ own, given }: { own: Params; given: Tensor<readonly ['batch', ...Latent]> }) => {
          const p = model.decoder.apply((own as Vae.VaeParams<E, D>).decoder)(given)
          return { ...p, mean: model.likelihood.mean(p) }
        })({ own: params, given: host } as never, from(0)),
      )
      const found = await runOnnx(files.decoder.bytes, { z })
      const wanted = new Map(hostLeaves(distribution).map(({ path, value }) => [path, value]))
      expect(Object.keys(found).sort()).toEqual([...wanted.keys()].sort())
      for (const [name, values] of wanted) near(found[name] as Numbers, values)
    })

    /** What `Vae.generate` draws from a prior that is not standard normal. */
    const drawn = async (count: number, key: Key): Promise<Numbers> =>
      (
        await run(
          engine.run(({ own }: { own: Params }, each: Key) => ({
            z: drawPrior(child('z')(each), 'rows', count)(model.prior, (own as { readonly prior?: unknown }).prior),
          }))({ own: params } as never, key),
        )
      ).z as unknown as Numbers

    it.for(COUNTS)('samples %i rows as Vae.generate does, from the same noise', async (count, ctx) => {
      const missing = await runtimeMissing()
      if (missing !== null) return ctx.skip(missing)
      const key = from(4)
      const made = await run(
        engine.run(({ own }: { own: Params }, each: Key) => Vae.generate(model)(own, each, count))(
          { own: params } as never,
          key,
        ),
      )
      const { mean, x } = made as unknown as Readonly<Record<'mean' | 'x', HostTensor<AnyShape>>>
      const name = TOGETHER[model.decoder.kind as keyof typeof TOGETHER]
      const found = await runOnnx(files.sampler.bytes, {
        z: ['StandardNormal', 'FlowPrior'].includes(model.prior._tag)
          ? rows(count, code, normal, child('z')(key))
          : await drawn(count, key),
        [name]: rows(count, event, DRAWS[name], child('x')(key)),
      })
      expect(Object.keys(found).sort()).toEqual(['mean', 'x'])
      near(found.mean as Numbers, mean)
      near(found.x as Numbers, x)
    })
  })

hold('Bernoulli distributions', smallVae)
hold('normal distributions', gaussian)
hold('events of several axes', images)
hold('depthwise convolutions and upsampling', windowed)
hold('sizes with names, and a latent of one', sized)
hold('sizes that are those of the traces', alike)
hold('a Laplace posterior and prior', laplace)
hold('a relaxed Bernoulli posterior and prior', relaxed)
hold('a prior that is learned', mixture)
// safe: of what it reads, the type of the parameters alone differs, in a branch that it does not read
hold('a posterior and a prior through flows', flowing as never as typeof mixture)
hold('a categorical posterior of several distributions', classesOfTwo)

describe('networks with a state and noise', () => {
  const model = Vae.make({
    encoder: Layer.sequence(Layer.dense(6, 5), Layer.batchNorm(), Layer.tanh, Layer.dropout(0.5), Layer.normalHead(2)),
    decoder: Layer.sequence(Layer.dense(2, 5), Layer.batchNorm(), Layer.tanh, Layer.bernoulliHead(6)),
    prior: DiagonalNormal.standard(2),
  })

  it('are exported as they are in evaluation, their state inside', async (ctx) => {
    const missing = await runtimeMissing()
    if (missing !== null) return ctx.skip(missing)
    const params = await paramsOf(model as never)
    const { encoder, decoder } = await run(exportVae(model)(params as never))
    const [x, z] = [rows(7, [6], normal, from(2)), rows(7, [2], normal, from(3))]
    const given = { own: params, x: { shape: ['batch', 6], ...x }, z: { shape: ['batch', 2], ...z } }
    type Given = {
      own: ReturnType<typeof model.init>
      x: Tensor<readonly ['batch', 6]>
      z: Tensor<readonly ['batch', 2]>
    }
    const { q, p } = await run(
      engine.run(({ own, x, z }: Given, key: Key) => {
        const context = { key, mode: 'evaluation' } as const
        const [q] = model.encoder.run(own.encoder, { ...context, state: own.state.encoder })(x)
        const [p] = model.decoder.run(own.decoder, { ...context, state: own.state.decoder })(z)
        return { q: { mean: q.mean, logVariance: q.logVariance }, p: { mean: model.likelihood.mean(p) } }
      })(given as never, from(0)),
    )
    const found = { ...(await runOnnx(encoder.bytes, { x })) }
    near(found.mean as Numbers, q.mean)
    near(found.logVariance as Numbers, q.logVariance)
    near((await runOnnx(decoder.bytes, { z })).mean as Numbers, p.mean)
    expect(encoder.inputs.map(({ name }) => name)).toEqual(['x'])
  })
})

// -----------------------------------------------------------------------------
// what the files say
// -----------------------------------------------------------------------------

const filesOf = async (seed = 1, metadata: Readonly<Record<string, string>> = {}) =>
  run(exportVae(smallVae, metadata)(await paramsOf(smallVae, seed)))

describe('the files', () => {
  it('name their inputs and outputs, with an axis of any size', async () => {
    const { encoder, decoder, sampler } = await filesOf()
    const ports = ({ bytes }: { readonly bytes: Uint8Array }) => {
      const { inputs, outputs } = readOnnx(bytes)
      return { inputs, outputs }
    }
    expect(ports(encoder)).toEqual({
      inputs: [['x', 1, 'batch', 6]],
      outputs: [
        ['mean', 1, 'batch', 2],
        ['logVariance', 1, 'batch', 2],
      ],
    })
    expect(ports(decoder)).toEqual({
      inputs: [['z', 1, 'batch', 2]],
      outputs: [
        ['logits', 1, 'batch', 6],
        ['mean', 1, 'batch', 6],
      ],
    })
    expect(ports(sampler)).toEqual({
      inputs: [
        ['z', 1, 'batch', 2],
        ['uniform', 1, 'batch', 6],
      ],
      outputs: [
        ['x', 1, 'batch', 6],
        ['mean', 1, 'batch', 6],
      ],
    })
    expect([sampler.inputs, sampler.outputs]).toEqual([
      [
        { name: 'z', type: 'float32', sizes: ['batch', 2] },
        { name: 'uniform', type: 'float32', sizes: ['batch', 6] },
      ],
      [
        { name: 'x', type: 'float32', sizes: ['batch', 6] },
        { name: 'mean', type: 'float32', sizes: ['batch', 6] },
      ],
    ])
  })

  it('say what made them, and what they are', async () => {
    const { sampler } = await filesOf(1, { objective: 'ELBO', seed: '7' })
    const { irVersion, producerName, producerVersion, opsetImport, metadata } = readOnnx(sampler.bytes)
    expect({ irVersion, producerName, producerVersion, opsetImport }).toEqual({
      irVersion: 8,
      producerName: 'shapebound',
      producerVersion: VERSION,
      opsetImport: [{ version: 18 }],
    })
    expect(sampler.opset).toBe(18)
    expect(metadata).toEqual(sampler.metadata)
    expect(metadata).toEqual({
      objective: 'ELBO',
      seed: '7',
      model: 'vae',
      likelihood: 'Bernoulli',
      event: '[6]',
      latent: '[2]',
      version: VERSION,
      program: 'sampler',
      'input z': 'float32 [batch, 2], standard normal',
      'input uniform': 'float32 [batch, 6], uniform in (0, 1)',
      'output x': 'float32 [batch, 6], a draw from p(x|z)',
      'output mean': 'float32 [batch, 6], of p(x|z)',
    })
  })

  it('hold the parameters of their own part, under the names of a checkpoint, and draw nothing themselves', async () => {
    const params = await paramsOf(smallVae)
    const { encoder, decoder, sampler } = await run(exportVae(smallVae)(params))
    for (const [part, files] of [
      ['encoder', [encoder]],
      ['decoder', [decoder, sampler]],
    ] as const)
      for (const { bytes } of files) {
        const { initializers, operations } = readOnnx(bytes)
        const own = hostLeaves(params).filter(({ path }) => path.startsWith(`${part}.`))
        expect([...initializers.keys()].filter((name) => !name.startsWith('#'))).toEqual(own.map(({ path }) => path))
        for (const { path, value } of own)
          expect(initializers.get(path)).toEqual({ sizes: value.sizes, values: value.values })
        expect(operations.filter((name) => name.startsWith('Random'))).toEqual([])
      }
  })

  it('are the same bytes for the same parameters, and others for others', async () => {
    const bytes = ({ encoder, decoder, sampler }: VaeFiles) =>
      [encoder, decoder, sampler].map((file) => Buffer.from(file.bytes).toString('hex'))
    const [first, again, other] = [bytes(await filesOf()), bytes(await filesOf()), bytes(await filesOf(2))]
    expect(again).toEqual(first)
    for (const [at, each] of other.entries()) expect(each).not.toBe(first[at])
  })
})

describe('exporting', () => {
  it('leaves the backend and its tensors as they were', async () => {
    const params = await paramsOf(smallVae)
    const before = [tf.getBackend(), tensorsAlive()]
    await run(exportVae(smallVae)(params))
    expect([tf.getBackend(), tensorsAlive()]).toEqual(before)
  })

  it('refuses parameters of another model, which a cast let through', async () => {
    const params = await paramsOf(gaussian)
    expect(await refusal(exportVae(smallVae)(params as never))).toMatchObject({ message: expect.any(String) })
  })

  it('refuses numbers that are not as many as their sizes say', async () => {
    const params = await paramsOf(smallVae)
    const short = pipe(
      hostLeaves(params).map(({ value }) => value),
      ([first, ...rest]) => [{ shape: [6, 5], sizes: [6, 5], values: (first?.values ?? []).slice(1) }, ...rest],
    )
    expect(await refusal(exportVae(smallVae)(withHostLeaves<unknown>(params, short as never) as never))).toMatchObject({
      _tag: 'ExportRefused',
      message: 'export: encoder.0.weight of sizes [6, 5] takes 30 numbers but has 29',
    })
  })
})
