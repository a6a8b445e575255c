import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { records } from '../../src/data/records.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Joint from '../../src/joints/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { ofConditional } from '../../src/recipes/conditional.js'
import { experiment } from '../../src/recipes/experiment.js'
import type { ExampleRows, HostRows, Parameters } from '../../src/recipes/views.js'
import { named } from '../../src/shapes/named.js'
import type * as T from '../../src/tensors/index.js'
import { run } from '../support/outcome.js'
import { patterns } from '../support/smallVae.js'

const [kinds, latent] = [named('kinds', 3), named('latent', 2)]
const [x, kind] = [Joint.given('x', [6]), Joint.given('kind', [kinds], 'oneHot')]
const encoder = Layer.sequence(
  Layer.inputs({ x: [6], kind: [kinds] }),
  Layer.concat('x', 'kind'),
  Layer.dense(5),
  Layer.tanh,
  Layer.normalHead(latent),
)
const decoder = Layer.sequence(
  Layer.inputs({ z: [latent], kind: [kinds] }),
  Layer.concat('z', 'kind'),
  Layer.dense(5),
  Layer.tanh,
  Layer.bernoulliHead(6),
)
const z = Joint.variable('z', DiagonalNormal.standard(latent))
const model = Vae.of({
  p: Joint.of(kind, z, Joint.variable('x', decoder)),
  q: Joint.of(x, kind, Joint.variable('z', encoder)),
})
const conditions = { kind: { dim: 'kinds', names: ['none', 'some', 'all'] } }
const of = (seed: number) =>
  records('patterns', {
    x: patterns(9, seed),
    kind: classes(
      kinds,
      Uint8Array.from({ length: 9 }, (_, at) => at % 3),
    ),
  })
const { views, rows } = experiment({
  ...{ model, objective: Elbo.elbo, data: of(1), test: of(2), optimizer: Optimizer.adam() },
  looks: ofConditional(model, conditions),
})

let engine = null as unknown as Engine
let params = null as unknown as Parameters
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
  params = await run(engine.run((_: null, key) => model.init(key))(null, from(3)))
})
afterAll(() => engine.close())

const key = from(1)
const examples = (...indices: readonly number[]): ExampleRows => rows('test', Uint32Array.from(indices), key)
const oneHot = (...values: readonly number[]): HostRows => ({
  shape: ['rows', 'kinds'],
  sizes: [values.length, 3],
  values: Float32Array.from(values.flatMap((value) => [0, 1, 2].map((at) => Number(at === value)))),
})

type Rows = T.Tensor<readonly ['rows', 6]>
type Kinds = T.Tensor<readonly ['rows', 'kinds']>
type Latents = T.Tensor<readonly ['rows', 'latent']>
type Params = ReturnType<typeof model.init>

/** The networks themselves, without the model. */
const center = (given: HostRows, kindRows: HostRows): Promise<HostRows> =>
  run(
    engine.run(
      (all: { readonly params: Params; readonly x: Rows; readonly kind: Kinds }) =>
        encoder.apply(all.params.q.z)({ x: all.x, kind: all.kind }).mean,
    )({ params, x: given, kind: kindRows } as never, key),
  ) as unknown as Promise<HostRows>
const mean = (codes: HostRows, kindRows: HostRows): Promise<HostRows> =>
  run(
    engine.run((all: { readonly params: Params; readonly z: Latents; readonly kind: Kinds }) =>
      decoder.family.mean(decoder.apply(all.params.p.x)({ z: all.z, kind: all.kind })),
    )({ params, z: codes, kind: kindRows } as never, key),
  ) as unknown as Promise<HostRows>

describe('a model with conditions', () => {
  const request = () => ({ params, key, engine })

  it('encodes examples under what they are, and decodes for it', async () => {
    const some = examples(0, 1, 5)
    const codes = await center(some, oneHot(0, 1, 2))
    expect((await run(views.encode?.(request())(some) ?? expect.fail())).values).toEqual(codes.values)
    const again = await run(views.reconstruct?.(request())(some) ?? expect.fail())
    expect(again.values).toEqual((await mean(codes, oneHot(0, 1, 2))).values)
  })

  it('decodes for what is chosen, and a code of no example for the first value', async () => {
    const some = examples(0, 1, 5)
    const chosen = { ...request(), chosen: { kind: 2 } }
    const codes = await center(some, oneHot(0, 1, 2))
    const again = await run(views.reconstruct?.(chosen)(some) ?? expect.fail())
    expect(again.values).toEqual((await mean(codes, oneHot(2, 2, 2))).values)
    const decoded = await run(views.decode?.(request())(codes) ?? expect.fail())
    expect(decoded.values).toEqual((await mean(codes, oneHot(0, 0, 0))).values)
  })

  it('a number of the latent moves under what the example is', async () => {
    const one = examples(4)
    const moved = await run(views.traverse?.({ along: 1, steps: 3 })(request())(one) ?? expect.fail())
    const [first = 0] = (await center(one, oneHot(1))).values
    const codes = { shape: ['rows', 'latent'], sizes: [3, 2], values: Float32Array.of(first, -3, first, 0, first, 3) }
    expect(moved.sizes).toEqual([3, 1, 6])
    expect(moved.values).toEqual((await mean(codes as HostRows, oneHot(1, 1, 1))).values)
  })

  it('between two examples one becomes the other, and so does what they are', async () => {
    const [first, last] = [examples(3), examples(5)]
    const way = await run(
      views.interpolate?.({ steps: 3, way: 'straight' })(request())({ first, last }) ?? expect.fail(),
    )
    const [one, other] = [await center(first, oneHot(0)), await center(last, oneHot(2))]
    const middle = one.values.map((value, at) => 0.5 * value + 0.5 * (other.values[at] as number))
    const kindRows = { ...oneHot(0, 0, 2), values: Float32Array.of(1, 0, 0, 0.5, 0, 0.5, 0, 0, 1) }
    const codes = { ...one, sizes: [3, 2], values: Float32Array.of(...one.values, ...middle, ...other.values) }
    const expected = await mean(codes, kindRows)
    for (const [at, value] of expected.values.entries()) expect(way.values[at]).toBeCloseTo(value, 6)
  })

  it('is refused where there is more than one latent, or names are of other conditions', () => {
    expect(() => ofConditional(model, {})).toThrow('the conditions of the model are kind, not ')
    const two = Vae.of({
      p: Joint.of(
        z,
        Joint.variable('w', DiagonalNormal.standard(latent)),
        Joint.variable(
          'x',
          Layer.sequence(Layer.inputs({ z: [latent], w: [latent] }), Layer.concat('z', 'w'), Layer.bernoulliHead(6)),
        ),
      ),
      q: Joint.of(
        x,
        Joint.variable('z', Layer.sequence(Layer.normalHead(6, latent)), 'x'),
        Joint.variable('w', Layer.sequence(Layer.normalHead(6, latent)), 'x'),
      ),
    })
    expect(() => ofConditional(two, {})).toThrow('ofConditional: needs a model of one latent')
  })
})
