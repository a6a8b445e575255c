/** The bytes of a file: uncompressed when they are gzip, and checked against a SHA-256. */

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileDamaged, fileDamaged, reasonOf } from './errors.js'

/** Bytes, and the file or the address that they are of, for the messages. */
export interface Content {
  readonly file: string
  readonly bytes: Uint8Array
}

const gunzipped = promisify(gunzip)

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * The content without gzip around it.
 *
 * Gzip is known by its first two bytes, not by a name, and is undone in a thread of Node's own.
 *
 * Errors: `FileDamaged` when the gzip is cut short or its own checksum does not hold.
 */
export const uncompressed = ({ file, bytes }: Content): TE.TaskEither<FileDamaged, Content> =>
  isGzip(bytes)
    ? TE.tryCatch(
        async () => ({ file, bytes: await gunzipped(bytes) }),
        (cause) => fileDamaged('gunzip', file, `needs to be whole gzip but the inflater says: ${reasonOf(cause)}`),
      )
    : TE.right({ file, bytes })

/**
 * The SHA-256 of bytes, in lower-case hexadecimal digits.
 *
 * @example
 * sha256Of(new Uint8Array()).slice(0, 8)
 * //=> 'e3b0c442'
 */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * The MD5 of bytes, which is what older data sets publish: against damage, not against malice.
 *
 * @example
 * md5Of(new Uint8Array()).slice(0, 8)
 * //=> 'd41d8cd9'
 */
export const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex')

/**
 * The content, when its SHA-256 is the one given; `null` accepts any.
 *
 * Errors: `FileDamaged` when it is another.
 */
export const checked =
  (sha256: string | null) =>
  (content: Content): E.Either<FileDamaged, Content> => {
    const found = sha256 === null ? null : sha256Of(content.bytes)
    return sha256 === null || found === sha256.toLowerCase()
      ? E.right(content)
      : E.left(fileDamaged('sha256', content.file, `needs uncompressed bytes of SHA-256 ${sha256} but has ${found}`))
  }
