/** Numbers in the bytes of a file: of any type, in either order of their bytes. */

import * as E from 'fp-ts/lib/Either.js'
import { fromHalves } from './half.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The numbers of an array, as the file has them; those of 64 bits that are whole become float64, and half ones float32. */
export type Numeric =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

/** A type of number: unsigned, signed or floating, and how many bytes it has. */
export type NumberType = 'u1' | 'u2' | 'u4' | 'u8' | 'i1' | 'i2' | 'i4' | 'i8' | 'f2' | 'f4' | 'f8'

/** Which byte of a number comes first: its least or its greatest. */
export type ByteOrder = 'little' | 'big'

/** An array in a file: numbers in row-major order under their sizes. */
export interface FileArray {
  readonly file: string
  readonly sizes: readonly number[]
  readonly values: Numeric
}

/** How many bytes a number of a type has. */
export const bytesOf = (type: NumberType): number => Number(type[1])

/** How many numbers sizes have room for. */
export const numbersOf = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1)

// -----------------------------------------------------------------------------
// the order of bytes
// -----------------------------------------------------------------------------

const OWN_ORDER: ByteOrder = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'little' : 'big'

/** Turns the bytes of each number around, in place. */
const turn = (bytes: Uint8Array, width: number): void => {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse()
}

/** The bytes in the order of this machine, in memory of their own: numbers lie at multiples of their width there. */
const inOwnOrder = (bytes: Uint8Array, width: number, order: ByteOrder): ArrayBuffer => {
  const copy = new Uint8Array(bytes)
  if (width > 1 && order !== OWN_ORDER) turn(copy, width)
  return copy.buffer
}

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

type Read = (buffer: ArrayBuffer) => E.Either<string, Numeric>

/** Whole numbers of 64 bits, which float64 holds up to 2^53. */
const wide = (values: BigInt64Array | BigUint64Array): E.Either<string, Float64Array> => {
  const numbers = Float64Array.from(values, Number)
  const at = numbers.findIndex((value) => !Number.isSafeInteger(value))
  return at < 0
    ? E.right(numbers)
    : E.left(`holds ${values[at]} as its number ${at}, which is beyond the whole numbers up to 2^53 - 1`)
}

const READS: { readonly [Type in NumberType]: Read } = {
  u1: (buffer) => E.right(new Uint8Array(buffer)),
  u2: (buffer) => E.right(new Uint16Array(buffer)),
  u4: (buffer) => E.right(new Uint32Array(buffer)),
  u8: (buffer) => wide(new BigUint64Array(buffer)),
  i1: (buffer) => E.right(new Int8Array(buffer)),
  i2: (buffer) => E.right(new Int16Array(buffer)),
  i4: (buffer) => E.right(new Int32Array(buffer)),
  i8: (buffer) => wide(new BigInt64Array(buffer)),
  f2: (buffer) => E.right(fromHalves(new Uint16Array(buffer))),
  f4: (buffer) => E.right(new Float32Array(buffer)),
  f8: (buffer) => E.right(new Float64Array(buffer)),
}

/**
 * The numbers in bytes, whose count is a multiple of a number's: a view of bytes, and a copy of all others.
 *
 * Errors: text that follows the name of a file, for a whole number of 64 bits that no float64 is.
 *
 * @example
 * numbersIn('u2', 'big')(Uint8Array.of(1, 0, 0, 7))
 * //=> right(Uint16Array.of(256, 7))
 */
export const numbersIn =
  (type: NumberType, order: ByteOrder) =>
  (bytes: Uint8Array): E.Either<string, Numeric> =>
    type === 'u1'
      ? E.right(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      : READS[type](inOwnOrder(bytes, bytesOf(type), order))
