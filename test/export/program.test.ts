import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Exportable, type ExportError, exportProgram, type OnnxFile } from '../../src/export/program.js'
import * as Random from '../../src/random/draw.js'
import { child, type Key } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { host } from '../../src/tensors/create.js'
import * as T from '../../src/tensors/index.js'
import { onCpu } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { readOnnx, runOnnx, runtimeMissing } from '../support/onnx.js'
import { refusal, right, run } from '../support/outcome.js'

onCpu()

type X = T.Tensor<readonly ['rows', 2]>
type Weights = { readonly weight: T.Tensor<readonly [2, 3]>; readonly unused: T.Tensor<readonly [1]> }

const weights = {
  weight: host([2, 3], {}, Float32Array.of(1, 2, 3, 4, 5, 6)),
  unused: host([1], {}, Float32Array.of(7)),
}

/** A product, its mean over all rows, and a tree in a tree. */
const product = exportProgram({
  name: 'product',
  inputs: { x: ['rows', 2] },
  program: ({ weight }: Weights, { x }) => {
    const y = pipe(x, T.matmul(weight))
    return { y, means: { all: T.meanOfAll(y), none: null } }
  },
  metadata: { note: 'a note', version: 'is ours' },
  ports: { y: 'the product' },
})

const numbers = (sizes: readonly number[], ...values: readonly number[]) => ({
  sizes,
  values: Float32Array.from(values),
})

describe('exportProgram', () => {
  it.for([1, 3])('gives what the program gives, for %i rows', async (rows, ctx) => {
    const missing = await runtimeMissing()
    if (missing !== null) return ctx.skip(missing)
    const { bytes } = await run(product(weights))
    const x = numbers([rows, 2], ...[1, 0, 0, 1, 2, -1].slice(0, 2 * rows))
    const found = await runOnnx(bytes, { x })
    const wanted = [1, 2, 3, 4, 5, 6, -2, -1, 0].slice(0, 3 * rows)
    expect(Object.keys(found).sort()).toEqual(['means.all', 'y'])
    expect(found.y).toEqual(numbers([rows, 3], ...wanted))
    expect(found['means.all']?.sizes).toEqual([])
    // a mean is over as many rows as there are when it runs, not when it was traced
    expectNear(found['means.all']?.values ?? [], [wanted.reduce((sum, each) => sum + each, 0) / wanted.length])
  })

  it.for([1, 3])('indices among the parameters and the outputs are numbers, for %i rows', async (rows, ctx) => {
    const missing = await runtimeMissing()
    if (missing !== null) return ctx.skip(missing)
    type Order = { readonly order: T.Indices<readonly [3], 3> }
    const sorting = exportProgram({
      name: 'sorting',
      inputs: { x: ['rows', 3] },
      program: ({ order }: Order, { x }) => {
        const y = pipe(x, T.gather(order, -1))
        const best = pipe(y, T.argMax(1))
        return { y, best, hot: T.oneHot(best) }
      },
    })
    const { bytes, outputs } = await run(sorting({ order: right(T.decodeIndices([3], 3)([2, 0, 1])) }))
    const found = await runOnnx(bytes, { x: numbers([rows, 3], ...[5, 1, 2, 4, 7, 9, 1, 2, 0].slice(0, 3 * rows)) })
    expect(found.y).toEqual(numbers([rows, 3], ...[2, 5, 1, 9, 4, 7, 0, 1, 2].slice(0, 3 * rows)))
    expect(found.best).toEqual(numbers([rows], ...[1, 0, 2].slice(0, rows)))
    expect(found.hot).toEqual(numbers([rows, 3], ...[0, 1, 0, 1, 0, 0, 0, 0, 1].slice(0, 3 * rows)))
    expect(outputs.find(({ name }) => name === 'best')).toEqual({ name: 'best', type: 'float32', sizes: ['rows'] })
  })

  it('writes parameters under their paths, but for those that nothing reads', async () => {
    const { initializers } = readOnnx((await run(product(weights))).bytes)
    expect(initializers.get('weight')).toEqual(numbers([2, 3], 1, 2, 3, 4, 5, 6))
    expect(initializers.has('unused')).toBe(false)
  })

  it('writes its own words and those it is given; its own version is not for others to say', async () => {
    const { metadata } = readOnnx((await run(product(weights))).bytes)
    expect(metadata).toEqual({
      note: 'a note',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      program: 'product',
      'input x': 'float32 [rows, 2]',
      'output y': 'float32 [rows, 3], the product',
      'output means.all': 'float32 []',
    })
  })

  it('makes an input of each draw, named by its distribution', async (ctx) => {
    const file = await run(
      exportProgram({
        name: 'noisy',
        inputs: { x: ['rows', named('width', 2)] },
        program: (_: null, { x }, key: Key) => {
          const [first, second] = [Random.normal(child(0)(key))(x), Random.uniform(child(1)(key))(x)]
          // drawn twice from one key: the same draw, and one input
          return pipe(x, T.same.add(first), T.same.sub(second), T.same.sub(Random.uniform(child(1)(key))(x)))
        },
      })(null),
    )
    expect(file.inputs.map(({ name, sizes }) => [name, sizes])).toEqual([
      ['x', ['rows', 2]],
      ['normal', ['rows', 2]],
      ['uniform:1', ['rows', 2]],
    ])
    expect(file.metadata).toMatchObject({
      'input normal': 'float32 [rows, 2], standard normal',
      'input uniform:1': 'float32 [rows, 2], uniform in (0, 1)',
    })
    const missing = await runtimeMissing()
    if (missing !== null) return ctx.skip(missing)
    const found = await runOnnx(file.bytes, {
      x: numbers([1, 2], 1, 2),
      normal: numbers([1, 2], 10, 20),
      'uniform:1': numbers([1, 2], 0.25, 0.5),
    })
    expect(found).toEqual({ output: numbers([1, 2], 10.5, 21) })
  })

  it('takes parameters that are one tensor, and inputs of fixed sizes alone', async (ctx) => {
    const file = await run(
      exportProgram({
        name: 'fixed',
        inputs: { x: [2] },
        program: (scale: T.Tensor<readonly [2]>, { x }) => ({ y: pipe(x, T.same.mul(scale)) }),
      })(host([2], {}, Float32Array.of(3, 4))),
    )
    expect(readOnnx(file.bytes)).toMatchObject({ inputs: [['x', 1, 2]], outputs: [['y', 1, 2]] })
    expect(readOnnx(file.bytes).initializers.get('params')).toEqual(numbers([2], 3, 4))
    const missing = await runtimeMissing()
    if (missing !== null) return ctx.skip(missing)
    expect(await runOnnx(file.bytes, { x: numbers([2], 1, 2) })).toEqual({ y: numbers([2], 3, 8) })
  })
})

