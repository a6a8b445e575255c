import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { put } from '../../src/files/atomicWrite.js'
import { refusal, run } from '../support/outcome.js'

/** After how many bytes the disk is full. */
const disk = vi.hoisted(() => ({ space: Number.POSITIVE_INFINITY }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const writeFile = async (file: string, content: Uint8Array) => {
    await real.writeFile(file, content.slice(0, disk.space))
    if (content.length > disk.space)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  }
  return { ...real, writeFile }
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-full-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('put on a full disk', () => {
  it('is one line, wherever the disk ends, and leaves the file before, and nothing else', async () => {
    const file = join(folder, 'checkpoint.safetensors')
    const [before, after] = [new Uint8Array(20_000).fill(1), new Uint8Array(20_000).fill(2)]
    await run(put(file, before))
    for (disk.space = 0; disk.space < after.length; disk.space += 1000) {
      expect(await refusal(put(file, after))).toMatchObject({
        _tag: 'FileUnwritable',
        message: `write: needs to write ${file} but the system says: ENOSPC: no space left on device, write`,
      })
      expect(Buffer.compare(await readFile(file), before)).toBe(0)
      expect(await readdir(folder)).toEqual(['checkpoint.safetensors'])
    }
    disk.space = Number.POSITIVE_INFINITY
    await run(put(file, after))
    expect(Buffer.compare(await readFile(file), after)).toBe(0)
  })
})
