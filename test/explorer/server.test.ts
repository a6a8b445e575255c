import { request } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { Made } from '../../src/explorer/made.js'
import { routeOf, type Served, serve } from '../../src/explorer/server.js'
import { refusal, run } from '../support/outcome.js'

const TOKEN = 'a-token-of-a-test'

/** An explorer of nothing, which bytes tell apart. */
const madeOf = (byte: number): Made => ({
  header: {
    ...{ title: 'Sprites', about: '', data: '', objective: '', trained: '', picture: null, event: 1, kl: null },
    ...{
      latent: { sizes: [1], over: 'real', standard: true },
      conditions: [],
      programs: {},
      weights: {},
      points: null,
      rounding: null,
    },
  },
  bytes: Uint8Array.of(byte),
})

const open: Served[] = []
const served = async (port = 0): Promise<Served> => {
  const own = await run(serve({ port, token: TOKEN, script: 'const here = 1', made: madeOf(1) }))
  open.push(own)
  return own
}
afterEach(async () => {
  for (const { close } of open.splice(0)) await close()
})

/** The status of an answer to a request with headers that `fetch` does not let be set. */
const statusOf = (address: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<number> =>
  new Promise((resolve, reject) => {
    request(address, { headers, method }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })

/** Messages of server-sent events, one after the other. */
const heard = async function* (address: string): AsyncGenerator<string> {
  const { body } = await fetch(`${address}events`)
  const decoder = new TextDecoder()
  // safe: an answer has a body
  for await (const bytes of body as ReadableStream<Uint8Array>) yield decoder.decode(bytes, { stream: true })
}

describe('routes', () => {
  const asked = (url: string, host = '127.0.0.1:80', method = 'GET') => {
    const route = routeOf(TOKEN)({ url, method, headers: { host } })
    return route._tag === 'Refused' ? route.status : route._tag
  }

  test('what is asked for with the token is there', () => {
    expect([`/${TOKEN}/`, `/${TOKEN}/numbers`, `/${TOKEN}/events?x`].map((url) => asked(url))).toEqual([
      ...['Page', 'Numbers', 'Events'],
    ])
  })

  test.each(['/', '', '/numbers', '//numbers', `/${TOKEN}x/`, `/${TOKEN.slice(1)}/`, `/x/${TOKEN}/`, `/?${TOKEN}`])(
    'without it nothing is: %s',
    (url) => expect(asked(url)).toBe(403),
  )

  test.each([`/${TOKEN}`, `/${TOKEN}/x`, `/${TOKEN}/numbers/`, `/${TOKEN}/../`])('nothing else is: %s', (url) =>
    expect(asked(url)).toBe(404),
  )

  test('names of this machine are served, at any port, and no other', () => {
    const at = (host: string | undefined) =>
      routeOf(TOKEN)({ url: `/${TOKEN}/`, method: 'GET', headers: { host } })._tag
    expect(['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8000'].map(at)).toEqual(Array(4).fill('Page'))
    for (const host of ['example.org', '127.0.0.1.example.org:80', 'localhost.', '10.0.0.1', '', undefined])
      expect(at(host)).toBe('Refused')
  })

  test('nothing is taken', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect(asked(`/${TOKEN}/`, 'localhost', method)).toBe(405)
  })
})

describe('a served explorer', () => {
  test('gives its page and its numbers, which nobody keeps or frames', async () => {
    const { address } = await served()
    const page = await fetch(address)
    expect(await page.text()).toContain('data-from="numbers"')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const numbers = await fetch(`${address}numbers`)
    expect([...gunzipSync(await numbers.arrayBuffer())]).toEqual([1])
    expect(numbers.headers.get('etag')).toBe('"1"')
  })

  test('refuses who does not know the token, and pages of other names', async () => {
    const { address } = await served()
    expect((await fetch(address.replace(TOKEN, 'guess'))).status).toBe(403)
    expect(await statusOf(address, { host: 'rebound.example.org' })).toBe(403)
    expect(await statusOf(address, {}, 'POST')).toBe(405)
  })

  test('listens on the loopback alone', async () => {
    const { address } = await served()
    const other = new Promise((resolve) => {
      // all of 127.0.0.0/8 is this machine: what listens on every address answers there too
      const socket = connect(Number(new URL(address).port), '127.0.0.2')
      socket.on('connect', () => resolve('open')).on('error', () => resolve('closed'))
    })
    expect(await other).toBe('closed')
  })

  test('tells of a newer model, and then gives its numbers', async () => {
    const { address, show } = await served()
    const messages = heard(address)
    expect((await messages.next()).value).toBe('data: 1\n\n')
    show(madeOf(7))
    expect((await messages.next()).value).toBe('data: 2\n\n')
    const numbers = await fetch(`${address}numbers`)
    expect([numbers.headers.get('etag'), ...gunzipSync(await numbers.arrayBuffer())]).toEqual(['"2"', 7])
    await messages.return(undefined)
    // who comes later hears at once of what is shown
    expect((await heard(address).next()).value).toBe('data: 2\n\n')
  })

  test('ends while pages listen', async () => {
    const { address, close } = await served()
    const messages = heard(address)
    await messages.next()
    const rest = messages.next().catch(() => 'cut')
    await close()
    await rest
    await expect(fetch(address)).rejects.toThrow()
  })

  test('a port that is taken is an error that says so', async () => {
    const port = Number(new URL((await served()).address).port)
    const { _tag, message } = await refusal(serve({ port, token: TOKEN, script: '', made: madeOf(1) }))
    expect(_tag).toBe('PortUnavailable')
    expect(message).toMatch(new RegExp(`^serve: needs to listen on port ${port} of 127.0.0.1 but .*EADDRINUSE`))
  })
})
