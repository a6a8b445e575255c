import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromPyTorch, type PyTorchNames } from '../../src/checkpoints/index.js'
import { encode } from '../../src/checkpoints/safetensors.js'
import { choose } from '../../src/engines/select.js'
import * as Layer from '../../src/layers/index.js'
import { child, from, uniform } from '../../src/random/key.js'
import type { AnyHostTensor } from '../../src/tensors/tensor.js'
import { refusal, run } from '../support/outcome.js'
import { entry, fileOf } from './files.js'

// -----------------------------------------------------------------------------
// PyTorch's layers, as its manual defines them: images are [channels][height][width], one example at a time
// -----------------------------------------------------------------------------

interface Array4 {
  readonly sizes: readonly number[]
  readonly values: Float32Array
}

const at = ({ sizes, values }: Array4, ...index: readonly number[]): number =>
  values[index.reduce((flat, each, axis) => flat * (sizes[axis] as number) + each, 0)] as number

const made = (sizes: readonly number[], give: (...index: readonly number[]) => number): Array4 => {
  const count = sizes.reduce((product, size) => product * size, 1)
  const indexOf = (flat: number) =>
    sizes.map((size, axis) => Math.floor(flat / sizes.slice(axis + 1).reduce((a, b) => a * b, 1)) % size)
  return { sizes, values: Float32Array.from({ length: count }, (_, flat) => give(...indexOf(flat))) }
}

const sum = (count: number, give: (index: number) => number): number =>
  Array.from({ length: count }, (_, index) => give(index)).reduce((total, each) => total + each, 0)

/** y = x Wᵀ + b */
const linear = (x: Array4, weight: Array4, bias: Array4): Array4 =>
  made(
    [weight.sizes[0] as number],
    (out = 0) => at(bias, out) + sum(x.values.length, (i) => (x.values[i] as number) * at(weight, out, i)),
  )

/** Conv2d without padding: out(c, y, x) = b(c) + Σ weight(c, d, j, i) in(d, s y + j, s x + i). */
const conv2d = (x: Array4, weight: Array4, bias: Array4, stride: number): Array4 => {
  const [out, into, kernel] = weight.sizes as readonly [number, number, number, number]
  const side = Math.floor(((x.sizes[1] as number) - kernel) / stride) + 1
  return made(
    [out, side, side],
    (c = 0, row = 0, column = 0) =>
      at(bias, c) +
      sum(into, (d) =>
        sum(kernel, (j) =>
          sum(kernel, (i) => at(weight, c, d, j, i) * at(x, d, stride * row + j, stride * column + i)),
        ),
      ),
  )
}

/** ConvTranspose2d without padding: in(d, y, x) is added to out(c, s y + j, s x + i), weighed by weight(d, c, j, i). */
const convTranspose2d = (x: Array4, weight: Array4, bias: Array4, stride: number): Array4 => {
  const [into, out, kernel] = weight.sizes as readonly [number, number, number, number]
  const [, height, width] = x.sizes as readonly [number, number, number]
  const side = stride * (height - 1) + kernel
  return made(
    [out, side, side],
    (c = 0, row = 0, column = 0) =>
      at(bias, c) +
      sum(into, (d) =>
        sum(height, (y) =>
          sum(width, (v) => {
            const [j, i] = [row - stride * y, column - stride * v]
            return j < 0 || j >= kernel || i < 0 || i >= kernel ? 0 : at(x, d, y, v) * at(weight, d, c, j, i)
          }),
        ),
      ),
  )
}

const relu = (x: Array4): Array4 => ({ ...x, values: x.values.map((each) => Math.max(0, each)) })

/** An image of PyTorch as ours: `[height, width, channels]`. */
const toOurs = (x: Array4): Array4 => {
  const [channels, height, width] = x.sizes as readonly [number, number, number]
  return made([height, width, channels], (row = 0, column = 0, channel = 0) => at(x, channel, row, column))
}

// -----------------------------------------------------------------------------
// a network of each
// -----------------------------------------------------------------------------

let draws = 0
const drawn = (...sizes: readonly number[]): Array4 => {
  const values = uniform(
    child(draws++)(from(5)),
    sizes.reduce((a, b) => a * b, 1),
  )
  return { sizes, values: values.map((each) => each - 0.5) }
}

const dict = {
  'conv.weight': drawn(3, 2, 3, 3),
  'conv.bias': drawn(3),
  'fc.weight': drawn(4, 3 * 2 * 2),
  'fc.bias': drawn(4),
  'back.weight': drawn(2 * 3 * 3, 4),
  'back.bias': drawn(2 * 3 * 3),
  'up.weight': drawn(2, 5, 3, 3),
  'up.bias': drawn(5),
}

const network = Layer.sequence(
  Layer.input([5, 5, 2]),
  Layer.conv2d(2, 3, { kernel: 3, stride: 2, padding: 'valid' }),
  Layer.relu,
  Layer.flatten,
  Layer.dense(12, 4),
  Layer.relu,
  Layer.dense(4, 18),
  Layer.reshape([3, 3, 2]),
  Layer.conv2dTranspose(2, 5, { kernel: 3, stride: 2, padding: 'valid' }),
)

const names: PyTorchNames = {
  '1': 'conv',
  '4': { name: 'fc', takesImage: [3, 2, 2] },
  '6': { name: 'back', givesImage: [2, 3, 3] },
  '8': 'up',
}

