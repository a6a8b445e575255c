import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { read } from '../../../src/data/reading.js'
import { npyOnDisk } from '../../../src/data/sources/diskArrays.js'
import { toNpy } from '../../../src/files/npy.js'
import { from } from '../../../src/random/key.js'
import { left, right } from '../real.js'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-disk-'))
  path = join(folder, 'a.npy')
  await writeFile(path, toNpy({ sizes: [3, 2], values: Float32Array.of(0, 1, 2, 3, 4, 5) }))
})
afterEach(() => rm(folder, { recursive: true }))

const asked = (event: readonly [number]) => ({ path, name: 'mine', event, support: 'real' }) as const

describe('npyOnDisk', () => {
  it('gives rows as a data set in memory does', async () => {
    const data = await right(npyOnDisk({ path, name: 'mine', event: [2], support: 'real', divideBy: 2 }))
    expect([data.count, data.shape, data.support]).toEqual([3, [2], 'real'])
    const into = new Float32Array(4)
    expect(data.rows(Uint32Array.of(2, 0), from(0), into)).toBe(into)
    expect([...into]).toEqual([2, 2.5, 0, 0.5])
    expect(() => data.rows(Uint32Array.of(3), from(0))).toThrow('rows: mine has 3 examples but is asked for number 3')
    data.close()
    expect(() => data.rows(Uint32Array.of(0), from(0))).toThrow(`mine: ${path} has been closed`)
  })

  it('looks at each number where it is read', async () => {
    const data = await right(npyOnDisk({ path, name: 'mine', event: [2], support: 'binary' }))
    expect([...read(data as never)(Uint32Array.of(0), from(0))]).toEqual([0, 1])
    expect(() => read(data as never)(Uint32Array.of(0, 2), from(0))).toThrow(
      'mine: row 2, column 0 must be 0 or 1, not 4',
    )
    data.close()
  })

  it('refuses other sizes', async () => {
    expect((await left(npyOnDisk(asked([4]) as never))).message).toBe(
      `mine: ${path} needs examples of 4 numbers but has the sizes 3x2`,
    )
  })
})
