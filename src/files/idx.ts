/**
 * IDX: the format of the MNIST files, a header of sizes and then the numbers in row-major order.
 *
 * Source: LeCun, Cortes and Burges, "The MNIST database", section "File formats".
 */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged } from './errors.js'
import { bytesOf, type FileArray, type NumberType, numbersIn, numbersOf } from './numeric.js'

/** An array of bytes under its sizes. */
export interface Idx {
  readonly file: string
  readonly sizes: readonly number[]
  readonly values: Uint8Array
}

/** The third byte of the header: the type of the numbers, whose greatest byte comes first. */
const TYPES: ReadonlyMap<number | undefined, NumberType> = new Map([
  [0x08, 'u1'],
  [0x09, 'i1'],
  [0x0b, 'i2'],
  [0x0c, 'i4'],
  [0x0d, 'f4'],
  [0x0e, 'f8'],
])

const shown = (bytes: Uint8Array): string => (bytes.length === 0 ? 'nothing' : [...bytes].join(' '))

const headerMessage = (
  bytes: Uint8Array,
  isType: (type: number | undefined) => boolean,
  types: string,
): string | null => {
  const rank = bytes[3]
  return bytes[0] !== 0 || bytes[1] !== 0 || !isType(bytes[2]) || rank === undefined || rank === 0
    ? `needs to start with the bytes 0 0 ${types} and a rank but starts with ${shown(bytes.subarray(0, 4))}`
    : bytes.length < 4 + 4 * rank
      ? `needs ${4 + 4 * rank} bytes of header for its rank ${rank} but has ${bytes.length} bytes`
      : null
}

interface Sized {
  readonly sizes: readonly number[]
  readonly numbers: Uint8Array
}

/** The sizes in a header that is whole, and the bytes after it. */
const sized = (bytes: Uint8Array, width: number): E.Either<string, Sized> => {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sizes = Array.from({ length: header.getUint8(3) }, (_, axis) => header.getUint32(4 + 4 * axis))
  const start = 4 + 4 * sizes.length
  const needed = start + numbersOf(sizes) * width
  return bytes.length === needed
    ? E.right({ sizes, numbers: bytes.subarray(start) })
    : E.left(`needs ${needed} bytes for its sizes ${sizes.join('x')} but has ${bytes.length}`)
}

/**
 * The array in the uncompressed bytes of an IDX file of unsigned bytes, of any rank; a view, not a copy.
 *
 * Errors: `FileDamaged` when the first bytes are others or the length is not the one its sizes say.
 */
export const parseIdx = ({ file, bytes }: Content): E.Either<FileDamaged, Idx> => {
  const message = headerMessage(bytes, (type) => type === 8, '8')
  return pipe(
    message === null ? sized(bytes, 1) : E.left(message),
    E.bimap(
      (words) => fileDamaged('idx', file, words),
      ({ sizes, numbers }) => ({ file, sizes, values: numbers }),
    ),
  )
}

/**
 * The array in the uncompressed bytes of an IDX file of any type of numbers and of any rank.
 *
 * Errors: as `parseIdx`.
 *
 * @example
 * pipe(parseIdxArray({ file: 'x', bytes: Uint8Array.of(0, 0, 11, 1, 0, 0, 0, 1, 1, 2) }), E.map(({ values }) => [...values]))
 * //=> right([258])
 */
export const parseIdxArray = ({ file, bytes }: Content): E.Either<FileDamaged, FileArray> => {
  const message = headerMessage(bytes, (type) => TYPES.has(type), '8, 9, 11, 12, 13 or 14')
  const type = TYPES.get(bytes[2]) ?? 'u1'
  return pipe(
    message === null ? sized(bytes, bytesOf(type)) : E.left(message),
    E.flatMap(({ sizes, numbers }) =>
      pipe(
        numbersIn(type, 'big')(numbers),
        E.map((values) => ({ file, sizes, values })),
      ),
    ),
    E.mapLeft((words) => fileDamaged('idx', file, words)),
  )
}
