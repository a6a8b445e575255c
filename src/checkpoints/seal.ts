/** The seal of a file: the SHA-256 of all of its bytes but those that hold it, so that no damage to a file is read. */

import { createHash } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'

type Metadata = Readonly<Record<string, string>>

/** The name of the seal among the metadata, of which it is the first. */
const SEAL = 'shapebound.sha256'

/** What says that there is a seal, also where its name is damaged. */
const FORMAT = 'shapebound.format'

/** What is in the place of the seal while it is worked out. */
const UNSEALED = '0'.repeat(64)

/** How the header of a sealed file begins, after its length. */
const BEGINNING = new TextEncoder().encode(`{"__metadata__":{"${SEAL}":"`)

const [FROM, TO] = [8 + BEGINNING.length, 8 + BEGINNING.length + UNSEALED.length] as const

const digest = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes.subarray(0, FROM)).update(UNSEALED).update(bytes.subarray(TO)).digest('hex')

/** The same bytes with their seal, whose place is the first of their metadata. */
export const sealed = (bytes: Uint8Array): Uint8Array => {
  const out = bytes.slice()
  out.set(new TextEncoder().encode(digest(bytes)), FROM)
  return out
}

/** Whether bytes begin as those of a sealed file. */
const hasSeal = (bytes: Uint8Array): boolean =>
  bytes.length >= TO && BEGINNING.every((byte, index) => bytes[8 + index] === byte)

/**
 * The same bytes, whose seal is right where they have one.
 *
 * Errors: text that follows the name of the file.
 */
export const unbroken = (bytes: Uint8Array): E.Either<string, Uint8Array> =>
  !hasSeal(bytes) || digest(bytes) === new TextDecoder().decode(bytes.subarray(FROM, TO))
    ? E.right(bytes)
    : E.left('has other bytes than were saved: its SHA-256 is another')

/**
 * A header as JSON, with the place of a seal in front: a record would put names that are numbers before it.
 *
 * @example
 * sealedHeader({ seed: '7' }, {}).slice(-13)
 * //=> ',"seed":"7"}}'
 */
export const sealedHeader = (metadata: Metadata, entries: Readonly<Record<string, unknown>>): string =>
  `{"__metadata__":{"${SEAL}":"${UNSEALED}"${rest({ [FORMAT]: '1', ...metadata })}${rest(entries)}`

/** What follows in a record that has begun, to its end. */
const rest = (record: Readonly<Record<string, unknown>>): string => {
  const text = JSON.stringify(record)
  return text === '{}' ? '}' : `,${text.slice(1)}`
}

/**
 * Metadata but for the seal.
 *
 * Errors: text that follows the name of the file, for what only a sealed file has.
 */
export const withoutSeal = ({ [SEAL]: seal, [FORMAT]: format, ...metadata }: Metadata): E.Either<string, Metadata> =>
  seal === undefined && format !== undefined ? E.left('has lost the SHA-256 that it was saved with') : E.right(metadata)
