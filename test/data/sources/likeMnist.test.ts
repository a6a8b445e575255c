import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { likeMnist } from '../../../src/data/sources/likeMnist.js'
import { md5Of } from '../../../src/files/bytes.js'
import { from } from '../../../src/random/key.js'
import { idxBytes, left, right } from '../real.js'
import { type Served, serve } from './served.js'

const gzipped = (sizes: readonly number[], value: (at: number) => number) => {
  const values = new Uint8Array(sizes.reduce((all, size) => all * size, 1))
  for (let at = 0; at < values.length; at += 784) values[at] = value(at / 784)
  return gzipSync(idxBytes(sizes, values), { level: 1 })
}

const files = {
  '/train-images-idx3-ubyte.gz': gzipped([60_000, 28, 28], (image) => image % 256),
  '/train-labels-idx1-ubyte.gz': gzipSync(idxBytes([60_000], new Uint8Array(60_000).fill(3))),
  '/t10k-images-idx3-ubyte.gz': gzipped([10_000, 28, 28], () => 255),
  '/t10k-labels-idx1-ubyte.gz': gzipSync(idxBytes([10_000], new Uint8Array(10_000).fill(9))),
}

const about = (mirrors: readonly string[]) => ({
  operation: 'clothes',
  folders: ['clothes', 'Clothes/raw'] as const,
  mirrors,
  sums: {
    trainImages: { md5: md5Of(files['/train-images-idx3-ubyte.gz']) },
    trainLabels: { md5: md5Of(files['/train-labels-idx1-ubyte.gz']) },
    testImages: { md5: md5Of(files['/t10k-images-idx3-ubyte.gz']) },
    testLabels: { md5: md5Of(files['/t10k-labels-idx1-ubyte.gz']) },
  },
})

let server: Served
let folder = ''
beforeAll(async () => {
  server = await serve(files)
  folder = await mkdtemp(join(tmpdir(), 'shapebound-like-'))
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

describe('a data set that is as MNIST is', () => {
  it('is fetched, checked by its MD5, and read again where it is', async () => {
    const { train, test } = await right(likeMnist(about([server.base]))({ cache: folder }))
    expect([train.count, test.count, train.fields.x.shape, train.fields.label.shape]).toEqual([
      60_000,
      10_000,
      [784],
      [10],
    ])
    expect(train.fields.x.picture).toEqual({ height: 28, width: 28 })
    expect(train.fields.x.rows(Uint32Array.of(51), from(0))[0]).toBeCloseTo(0.2, 6)
    expect(test.fields.label.rows(Uint32Array.of(0), from(0))[9]).toBe(1)
    expect((await readdir(join(folder, 'clothes'))).length).toBe(4)
    expect((await right(likeMnist(about([]))({ directory: folder }))).test.count).toBe(10_000)
    expect(server.asked).toHaveLength(4)
  })

  it('refuses another gzip than the one that is published, and keeps none of it', async () => {
    const cache = join(folder, 'other')
    const other = { ...about([server.base]), sums: { ...about([]).sums, trainImages: { md5: 'ab' } } }
    const error = await left(likeMnist(other)({ cache }))
    expect(error.message).toContain(`needs bytes of MD5 ab but has ${md5Of(files['/train-images-idx3-ubyte.gz'])}`)
    expect(await readdir(folder)).not.toContain('other')
  })

  it('refuses other sizes, and labels that are no class', async () => {
    await writeFile(join(folder, 'clothes', 't10k-labels-idx1-ubyte.gz'), idxBytes([10], new Uint8Array(10)))
    expect((await left(likeMnist(about([]))({ directory: folder }))).message).toBe(
      `clothes: ${join(folder, 'clothes', 't10k-labels-idx1-ubyte.gz')} needs the sizes 10000 but has 10`,
    )
    const labels = new Uint8Array(10_000).fill(10, 7)
    await writeFile(join(folder, 'clothes', 't10k-labels-idx1-ubyte.gz'), idxBytes([10_000], labels))
    expect((await left(likeMnist(about([]))({ directory: folder }))).message).toBe(
      `clothes test: ${join(folder, 'clothes', 't10k-labels-idx1-ubyte.gz')} needs labels from 0 to 9 but row 7 has 10`,
    )
  })
})
