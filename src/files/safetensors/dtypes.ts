/** The dtypes of safetensors: how many bits a number takes, and those that are read, as float32. */

import * as E from 'fp-ts/lib/Either.js'
import { fromHalves } from '../half.js'

/** Bits of a number. Source: `Dtype` of the safetensors crate, version 0.8. */
export const BITS: ReadonlyMap<unknown, number> = new Map([
  ...['F4'].map((name) => [name, 4] as const),
  ...['F6_E2M3', 'F6_E3M2'].map((name) => [name, 6] as const),
  ...['BOOL', 'U8', 'I8', 'F8_E5M2', 'F8_E4M3', 'F8_E8M0', 'F8_E4M3FNUZ', 'F8_E5M2FNUZ'].map(
    (name) => [name, 8] as const,
  ),
  ...['I16', 'U16', 'F16', 'BF16'].map((name) => [name, 16] as const),
  ...['I32', 'U32', 'F32'].map((name) => [name, 32] as const),
  ...['C64', 'F64', 'I64', 'U64'].map((name) => [name, 64] as const),
])

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** Why numbers cannot be had as float32, as text that follows the name of a tensor. */
type Read = (bytes: DataView) => E.Either<string, Float32Array>

/** A copy, since the numbers in the file need not lie at a multiple of 4 in memory. */
const float32: Read = ({ buffer, byteOffset, byteLength }) =>
  E.right(new Float32Array(new Uint8Array(buffer, byteOffset, byteLength).slice().buffer))

/** A copy, as above at a multiple of 2. */
const float16: Read = ({ buffer, byteOffset, byteLength }) =>
  E.right(fromHalves(new Uint16Array(new Uint8Array(buffer, byteOffset, byteLength).slice().buffer)))

/** The upper half of a float32 each. */
const bfloat16: Read = (bytes) => {
  const halves = Uint32Array.from(
    { length: bytes.byteLength / 2 },
    (_, index) => bytes.getUint16(index * 2, true) * 2 ** 16,
  )
  return E.right(new Float32Array(halves.buffer))
}

/** Rounded to the nearest float32; a number that would become infinite is refused. */
const float64: Read = (bytes) => {
  const numbers = Array.from({ length: bytes.byteLength / 8 }, (_, index) => bytes.getFloat64(index * 8, true))
  const far = numbers.find((number) => Number.isFinite(number) && !Number.isFinite(Math.fround(number)))
  return far === undefined
    ? E.right(Float32Array.from(numbers))
    : E.left(`holds ${far}, which is beyond the range of float32`)
}

const READS: ReadonlyMap<string, Read> = new Map([
  ['F16', float16],
  ['BF16', bfloat16],
  ['F32', float32],
  ['F64', float64],
])

/**
 * Little-endian numbers of a dtype, as float32.
 *
 * Errors: text that follows the name of the tensor, for a dtype that is not read, and for a number beyond float32.
 */
export const asFloat32 =
  (dtype: string) =>
  (bytes: Uint8Array): E.Either<string, Float32Array> =>
    READS.get(dtype)?.(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)) ??
    E.left(`is of dtype ${dtype}, which is not supported: ${[...READS.keys()].join(', ')} are read`)
