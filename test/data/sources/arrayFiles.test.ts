import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromIdx, fromNpy, fromNpz, fromSafetensors } from '../../../src/data/sources/arrayFiles.js'
import { sha256Of } from '../../../src/files/bytes.js'
import { toNpy } from '../../../src/files/npy.js'
import { from } from '../../../src/random/key.js'
import { left, right } from '../real.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-arrays-'))
})
afterEach(() => rm(folder, { recursive: true }))

const written = async (name: string, bytes: Uint8Array): Promise<string> => {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

const points = toNpy({ sizes: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) })
const asked = { name: 'points', event: [2], support: 'real' } as const
const last = Uint32Array.of(2)

describe('arrays in files', () => {
  it('are read from NPY, gzipped or plain', async () => {
    for (const bytes of [points, gzipSync(points)]) {
      const path = await written('points.npy', bytes)
      const data = await right(fromNpy({ ...asked, path, sha256: sha256Of(points) }))
      expect([data.name, data.count, data.shape, data.support]).toEqual(['points', 3, [2], 'real'])
      expect([...data.rows(last, from(0))]).toEqual([5, 6])
    }
  })

  it('are read from NPZ by name', async () => {
    const path = await written('all.npz', zipSync({ 'points.npy': points, 'others.npy': points.slice(0, 9) }))
    const data = await right(fromNpz({ ...asked, path, array: 'points' }))
    expect([...data.rows(last, from(0))]).toEqual([5, 6])
    expect((await left(fromNpz({ ...asked, path }))).message).toBe(
      `npz: ${path} needs a name to read one of its arrays by: points, others`,
    )
  })

  it('are read from safetensors', async () => {
    const header = Buffer.from('{"x":{"dtype":"I16","shape":[2,2],"data_offsets":[0,8]}}')
    const length = Buffer.from([header.length, 0, 0, 0, 0, 0, 0, 0])
    const path = await written(
      'x.safetensors',
      Buffer.concat([length, header, Uint8Array.of(1, 0, 2, 0, 3, 0, 255, 255)]),
    )
    const data = await right(fromSafetensors({ ...asked, path, array: 'x' }))
    expect([...data.rows(Uint32Array.of(1), from(0))]).toEqual([3, -1])
  })

  it('are read from IDX of shorts', async () => {
    const path = await written('points.idx', Uint8Array.of(0, 0, 11, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0xff, 0xff, 1, 0))
    const data = await right(fromIdx({ ...asked, path }))
    expect([...data.rows(Uint32Array.of(0), from(0))]).toEqual([-1, 256])
  })

  it('are refused with their file', async () => {
    const path = await written('points.npy', points)
    expect((await left(fromNpy({ ...asked, path, event: [4] }))).message).toBe(
      `points: ${path} needs examples of 4 numbers but has the sizes 3x2`,
    )
    expect((await left(fromNpy({ ...asked, path, support: 'binary' }))).message).toBe(
      `points: ${path} is not as asked: row 0, column 1 must be 0 or 1, not 2`,
    )
    expect((await left(fromNpy({ ...asked, path, sha256: 'ab' })))._tag).toBe('FileDamaged')
    expect(() => fromNpy({ ...asked, path, event: [0] as never })).toThrow('array file: a dimension')
  })
})
