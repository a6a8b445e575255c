import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { load, save } from '../../src/checkpoints/checkpoint.js'
import * as Dim from '../../src/shapes/named.js'
import { decodeIndices } from '../../src/tensors/decodeIndices.js'
import type { HostTensor } from '../../src/tensors/tensor.js'
import { right } from '../support/outcome.js'
import { entry, fileOf } from './files.js'

type Params = {
  readonly encoder: readonly [{ readonly weight: HostTensor<readonly [2, 3]> }, null]
  readonly bias: HostTensor<readonly [3]>
}

const tensor = <const Shape extends readonly number[]>(sizes: Shape, first: number): HostTensor<Shape> => ({
  shape: sizes,
  sizes,
  values: Float32Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, (_, index) => first + index / 3),
})

const params = (first: number): Params => ({
  encoder: [{ weight: tensor([2, 3], first) }, null],
  bias: tensor([3], -first),
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-checkpoint-'))
})
afterAll(() => rm(folder, { recursive: true }))

const loaded = (file: string, template: unknown = params(0)) => load(template as never)(file)()
const message = async (file: string, template?: unknown) => {
  const result = await loaded(file, template)
  return result._tag === 'Left' ? [result.left._tag, result.left.message] : result
}

describe('save and load', () => {
  it('give back the same bits under the same paths', async () => {
    const file = join(folder, 'a', 'b.safetensors')
    await save(file, { seed: '7' })(params(1))()
    expect(await loaded(file)).toEqual({ _tag: 'Right', right: { params: params(1), metadata: { seed: '7' } } })
  })

  it('write what the format says: an aligned JSON header, then little-endian float32', async () => {
    const file = join(folder, 'format.safetensors')
    await save(file)(params(1))()
    const bytes = await readFile(file)
    expect(bytes.subarray(8, 24).toString()).toBe('{"__metadata__":')
    const length = Number(bytes.readBigUInt64LE(0))
    const header = JSON.parse(bytes.subarray(8, 8 + length).toString())
    expect(length % 8).toBe(0)
    expect(header).toEqual({
      __metadata__: { 'shapebound.sha256': expect.stringMatching(/^[0-9a-f]{64}$/), 'shapebound.format': '1' },
      'encoder.0.weight': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      bias: { dtype: 'F32', shape: [3], data_offsets: [24, 36] },
    })
    expect(bytes.length).toBe(8 + length + 36)
    expect(bytes.readFloatLE(8 + length + 24)).toBe(-1)
  })

  it('refuse parameters of another model, by the name and both sizes', async () => {
    const file = join(folder, 'other.safetensors')
    await save(file)(params(1))()
    const wide = { ...params(0), bias: tensor([4], 0) }
    expect(await message(file, wide)).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file} has bias of sizes [3] but the model needs [4]`,
    ])
    expect(await message(file, { bias: tensor([3], 0) })).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file} contains encoder.0.weight, which the model does not have`,
    ])
    expect(await message(file, { ...params(0), more: tensor([1], 0) })).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file} has no more, which the model needs`,
    ])
  })

  it('keep indices, and refuse numbers that are none for the model', async () => {
    const file = join(folder, 'indices.safetensors')
    const below = (size: number, ...values: readonly number[]) => ({
      kept: right(decodeIndices(['n'], Dim.named('words', size))(values)),
    })
    await save(file)(below(10, 3, 9) as never)()
    const read = await loaded(file, below(10, 0, 0))
    expect(read).toEqual({ _tag: 'Right', right: { params: below(10, 3, 9), metadata: {} } })
    expect(await message(file, below(9, 0, 0))).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file} has kept, which takes whole numbers from 0 to 8 but is given 9 at [1]`,
    ])
  })

  it('say what is wrong with a file that is missing, cut, or something else', async () => {
    const file = join(folder, 'cut.safetensors')
    expect(await message(file)).toEqual(['FileMissing', expect.stringContaining(file)])
    await save(file)(params(1))()
    const bytes = await readFile(file)
    for (const [content, words] of [
      [bytes.subarray(0, 4), 'too short'],
      [bytes.subarray(0, 20), 'says its header has'],
      [Buffer.from('PK\u0003\u0004 this is a file of another kind'), 'says its header has'],
      [Buffer.concat([bytes, Buffer.from([0])]), 'has 1 bytes that belong to no tensor at its end'],
      [bytes.subarray(0, bytes.length - 1), 'ends before the numbers of bias do'],
      [Buffer.concat([bytes.subarray(0, 8), Buffer.from('x'), bytes.subarray(9)]), 'does not begin with {'],
    ] as const) {
      await writeFile(file, content)
      expect(await message(file)).toEqual(['FileDamaged', expect.stringMatching(`^checkpoint: ${file} .*${words}`)])
    }
  })

  it('say of a folder that it cannot be read, not that it is missing', async () =>
    expect(await message(folder)).toEqual(['FileUnreadable', expect.stringMatching(`${folder}.*EISDIR`)]))

  it('read numbers of other dtypes, and say which they do not read', async () => {
    const file = join(folder, 'dtypes.safetensors')
    const one = { w: tensor([1], 0) }
    const written = (dtype: string, numbers: Uint8Array) =>
      writeFile(file, fileOf(JSON.stringify({ w: entry(dtype, [1], 0, numbers.length) }), numbers))
    await written('F16', Uint8Array.of(0x00, 0xc0))
    expect(await loaded(file, one)).toMatchObject({ right: { params: { w: { values: Float32Array.of(-2) } } } })
    await written('F64', new Uint8Array(Float64Array.of(0.25).buffer))
    expect(await loaded(file, one)).toMatchObject({ right: { params: { w: { values: Float32Array.of(0.25) } } } })
    await written('I64', new Uint8Array(8))
    expect(await message(file, one)).toEqual([
      'CheckpointUnsupported',
      `checkpoint: ${file} has w, which is of dtype I64, which is not supported: F16, BF16, F32, F64 are read`,
    ])
    await written('F32', new Uint8Array(Float32Array.of(Number.NaN).buffer))
    expect(await message(file, one)).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file} has w, which must hold finite numbers, not NaN at [0]`,
    ])
  })

  it('refuse what holds no parameters, and numbers that are not finite, and write nothing', async () => {
    const file = join(folder, 'refused.safetensors')
    for (const [given, words] of [
      [42, 'what is given must be a tensor, null, or a record or tuple of them, not 42'],
      [{}, 'what is given must hold a tensor, and holds none'],
      [{ weight: [1, 2, 3] }, 'weight.0 must be a tensor, null, or a record or tuple of them, not 1'],
      [{ encoder: [null, tensor([2], Number.NaN)] }, 'encoder.1 must hold finite numbers, not NaN at [0]'],
    ] as const)
      expect(await save(file)(given as never)()).toMatchObject({
        left: { _tag: 'CheckpointRefused', message: `checkpoint: ${file} is not written: ${words}` },
      })
    expect(await save(file, { seed: 7 } as never)(params(0) as never)()).toMatchObject({
      left: { message: expect.stringContaining('must have text as metadata, not 7 as seed') },
    })
    expect(await message(file)).toEqual(['FileMissing', expect.stringContaining(file)])
  })

  it('refuse a template that is none', async () => {
    const file = join(folder, 'template.safetensors')
    await save(file)(params(1) as never)()
    expect(await message(file, 42)).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file} needs a template that holds a tensor`,
    ])
  })

  it('say when nothing can be written', async () => {
    const result = await save(join(folder, 'format.safetensors', 'below'))(params(1))()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'FileUnwritable' } })
  })
})
