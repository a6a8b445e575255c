import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placesUnder, readChecked, readIdx } from '../../src/files/read.js'
import { idxBytes, left, right } from '../data/real.js'

const bytes = idxBytes([3], [7, 8, 9])
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-files-'))
  await mkdir(join(folder, 'sub'))
  await writeFile(join(folder, 'plain'), bytes)
  await writeFile(join(folder, 'zipped'), gzipSync(bytes)) // gzip under a name that does not say so
  await writeFile(join(folder, 'sub', 'inner.gz'), gzipSync(bytes))
})
afterAll(() => rm(folder, { recursive: true }))

const wanted = (places: readonly string[]) => ({ operation: 'test', file: 'it', places, sha256: null })

describe('placesUnder', () => {
  it('lists folders before the directory, names in turn, gzip before plain', () => {
    expect(placesUnder('/d', ['s'], ['a', 'b'])).toEqual(
      ['/d/s/a.gz', '/d/s/a', '/d/s/b.gz', '/d/s/b', '/d/a.gz', '/d/a', '/d/b.gz', '/d/b'].map((path) => join(path)),
    )
  })
})

describe('readIdx', () => {
  it('reads plain and gzip, from the first place that is there', async () => {
    const places = (name: string) => wanted(placesUnder(folder, ['sub'], [name]))
    for (const name of ['plain', 'zipped', 'inner'])
      expect([...(await right(readIdx(places(name)))).values]).toEqual([7, 8, 9])
  })

  it('says every folder where a missing file was looked for', async () => {
    const error = await left(readIdx(wanted([join(folder, 'no'), join(folder, 'plain', 'below-a-file')])))
    expect(error._tag).toBe('FileMissing')
    expect(error.message).toBe(`test: needs the file it but finds none at ${folder}, ${join(folder, 'plain')}`)
  })

  it('takes the next place where one is not there', async () => {
    const [no, plain, zipped] = ['no', 'plain', 'zipped'].map((name) => join(folder, name)) as [string, string, string]
    for (const places of [
      [no, plain],
      [no, no, zipped],
      [plain, no],
    ])
      expect([...(await right(readIdx(wanted(places)))).values]).toEqual([7, 8, 9])
    expect((await left(readIdx(wanted([no, join(folder, 'sub'), plain]))))._tag).toBe('FileUnreadable')
  })

  it('does not pass over a place that it cannot read', async () => {
    const error = await left(readIdx(wanted([join(folder, 'sub'), join(folder, 'plain')])))
    expect(error._tag).toBe('FileUnreadable')
    expect(error.message).toContain(join(folder, 'sub'))
  })

  it('does not pass over a file of another SHA-256', async () => {
    const error = await left(readChecked({ ...wanted([join(folder, 'plain')]), sha256: '0'.repeat(64) }))
    expect(error._tag).toBe('FileDamaged')
    expect(error.message).toContain(join(folder, 'plain'))
  })
})
