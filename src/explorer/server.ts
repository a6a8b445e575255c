/** An explorer that is served: to this machine alone, to who knows its token, and with word of newer models. */

import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipe } from 'fp-ts/lib/function.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { reasonOf } from '../files/errors.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import { compressed } from './file.js'
import { page } from './html.js'
import type { Made } from './made.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A port that cannot be listened on: it is taken, or not for everybody. */
export interface PortUnavailable extends Tagged<'PortUnavailable'> {
  readonly port: number
}

const portUnavailable = (port: number, cause: unknown): PortUnavailable =>
  tagged<PortUnavailable>(
    'PortUnavailable',
    `serve: needs to listen on port ${port} of ${HOST} but the system says: ${reasonOf(cause)}: take another, or 0 for any that is free`,
    { port },
    { cause },
  )

/** What is served, and to whom. */
export interface Serving {
  /** 0 is any that is free. */
  readonly port: number
  /** What an address must hold: nobody else can guess it. */
  readonly token: string
  /** The script of the page. */
  readonly script: string
  readonly made: Made
}

/** An explorer that is served. */
export interface Served {
  /** The address of its page. */
  readonly address: string
  /** Shows a newer model in the pages that are open, and in those that will be. */
  readonly show: (made: Made) => void
  readonly close: T.Task<void>
}

/** The loopback: no other machine reaches it. */
const HOST = '127.0.0.1'

// -----------------------------------------------------------------------------
// who may ask for what
// -----------------------------------------------------------------------------

/** What is asked for: the page, its numbers, or to hear of newer ones; or a status and why not. */
export type Route =
  | { readonly _tag: 'Page' | 'Numbers' | 'Events' }
  | { readonly _tag: 'Refused'; readonly status: 403 | 404 | 405; readonly why: string }

const refused = (status: 403 | 404 | 405, why: string): Route => ({ _tag: 'Refused', status, why })

/**
 * The names of the loopback. A page of somebody else whose name is made to lead here asks under that name: it is refused.
 * The port does not matter: another may be forwarded to this one.
 */
const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]']

const nameIn = (host: string | undefined): string => (host ?? '').replace(/:\d+$/, '').toLowerCase()

/** Compares without telling by its time how much is equal. */
const isToken = (given: string, token: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const PARTS: Readonly<Record<string, Exclude<Route['_tag'], 'Refused'>>> = {
  '': 'Page',
  numbers: 'Numbers',
  events: 'Events',
}

/** What a request asks for. */
export const routeOf =
  (token: string) =>
  ({ method, url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Route => {
    const [, given = '', part, ...more] = url.replace(/\?.*$/, '').split('/')
    const found = part === undefined || more.length > 0 ? undefined : PARTS[part]
    return !OWN_NAMES.includes(nameIn(headers.host))
      ? refused(403, 'this is served under the name of this machine alone')
      : !isToken(given, token)
        ? refused(403, 'the address must hold the token that was printed when it was served')
        : method !== 'GET'
          ? refused(405, 'there is nothing but to be read')
          : found === undefined
            ? refused(404, 'there is no such thing')
            : { _tag: found }
  }

// -----------------------------------------------------------------------------
// answers
// -----------------------------------------------------------------------------

/** Nothing is kept by a browser, shown inside another page, or told to one. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const answer = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  more: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { ...HEADERS, 'content-type': type, ...more })
  response.end(body)
}

/** The number of the model that is shown, as a message of server-sent events. */
const told = (version: number): string => `data: ${version}\n\n`

/** What is shown now: the only thing of a server that changes, with who hears of it. */
interface Shown {
  readonly version: number
  readonly html: string
  readonly numbers: Uint8Array
}

const shownOf = (script: string, made: Made, version: number): Shown => ({
  version,
  html: page({ header: made.header, script, numbers: 'numbers' }),
  numbers: compressed(made),
})

const answering =
  (token: string, shown: () => Shown, hearers: Set<ServerResponse>) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const route = routeOf(token)(request)
    const { version, html, numbers } = shown()
    switch (route._tag) {
      case 'Refused':
        answer(response, route.status, 'text/plain; charset=utf-8', `${route.why}\n`)
        break
      case 'Page':
        answer(response, 200, 'text/html; charset=utf-8', html)
        break
      case 'Numbers':
        answer(response, 200, 'application/gzip', numbers, { etag: `"${version}"` })
        break
      case 'Events':
        response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' })
        response.write(told(version))
        hearers.add(response)
        response.on('close', () => hearers.delete(response))
    }
  }

// -----------------------------------------------------------------------------
// serving
// -----------------------------------------------------------------------------

const listening = (server: Server, port: number): TE.TaskEither<PortUnavailable, number> =>
  TE.tryCatch(
    () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port, host: HOST }, () => {
          const at = server.address()
          resolve(typeof at === 'object' && at !== null ? at.port : port)
        })
      }),
    (caught) => portUnavailable(port, caught),
  )

const closed =
  (server: Server): T.Task<void> =>
  () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })

/**
 * Serves an explorer until it is closed.
 *
 * It listens on the loopback alone, answers only what names this machine and holds the token, and takes nothing.
 *
 * Errors: `PortUnavailable` when the port is taken, or not for everybody.
 */
export const serve = ({ port, token, script, made }: Serving): TE.TaskEither<PortUnavailable, Served> => {
  const hearers = new Set<ServerResponse>()
  let shown = shownOf(script, made, 1)
  const server = createServer(answering(token, () => shown, hearers))
  return pipe(
    listening(server, port),
    TE.map((own) => ({
      address: `http://${HOST}:${own}/${token}/`,
      show: (newer) => {
        shown = shownOf(script, newer, shown.version + 1)
        for (const response of hearers) response.write(told(shown.version))
      },
      close: closed(server),
    })),
  )
}
