/** The header of a safetensors file: which tensor lies where, and metadata; all that the format forbids is refused. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Fields, isFields } from '../../shapes/fields.js'
import { BITS } from './dtypes.js'
import { shown, strictJson } from './json.js'
import { contiguous, type Place } from './places.js'

/** What a header says, and where the numbers begin. */
export interface Header {
  readonly places: readonly Place[]
  readonly metadata: Readonly<Record<string, string>>
  readonly start: number
}

// -----------------------------------------------------------------------------
// text
// -----------------------------------------------------------------------------

/** The most bytes of a header that the format allows. */
export const LONGEST = 100_000_000

const textOf = (bytes: Uint8Array): E.Either<string, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    () => 'has a header that is not UTF-8',
  )

/** The header without the spaces that may follow it. */
const unpadded = (text: string): E.Either<string, string> => {
  const end = text.lastIndexOf('}') + 1
  return !text.startsWith('{')
    ? E.left('has a header that does not begin with {')
    : /^ *$/.test(text.slice(end))
      ? E.right(text.slice(0, end))
      : E.left('has something other than spaces after the record of its header')
}

const lengthOf = (bytes: Uint8Array): E.Either<string, number> => {
  if (bytes.length < 8) return E.left('is too short to hold a header')
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)
  return length > LONGEST
    ? E.left(`says its header has ${length} bytes, of which the format allows ${LONGEST}`)
    : length > bytes.length - 8
      ? E.left(`says its header has ${length} bytes but has only ${bytes.length - 8}`)
      : E.right(Number(length))
}

// -----------------------------------------------------------------------------
// fields
// -----------------------------------------------------------------------------

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

const isSizes = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(isWhole)

/** The bits that numbers of some sizes take; `null` beyond what can be counted. */
const bitsOf = (sizes: readonly number[], bits: number): number | null =>
  sizes.reduce<number | null>((total, size) => (total === null || !isWhole(total * size) ? null : total * size), bits)

const sized = (place: Place, bits: number): E.Either<string, Place> => {
  const [name, needed] = [shown(place.name), bitsOf(place.sizes, bits)]
  return needed === null
    ? E.left(`says that ${name} is of sizes ${shown(place.sizes)}, which are too large`)
    : place.end < place.begin
      ? E.left(`has ${name} end at byte ${place.end}, before it begins at byte ${place.begin}`)
      : (place.end - place.begin) * 8 === needed
        ? E.right(place)
        : E.left(`has ${place.end - place.begin} bytes for ${name}, which takes ${needed / 8}`)
}

const placeOf = ([name, entry]: readonly [string, unknown]): E.Either<string, Place> => {
  if (!isFields(entry))
    return E.left(`has ${shown(entry)} for ${shown(name)}, which needs dtype, shape and data_offsets`)
  const { dtype, shape, data_offsets: offsets } = entry
  const bits = BITS.get(dtype)
  return typeof dtype !== 'string' || bits === undefined
    ? E.left(`says that ${shown(name)} is of dtype ${shown(dtype)}, which the format does not have`)
    : !isSizes(shape)
      ? E.left(`says that ${shown(name)} is of shape ${shown(shape)}, which needs whole numbers below 2^53`)
      : !isSizes(offsets) || offsets.length !== 2
        ? E.left(`says that ${shown(name)} lies at ${shown(offsets)}, which needs a first and a last byte`)
        : sized({ name, dtype, sizes: shape, begin: offsets[0] ?? 0, end: offsets[1] ?? 0 }, bits)
}

const isText = (fields: Fields): fields is Readonly<Record<string, string>> =>
  Object.values(fields).every((value) => typeof value === 'string')

const metadataOf = (fields: Fields): E.Either<string, Readonly<Record<string, string>>> => {
  const given = Object.hasOwn(fields, '__metadata__') ? fields.__metadata__ : {}
  return isFields(given) && isText(given)
    ? E.right(given)
    : E.left(`has ${shown(given)} for __metadata__, which needs names with text`)
}

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

const fieldsOf = (bytes: Uint8Array): E.Either<string, Fields> =>
  pipe(
    textOf(bytes),
    E.flatMap(unpadded),
    E.flatMap(strictJson),
    E.filterOrElse(isFields, () => 'has a header that is not a record'),
  )

/**
 * What the header of some bytes says.
 *
 * Errors: what is wrong with them, as text that follows the name of the file.
 * Source: the description of the format, github.com/huggingface/safetensors.
 */
export const headerOf = (bytes: Uint8Array): E.Either<string, Header> =>
  pipe(
    E.Do,
    E.bind('length', () => lengthOf(bytes)),
    E.bind('fields', ({ length }) => fieldsOf(bytes.subarray(8, 8 + length))),
    E.bind('metadata', ({ fields }) => metadataOf(fields)),
    E.bind('places', ({ fields }) =>
      E.traverseArray(placeOf)(Object.entries(fields).filter(([name]) => name !== '__metadata__')),
    ),
    E.tap(({ length, places }) => contiguous(bytes.length - 8 - length)(places)),
    E.map(({ length, metadata, places }) => ({ metadata, places, start: 8 + length })),
  )
