import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toNpy } from '../../src/files/npy.js'
import { openNpy } from '../../src/files/openNpy.js'
import { left, right } from '../data/real.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../support/damage.js'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-open-'))
  path = join(folder, 'a.npy')
})
afterEach(() => rm(folder, { recursive: true }))

const bytes = toNpy({ sizes: [5, 2], values: Float32Array.from({ length: 10 }, (_, at) => at) })

describe('openNpy', () => {
  it('reads rows in any order, one after the other or not, and twice', async () => {
    await writeFile(path, bytes)
    const rows = await right(openNpy('mine')(path))
    expect(rows.sizes).toEqual([5, 2])
    expect([...rightOf(rows.read(Uint32Array.of(3, 4, 0, 0, 2)))]).toEqual([6, 7, 8, 9, 0, 1, 0, 1, 4, 5])
    expect([...rightOf(rows.read(new Uint32Array()))]).toEqual([])
    rows.close()
    rows.close()
    expect(wordsOf(rows.read(Uint32Array.of(1)))).toBe('has been closed')
  })

  it('reads any type and order of numbers', async () => {
    const header = Buffer.from("{'descr': '>i2', 'fortran_order': False, 'shape': (2,)}\n")
    const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0])
    await writeFile(path, Buffer.concat([start, header, Uint8Array.of(1, 0, 255, 255)]))
    const rows = await right(openNpy('mine')(path))
    expect([...rightOf(rows.read(Uint32Array.of(1, 0)))]).toEqual([-1, 256])
    rows.close()
  })

  it('says what is missing, cut, in the order of Fortran, or has become shorter', async () => {
    expect((await left(openNpy('mine')(path)))._tag).toBe('FileMissing')
    expect((await left(openNpy('mine')(folder)))._tag).toBe('FileUnreadable')
    await writeFile(path, bytes.subarray(0, -1))
    expect((await left(openNpy('mine')(path))).message).toBe(
      `mine: ${path} needs 168 bytes for its sizes 5x2 but has 167`,
    )
    await writeFile(path, Buffer.from(Buffer.from(bytes).toString('latin1').replace('False', 'True '), 'latin1'))
    expect((await left(openNpy('mine')(path))).message).toBe(
      `mine: ${path} must be in the order of C to be read by rows, not in that of Fortran`,
    )
    await writeFile(path, bytes)
    const rows = await right(openNpy('mine')(path))
    await truncate(path, 140)
    expect(wordsOf(rows.read(Uint32Array.of(1)))).toBe(
      'cannot be read any more: it ends at byte 140: it has become shorter',
    )
    rows.close()
  })

  it('says in one line what is damaged', () =>
    fc.assert(
      fc.asyncProperty(damaged(bytes), async (given) => {
        await writeFile(path, given)
        const found = await openNpy('mine')(path)()
        if (found._tag === 'Left') return expectOneLine(found.left.message, path)
        const all = Uint32Array.from({ length: found.right.sizes[0] ?? 0 }, (_, at) => at)
        const read = found.right.read(all)
        found.right.close()
        expect(read._tag === 'Left' ? read.left.split('\n').length : read.right.length).toBe(
          read._tag === 'Left' ? 1 : all.length * found.right.sizes.slice(1).reduce((one, size) => one * size, 1),
        )
      }),
      { numRuns: DAMAGED },
    ))
})
