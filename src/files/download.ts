/** Downloads: a file from one of several mirrors, checked before it is put in its place. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { put } from './atomicWrite.js'
import { type Content, checked, md5Of, uncompressed } from './bytes.js'
import { type DownloadFailed, downloadFailed, type FailedMirror, type FileUnwritable, reasonOf } from './errors.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What happens during a download. Units: bytes; `total` is `null` where the server does not say it. */
export type DownloadEvent =
  | {
      readonly _tag: 'DownloadProgress'
      readonly file: string
      readonly url: string
      readonly received: number
      readonly total: number | null
    }
  | { readonly _tag: 'MirrorFailed'; readonly file: string; readonly url: string; readonly reason: string }

/** How a download is reported of, and how long it may be silent. */
export interface DownloadOptions {
  /** Units: milliseconds without a byte, after which a mirror is given up. */
  readonly patience?: number
  readonly onEvent?: (event: DownloadEvent) => void
}

/** What is downloaded from where to where. */
export interface Download extends DownloadOptions {
  /** Tried in turn. */
  readonly urls: readonly string[]
  /** Where the bytes are put as they came, gzipped or plain. */
  readonly file: string
  /** Of the uncompressed bytes; `null` accepts any. */
  readonly sha256: string | null
  /** Of the bytes as they come, where that is what is published of them. Default: any. */
  readonly md5?: string | null
}

// -----------------------------------------------------------------------------
// one mirror; failures are messages
// -----------------------------------------------------------------------------

/** Units: milliseconds. */
const PATIENCE = 30_000

/** A signal that aborts unless it is kept awake. */
interface Watchdog {
  readonly signal: AbortSignal
  readonly awake: () => void
  readonly stop: () => void
}

const watchdog = (patience: number): Watchdog => {
  const controller = new AbortController()
  const abort = () => controller.abort(new Error(`no byte came for ${patience} ms`))
  const timer = setTimeout(abort, patience)
  const stop = () => {
    clearTimeout(timer)
    controller.abort() // after the end it does nothing; after a refusal it lets go of the socket
  }
  return { signal: controller.signal, awake: () => timer.refresh(), stop }
}

/** The length of what is sent; unknown when the transport itself compresses it. */
const totalOf = ({ headers }: Response): number | null => {
  const length = headers.get('content-length')
  return length === null || headers.has('content-encoding') ? null : Number(length)
}

const collect = async (response: Response, awake: (received: number) => void): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let received = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    received += chunk.length
    awake(received)
  }
  return Buffer.concat(chunks)
}

const receive =
  ({ file, onEvent = () => {} }: Download, url: string) =>
  (dog: Watchdog): TE.TaskEither<string, Uint8Array> =>
    pipe(
      TE.tryCatch(() => fetch(url, { signal: dog.signal }), reasonOf),
      TE.filterOrElse(
        ({ ok }) => ok,
        ({ status, statusText }) => `the reply was ${status} ${statusText}`.trim(),
      ),
      TE.flatMap((response) => {
        const total = totalOf(response)
        const awake = (received: number) => {
          dog.awake()
          onEvent({ _tag: 'DownloadProgress', file, url, received, total })
        }
        return TE.tryCatch(() => collect(response, awake), reasonOf)
      }),
    )

/** The bytes as they came, and without gzip around them. */
interface ResponseBody {
  readonly raw: Uint8Array
  readonly content: Content
}

const tryMirror = (request: Download, url: string): TE.TaskEither<string, ResponseBody> =>
  pipe(
    TE.bracket(
      TE.fromIO(() => watchdog(request.patience ?? PATIENCE)),
      receive(request, url),
      (dog) => TE.fromIO(dog.stop),
    ),
    TE.filterOrElse(
      (raw) => (request.md5 ?? null) === null || md5Of(raw) === request.md5,
      (raw) => `needs bytes of MD5 ${request.md5} but has ${md5Of(raw)}`,
    ),
    TE.flatMap((raw) =>
      pipe(
        uncompressed({ file: url, bytes: raw }),
        TE.flatMapEither(checked(request.sha256)),
        TE.bimap(
          ({ message }) => message,
          (content) => ({ raw, content }),
        ),
      ),
    ),
  )

// -----------------------------------------------------------------------------
// all mirrors
// -----------------------------------------------------------------------------

const tryMirrors = (
  request: Download,
  [url, ...others]: readonly string[],
  failures: readonly FailedMirror[],
): TE.TaskEither<DownloadFailed, ResponseBody> =>
  url === undefined
    ? TE.left(downloadFailed(request.file, failures))
    : pipe(
        tryMirror(request, url),
        TE.orElse((reason) => {
          request.onEvent?.({ _tag: 'MirrorFailed', file: request.file, url, reason })
          return tryMirrors(request, others, [...failures, { url, reason }])
        }),
      )

/**
 * The uncompressed content of a file that is fetched from the first mirror that has it whole, and put in its place.
 *
 * It is held in memory until its SHA-256 is right: nothing half-written is left, whatever fails.
 *
 * Errors: `DownloadFailed` with the reason of each mirror; `FileUnwritable`.
 */
export const download = (request: Download): TE.TaskEither<DownloadFailed | FileUnwritable, Content> =>
  pipe(
    tryMirrors(request, request.urls, []),
    TE.tap(({ raw }) => put(request.file, raw)),
    TE.map(({ content }) => ({ file: request.file, bytes: content.bytes })),
  )
