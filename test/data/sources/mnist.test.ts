import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { labelledMnist, mnist } from '../../../src/data/sources/mnist.js'
import type { DownloadEvent } from '../../../src/files/download.js'
import { from } from '../../../src/random/key.js'
import { absent, idxBytes, left, range, realData, right } from '../real.js'

const missing = absent('mnist')
const real = join(realData, 'mnist')
const names = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte', 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte']
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-mnist-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('mnist from a directory', () => {
  it('gives the known counts, mean 0.1307 and deviation 0.3081', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    const { train, test, labels } = await right(mnist({ directory: realData }))
    expect([train.count, test.count, train.shape, train.support]).toEqual([60_000, 10_000, [784], 'unitInterval'])
    expect(train.picture).toEqual({ height: 28, width: 28 })
    const sums = [0, 0]
    for (let at = 0; at < train.count; at += 1000)
      for (const pixel of train.rows(range(at, at + 1000), from(0))) {
        sums[0] = (sums[0] ?? 0) + pixel
        sums[1] = (sums[1] ?? 0) + pixel * pixel
      }
    const [mean = 0, square = 0] = sums.map((sum) => sum / (60_000 * 784))
    expect(mean).toBeCloseTo(0.1307, 4)
    expect(Math.sqrt(square - mean * mean)).toBeCloseTo(0.3081, 4)
    // the first digits and the counts of ones, as the files are known for
    expect([...(labels.train ?? []).slice(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    expect([...(labels.test ?? []).slice(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    expect(labels.train?.filter((label) => label === 1).length).toBe(6742)
  })

  it('reads plain files under the other names, in the directory itself, without labels', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    const unzip = async (name: string, to: string) =>
      writeFile(join(folder, to), gunzipSync(await readFile(join(real, `${name}.gz`))))
    await unzip('train-images-idx3-ubyte', 'train-images.idx3-ubyte')
    await unzip('t10k-images-idx3-ubyte', 't10k-images-idx3-ubyte')
    const { train, test, labels } = await right(mnist({ directory: folder }))
    expect([train.count, test.count, labels]).toEqual([60_000, 10_000, { train: null, test: null }])
  })

  it('has its digits as a field, where there is a file of them', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    const { train, test } = await right(labelledMnist({ directory: realData }))
    expect([train.count, test.count, Object.keys(train.fields)]).toEqual([60_000, 10_000, ['x', 'label']])
    const { x, label } = test.fields
    expect([x.shape, x.support, label.shape, label.support]).toEqual([[784], 'unitInterval', [10], 'oneHot'])
    const seven = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    expect([...label.rows(Uint32Array.of(0, 17), from(0))]).toEqual([...seven, ...seven])
    for (const name of names.filter((each) => each.includes('images')))
      await copyFile(join(real, `${name}.gz`), join(folder, `${name}.gz`))
    const error = await left(labelledMnist({ directory: folder }))
    expect(error.message).toBe(`mnist: needs the file train-labels-idx1-ubyte but finds none at ${folder}`)
  })

  it('refuses one bit of difference', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    for (const name of names) await copyFile(join(real, `${name}.gz`), join(folder, `${name}.gz`))
    const bytes = gunzipSync(await readFile(join(real, 't10k-images-idx3-ubyte.gz')))
    bytes[4000] = (bytes[4000] ?? 0) ^ 1
    await writeFile(join(folder, 't10k-images-idx3-ubyte.gz'), gzipSync(bytes, { level: 1 }))
    const error = await left(mnist({ directory: folder }))
    expect(error._tag).toBe('FileDamaged')
    expect(error.message).toContain(join(folder, 't10k-images-idx3-ubyte.gz'))
    expect(error.message).toContain('0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7')
  })

  it('refuses labels that are damaged: they are not taken for absent', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    for (const name of names) await copyFile(join(real, `${name}.gz`), join(folder, `${name}.gz`))
    await writeFile(join(folder, 't10k-labels-idx1-ubyte.gz'), idxBytes([3], [1, 2, 3]))
    expect((await left(mnist({ directory: folder })))._tag).toBe('FileDamaged')
  })

  it('says what is missing and where it looked', async () => {
    const error = await left(mnist({ directory: folder }))
    expect(error._tag).toBe('FileMissing')
    expect(error.message).toContain('mnist: needs the file train-images-idx3-ubyte but finds none at')
    expect(error.message).toContain(`${join(folder, 'mnist')}, ${join(folder, 'MNIST', 'raw')}, ${folder}`)
  })
})

describe('mnist with a cache', () => {
  let server: Server
  let base = ''
  let asked: string[] = []

  beforeAll(async () => {
    server = createServer(async ({ url = '' }, response) => {
      asked.push(url)
      const bytes = url.startsWith('/real/') && missing === null ? await readFile(join(real, url.slice(6))) : null
      if (bytes !== null) response.writeHead(200, { 'content-length': bytes.length }).end(bytes)
      else if (url.startsWith('/false/')) response.end(gzipSync(idxBytes([1, 28, 28], new Uint8Array(784))))
      else response.writeHead(404).end()
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const address = server.address()
    base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    asked = []
  })

  it('fetches what is not there, then reads it, and mends what is damaged', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    const events: DownloadEvent[] = []
    const mirrors = [`${base}/gone`, `${base}/real/`]
    const source = { cache: folder, mirrors, onEvent: (event: DownloadEvent) => events.push(event) }
    const first = await right(mnist(source))
    expect([first.train.count, first.test.count, first.labels.train?.length]).toEqual([60_000, 10_000, 60_000])
    expect((await readdir(join(folder, 'mnist'))).sort()).toEqual(names.map((name) => `${name}.gz`))
    expect(events.filter((event) => event._tag === 'MirrorFailed').length).toBe(4)
    expect(asked.length).toBe(8)

    expect((await right(mnist(source))).train.count).toBe(60_000)
    expect(asked.length).toBe(8)

    await writeFile(join(folder, 'mnist', `${names[2]}.gz`), 'half a file')
    expect((await right(mnist(source))).train.count).toBe(60_000)
    expect(asked.slice(8)).toEqual([`/gone/${names[2]}.gz`, `/real/${names[2]}.gz`])
  })

  it('refuses other images of the same form, and keeps none of them', async () => {
    const error = await left(mnist({ cache: folder, mirrors: [`${base}/false`, `${base}/gone`] }))
    expect(error._tag).toBe('DownloadFailed')
    expect(error.message).toContain('needs uncompressed bytes of SHA-256')
    expect(error.message).toContain(`${base}/gone/train-images-idx3-ubyte.gz: the reply was 404 Not Found`)
    expect(await readdir(folder, { recursive: true })).toEqual([])
  })

  it('does not fetch over what it cannot read', async () => {
    await mkdir(join(folder, 'mnist', 'train-images-idx3-ubyte.gz'), { recursive: true })
    expect((await left(mnist({ cache: folder, mirrors: [`${base}/false`] })))._tag).toBe('FileUnreadable')
    expect(asked).toEqual([])
  })
})