const bytesOf = (tensors: Readonly<Record<string, Array4>>) =>
  encode(
    Object.entries(tensors).map(([path, { sizes, values }]) => ({ path, value: { shape: sizes, sizes, values } })),
    {},
  )

let folder = ''
let file = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-pytorch-'))
  file = join(folder, 'model.safetensors')
  await writeFile(file, bytesOf(dict))
})
afterAll(() => rm(folder, { recursive: true }))

const host = (...sizes: readonly number[]): AnyHostTensor => ({
  shape: sizes,
  sizes,
  values: new Float32Array(sizes.reduce((a, b) => a * b, 1)),
})

const message = async (template: unknown, given: PyTorchNames) =>
  (await refusal(fromPyTorch(template as never, given)(file))).message

describe('fromPyTorch', () => {
  it('gives the outputs of the network of PyTorch', async () => {
    const { engine } = await run(choose('wasm'))
    const template = await run(engine.run((_: null, key) => network.init(key))(null, from(1)))
    const params = await run(fromPyTorch(template as never, names)(file))
    const image = drawn(2, 5, 5)
    const hidden = relu(conv2d(image, dict['conv.weight'], dict['conv.bias'], 2))
    const code = relu(linear(hidden, dict['fc.weight'], dict['fc.bias']))
    const small = { sizes: [2, 3, 3], values: linear(code, dict['back.weight'], dict['back.bias']).values }
    const expected = toOurs(convTranspose2d(small, dict['up.weight'], dict['up.bias'], 2))
    const x = { ...toOurs(image), shape: ['batch', 5, 5, 2], sizes: [1, 5, 5, 2] }
    const apply = engine.run(({ params: own, x: rows }: { params: never; x: never }) => network.apply(own)(rows))
    const given = (await run(apply({ params, x } as never, from(1)))) as unknown as AnyHostTensor
    expect(given.sizes).toEqual([1, 7, 7, 5])
    expect(
      Math.max(...given.values.map((each, index) => Math.abs(each - (expected.values[index] as number)))),
    ).toBeLessThan(1e-5)
    expect(Math.max(...expected.values.map(Math.abs))).toBeGreaterThan(0.1)
  })

  it('orders axes by hand', async () => {
    const [one, two] = [join(folder, 'linear'), join(folder, 'groups')]
    // Linear(3, 2): row 0 is of output 0
    await writeFile(one, bytesOf({ 'l.weight': { sizes: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) } }))
    const dense = { weight: host(3, 2), bias: host(2) }
    const read = await run(fromPyTorch({ a: dense } as never, { a: 'l' })(one))
    // a module without a bias has one of 0
    expect(read).toEqual({ a: { weight: { ...host(3, 2), values: Float32Array.of(1, 4, 2, 5, 3, 6) }, bias: host(2) } })
    // Conv2d(2, 4, 1, groups=2): filters 0 and 1 are of channel 0
    const values = Float32Array.of(1, 2, 3, 4)
    await writeFile(two, bytesOf({ 'g.weight': { sizes: [4, 1, 1, 1], values } }))
    const depthwise = { filter: host(1, 1, 2, 2), bias: host(4) }
    expect(await run(fromPyTorch({ a: depthwise } as never, { a: 'g' })(two))).toMatchObject({
      a: { filter: { values } },
    })
  })

  it('leaves tensors alone that no layer takes, of whatever dtype', async () => {
    const odd = join(folder, 'odd')
    const header = { 'n.num_batches_tracked': entry('I64', [], 0, 8), 'l.weight': entry('F16', [1, 1], 8, 10) }
    await writeFile(odd, fileOf(JSON.stringify(header), Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0x3c)))
    expect(await run(fromPyTorch({ a: { weight: host(1, 1) } } as never, { a: 'l' })(odd))).toMatchObject({
      a: { weight: { values: Float32Array.of(1) } },
    })
  })

  it('says what does not fit, in the order of PyTorch', async () => {
    const dense = { weight: host(12, 5), bias: host(4) }
    const start = `checkpoint: ${file} `
    expect(await message({ a: dense }, { a: 'fc' })).toBe(
      `${start}has fc.weight of sizes [4, 12] but a.weight needs [5, 12]`,
    )
    expect(await message({ a: dense }, {})).toBe(`${start}is given no module for a, which the model has`)
    expect(await message({ a: dense }, { a: 'fc', b: 'fc' })).toBe(
      `${start}is given a module for b, which the model does not have`,
    )
    expect(await message({ a: dense }, { a: 'fd' })).toBe(`${start}has no fd.weight, which a.weight needs`)
    expect(await message({ a: { weight: host(12, 4) } }, { a: { name: 'fc', takesImage: [3, 2, 3] } })).toBe(
      `${start}cannot give a.weight an image: [4, 3, 2, 3] is not [4, 12] in all`,
    )
    expect(await message({ a: { scale: host(4) } }, { a: 'fc' })).toBe(
      `${start}cannot give a.scale: only dense and convolutional layers are read from PyTorch`,
    )
    expect(await message({ a: { filter: host(3, 3, 2, 4) } }, { a: 'conv' })).toBe(
      `${start}has conv.weight of sizes [3, 2, 3, 3] but a.filter needs [4, 2, 3, 3]`,
    )
  })
})
