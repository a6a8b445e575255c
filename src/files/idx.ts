/**
 * IDX: the format of the MNIST files, a header of sizes and then the numbers in row-major order.
 *
 * Source: LeCun, Cortes and Burges, "The MNIST database", section "File formats".
 */

import * as E from 'fp-ts/lib/Either.js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged } from './errors.js'

/** An array of bytes under its sizes. */
export interface Idx {
  readonly file: string
  readonly sizes: readonly number[]
  readonly values: Uint8Array
}

/** The third byte of the header: the type of the numbers. Others (shorts, floats) are not read. */
const UNSIGNED_BYTE = 8

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1)

const shown = (bytes: Uint8Array): string => (bytes.length === 0 ? 'nothing' : [...bytes].join(' '))

const headerWords = (bytes: Uint8Array): string | null => {
  const rank = bytes[3]
  return bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== UNSIGNED_BYTE || rank === undefined || rank === 0
    ? `needs to start with the bytes 0 0 8 and a rank but starts with ${shown(bytes.subarray(0, 4))}`
    : bytes.length < 4 + 4 * rank
      ? `needs ${4 + 4 * rank} bytes of header for its rank ${rank} but has ${bytes.length} bytes`
      : null
}

/**
 * The array in the uncompressed bytes of an IDX file of unsigned bytes, of any rank; a view, not a copy.
 *
 * Errors: `FileDamaged` when the first bytes are others or the length is not the one its sizes say.
 */
export const parseIdx = ({ file, bytes }: Content): E.Either<FileDamaged, Idx> => {
  const words = headerWords(bytes)
  if (words !== null) return E.left(fileDamaged('idx', file, words))
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sizes = Array.from({ length: header.getUint8(3) }, (_, axis) => header.getUint32(4 + 4 * axis))
  const start = 4 + 4 * sizes.length
  const needed = start + product(sizes)
  return bytes.length === needed
    ? E.right({ file, sizes, values: bytes.subarray(start) })
    : E.left(fileDamaged('idx', file, `needs ${needed} bytes for its sizes ${sizes.join('x')} but has ${bytes.length}`))
}
