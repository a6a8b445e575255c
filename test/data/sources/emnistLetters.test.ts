import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emnistLetters, named } from '../../../src/data/sources/emnistLetters.js'
import { from } from '../../../src/random/key.js'
import { idxBytes, left, right } from '../real.js'
import { serve } from './served.js'

/** Images that are black but for one pixel, in row 1 and column 5 of the file. */
const images = (count: number) => {
  const values = new Uint8Array(count * 784)
  for (let at = 0; at < count; at++) values[at * 784 + 28 + 5] = 255
  return gzipSync(idxBytes([count, 28, 28], values), { level: 1 })
}
const labels = (count: number, label: number) => gzipSync(idxBytes([count], new Uint8Array(count).fill(label)))

/** Of two classes, one after the other. */
const sorted = (count: number) =>
  gzipSync(
    idxBytes(
      [count],
      Uint8Array.from(Array(count).keys(), (at) => (2 * at < count ? 1 : 2)),
    ),
  )

const files = {
  'gzip/emnist-letters-train-images-idx3-ubyte.gz': images(124_800),
  'gzip/emnist-letters-train-labels-idx1-ubyte.gz': labels(124_800, 26),
  'gzip/emnist-letters-test-images-idx3-ubyte.gz': images(20_800),
  'gzip/emnist-letters-test-labels-idx1-ubyte.gz': sorted(20_800),
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-emnist-'))
  await writeFile(join(folder, 'gzip.zip'), zipSync(files, { level: 0 }))
})
afterAll(() => rm(folder, { recursive: true }))

describe('emnistLetters', () => {
  it('reads the archive, with images as they are seen and labels from 0', async () => {
    const { train, test } = await right(emnistLetters({ directory: folder }))
    expect([train.count, test.count, train.fields.x.shape, train.fields.label.shape]).toEqual([
      124_800,
      20_800,
      [784],
      [26],
    ])
    expect(train.fields.x.rows(Uint32Array.of(124_799), from(0)).indexOf(1)).toBe(5 * 28 + 1)
    expect(train.fields.label.rows(Uint32Array.of(0), from(0)).indexOf(1)).toBe(25)
    expect(test.fields.label.rows(Uint32Array.of(0), from(0)).indexOf(1)).toBe(0)
  })

  it('by name its first test letters are of all classes, as they are not in the file', async () => {
    const { labels: found } = await right(
      named._tag === 'Downloaded' ? named.load({ directory: folder }) : expect.fail(named._tag),
    )
    const ones = Array.from(found?.values ?? [])
      .slice(0, 100)
      .filter((label) => label === 1).length
    expect(ones).toBeGreaterThan(30)
    expect(ones).toBeLessThan(70)
  })

  it('reads the files that were in it, and refuses others', async () => {
    const unpacked = await mkdtemp(join(folder, 'unpacked-'))
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(unpacked, name.replace('gzip/', '')), bytes)
    expect((await right(emnistLetters({ directory: unpacked }))).test.count).toBe(20_800)
    const path = join(unpacked, 'emnist-letters-test-labels-idx1-ubyte.gz')
    await writeFile(path, labels(20_800, 0))
    expect((await left(emnistLetters({ directory: unpacked }))).message).toBe(
      `emnist-letters test: ${path} needs labels from 1 to 26 but row 0 has 0`,
    )
    await writeFile(path, labels(3, 1))
    expect((await left(emnistLetters({ directory: unpacked }))).message).toBe(
      `emnistLetters: ${path} needs the sizes 20800 but has 3`,
    )
  })

  it('says what is missing, and refuses an archive that is not the one that is published', async () => {
    expect((await left(emnistLetters({ directory: '/nowhere' })))._tag).toBe('FileMissing')
    const server = await serve({ '/gzip.zip': Buffer.from('not it') })
    const error = await left(emnistLetters({ cache: join(folder, 'cache'), mirrors: [server.base] }))
    server.close()
    expect(error.message).toContain('needs bytes of MD5 58c8d27c78d21e728a6bc7b3cc06412e but has')
  })
})
