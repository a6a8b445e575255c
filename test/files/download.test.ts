import { link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sha256Of } from '../../src/files/bytes.js'
import { type Download, type DownloadEvent, download } from '../../src/files/download.js'
import { left, right } from '../data/real.js'

// noise, so that the gzip of it is long enough to come in several chunks
const plain = Uint8Array.from({ length: 300_000 }, (_, at) => Math.imul(at + 1, 2654435761) >>> 24)
const zipped = gzipSync(plain)

const answers: Record<string, (response: ServerResponse) => void> = {
  '/good.gz': (response) => response.writeHead(200, { 'content-length': zipped.length }).end(zipped),
  '/unsized.gz': (response) => response.writeHead(200).end(zipped),
  '/encoded': (response) => {
    const encoded = gzipSync(plain)
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': encoded.length }).end(encoded)
  },
  '/endless': (response) => {
    response.writeHead(404).write('no')
    response.on('close', () => {
      endless = 'let go'
    })
    endless = 'held'
  },
  '/other.gz': (response) => response.end(gzipSync('something else')),
  '/cut.gz': (response) => {
    response.writeHead(200, { 'content-length': zipped.length })
    response.write(zipped.subarray(0, zipped.length / 2), () => response.destroy())
  },
  '/short.gz': (response) => response.end(zipped.subarray(0, zipped.length / 2)),
  '/silent.gz': () => {},
  '/stuck.gz': (response) => response.writeHead(200, { 'content-length': zipped.length }).write(zipped.subarray(0, 99)),
  '/slow.gz': (response) => {
    response.writeHead(200, { 'content-length': zipped.length })
    const part = Math.ceil(zipped.length / 10)
    const send = (from: number): unknown =>
      from >= zipped.length
        ? response.end()
        : response.write(zipped.subarray(from, from + part), () => setTimeout(send, 50, from + part))
    send(0)
  },
}

let endless = 'not asked'
let server: Server
let base = ''
let folder = ''

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => (answers[url] ?? ((r) => r.writeHead(404).end('no')))(response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-download-'))
})
afterEach(() => rm(folder, { recursive: true }))

const request = (paths: readonly string[], more: Partial<Download> = {}): Download => ({
  urls: paths.map((path) => (path.startsWith('http') ? path : `${base}${path}`)),
  file: join(folder, 'new', 'file.gz'),
  sha256: sha256Of(plain),
  ...more,
})

/** Nothing at all was put below the folder, but perhaps the empty folder itself. */
const files = async () => (await readdir(folder, { recursive: true })).filter((name) => name !== 'new')

describe('download', () => {
  it('gives the uncompressed bytes and leaves the file as it came, and nothing else', async () => {
    const { bytes } = await right(download(request(['/good.gz'])))
    expect(Buffer.compare(bytes, plain)).toBe(0)
    expect(Buffer.compare(await readFile(join(folder, 'new', 'file.gz')), zipped)).toBe(0)
    expect(await files()).toEqual([join('new', 'file.gz')])
  })

  it('tells the bytes received, growing to the total', async () => {
    const events: DownloadEvent[] = []
    await right(download(request(['/slow.gz'], { onEvent: (event) => events.push(event) })))
    const received = events.map((event) => (event._tag === 'DownloadProgress' ? event.received : Number.NaN))
    expect(received.length).toBeGreaterThan(3)
    expect(received).toEqual([...new Set(received)].sort((a, b) => a - b))
    expect(events.at(-1)).toEqual({
      _tag: 'DownloadProgress',
      file: join(folder, 'new', 'file.gz'),
      url: `${base}/slow.gz`,
      received: zipped.length,
      total: zipped.length,
    })
  })

  it('tells no total that the server does not say', async () => {
    const events: DownloadEvent[] = []
    await right(download(request(['/unsized.gz'], { onEvent: (event) => events.push(event) })))
    expect(events.at(-1)).toMatchObject({ received: zipped.length, total: null })
  })

  it('tells no total of what the transport compresses: the bytes received are others', async () => {
    const events: DownloadEvent[] = []
    await right(download(request(['/encoded'], { onEvent: (event) => events.push(event) })))
    expect(events.at(-1)).toMatchObject({ received: plain.length, total: null })
  })

  it('lets go of a connection that it has no use for', async () => {
    expect((await left(download(request(['/endless'])))).message).toContain('the reply was 404')
    await expect.poll(() => endless).toBe('let go')
  })

  it('takes the next mirror when one fails, and tells why', async () => {
    const events: DownloadEvent[] = []
    const onEvent = (event: DownloadEvent) => events.push(event)
    const paths = ['/none.gz', '/other.gz', '/cut.gz', '/good.gz', '/never-asked.gz']
    expect((await right(download(request(paths, { onEvent })))).bytes.length).toBe(plain.length)
    const failed = events.filter((event) => event._tag === 'MirrorFailed')
    expect(failed.map(({ url }) => url)).toEqual(paths.slice(0, 3).map((path) => `${base}${path}`))
    expect(failed[0]?.reason).toBe('the reply was 404 Not Found')
  })

  it.each([
    ['a 404', '/none.gz', 'the reply was 404'],
    ['another SHA-256', '/other.gz', 'needs uncompressed bytes of SHA-256'],
    ['a connection that is cut', '/cut.gz', 'terminated'],
    ['half of a file that is sent as whole', '/short.gz', 'gunzip'],
    ['a server that says nothing', '/silent.gz', 'no byte came for 150 ms'],
    ['a server that stops', '/stuck.gz', 'no byte came for 150 ms'],
    ['a server that is not there', 'http://127.0.0.1:1/x', 'fetch failed'],
    ['an address that is none', 'http://', 'Invalid URL'],
  ])('refuses %s and leaves nothing behind', async (_, path, reason) => {
    const error = await left(download(request([path], { patience: 150 })))
    expect(error._tag).toBe('DownloadFailed')
    expect(error.message).toContain(reason)
    expect(error.message).toContain(path)
    expect(await files()).toEqual([])
  })

  it('waits for a slow server as long as bytes come', async () => {
    // 10 parts, 50 ms apart: longer in all than the patience
    expect((await right(download(request(['/slow.gz'], { patience: 350 })))).bytes.length).toBe(plain.length)
  })

  it('leaves the old file when the new one is refused, and replaces it when it is right', async () => {
    const file = join(folder, 'file.gz')
    await writeFile(file, 'old')
    await link(file, join(folder, 'as a reader of the old file has it'))
    await left(download(request(['/other.gz'], { file })))
    expect(await readFile(file, 'utf8')).toBe('old')
    await right(download(request(['/good.gz'], { file })))
    expect((await readFile(file)).length).toBe(zipped.length)
    // put at once by a rename: written into, the old file would have changed under its reader
    expect(await readFile(join(folder, 'as a reader of the old file has it'), 'utf8')).toBe('old')
  })

  it('says when the file cannot be written, and leaves nothing', async () => {
    await writeFile(join(folder, 'blocked'), '')
    const error = await left(download(request(['/good.gz'], { file: join(folder, 'blocked', 'file.gz') })))
    expect(error._tag).toBe('FileUnwritable')
    const onto = join(folder, 'onto')
    await rm(join(folder, 'blocked'))
    await right(download(request(['/good.gz'], { file: join(onto, 'inside') })))
    expect((await left(download(request(['/good.gz'], { file: onto }))))._tag).toBe('FileUnwritable')
    expect(await files()).toEqual(['onto', join('onto', 'inside')])
  })

  it('needs an address', async () => {
    expect((await left(download(request([])))).message).toContain('0 addresses')
  })
})