// -----------------------------------------------------------------------------
// refusals
// -----------------------------------------------------------------------------

const refusedWith = async (effect: () => Promise<unknown>): Promise<ExportError> =>
  refusal(effect as ReturnType<typeof product> & (() => Promise<{ _tag: 'Right'; right: OnnxFile }>))

const of = (program: (params: Weights, inputs: { readonly x: X }, key: Key) => unknown) =>
  exportProgram({ name: 'bad', inputs: { x: ['rows', 2] }, program } as never)(weights as never)

/** A program that reads a tensor which was made before it. */
const closingOver = () => {
  const made: { outside?: T.AnyTensor } = {}
  beforeAll(() => {
    made.outside = T.scalar(2)
  })
  return () => ({ y: made.outside })
}

describe('refused', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'weight is the name of an input and of a parameter',
      exportProgram({ name: 'bad', inputs: { weight: [2] }, program: (_: Weights, { weight }) => ({ y: weight }) })(
        weights,
      ),
    ],
    ['x is the name of an output and of an input or a parameter', of((_, { x }) => ({ x }))],
    [
      'normal is the name of a draw and of an input or a parameter',
      exportProgram({
        name: 'bad',
        inputs: { normal: ['rows', 2] },
        program: (_: null, { normal }, key: Key) => ({ y: pipe(normal, T.same.add(Random.normal(key)(normal))) }),
      })(null),
    ],
    ['the program gives no tensor', of(() => null)],
    ['trace (bad): ', of(closingOver())],
    [
      'must follow the size',
      of((_, { x }) => {
        let y = x
        for (let at = 0; at < (x.sizes[0] ?? 0); at++) y = T.exp(y)
        return { y }
      }),
    ],
    ['takes names that do not begin with #', of((_, { x }) => ({ '#y': T.exp(x) }))],
    [
      'inputs take one name of a size but are given rows and columns',
      exportProgram({
        name: 'bad',
        inputs: { x: ['rows', 'columns'] },
        program: (_: null, { x }) => ({ y: T.exp(x) }),
      })(null),
    ],
  ])('%s', async (words, effect) => {
    const { message, ...rest } = (await refusedWith(effect)) as { readonly _tag: string; readonly message: string }
    expect(message).toContain(words)
    expect(message.startsWith('export: ')).toBe(true)
    expect(rest).toMatchObject({ _tag: 'ExportRefused' })
  })

  it.each([0, -1, 1.5, Number.NaN, '', '7', null, { dim: 3, size: 4 }])('the axis %o', async (axis) => {
    const bad = { name: 'bad', inputs: { x: ['rows', axis] }, program: () => null } as unknown
    const found = await refusedWith(exportProgram(bad as Exportable<null, never, null>)(null))
    expect(found).toBeInstanceOf(ShapeError)
    expect(found.message).toMatch(/^exportProgram: an axis of x (is|must be) /)
  })

  it('shapes that a cast let through', async () => {
    const found = await refusedWith(of(() => ({ y: T.zeros([3], [4]) })))
    expect(found).toBeInstanceOf(ShapeError)
  })
})
