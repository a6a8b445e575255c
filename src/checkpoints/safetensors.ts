/**
 * The safetensors format: a header that names every tensor, then their numbers.
 *
 * Simple enough to be read by anyone: the length of the header as 8 bytes, the header as JSON, and the numbers as
 * little-endian float32. The packages of the registry only read it.
 *
 * Source: the format's own description, github.com/huggingface/safetensors, version 0.4.
 */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { AnyHostTensor } from '../tensors/tensor.js'
import { elements } from '../tensors/tensor.js'
import type { Leaf } from '../tensors/tree.js'

/** What a file holds: named numbers with sizes, and words about them. */
export interface Named {
  readonly name: string
  readonly sizes: readonly number[]
  readonly values: Float32Array
}

export interface SafeTensors {
  readonly tensors: readonly Named[]
  readonly metadata: Readonly<Record<string, string>>
}

// -----------------------------------------------------------------------------
// writing
// -----------------------------------------------------------------------------

/** The bytes of some tensors. */
export const encode = (
  leaves: readonly Leaf<AnyHostTensor>[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array => {
  let at = 0
  const entries = leaves.map(({ path, value }) => {
    const begin = at
    at += value.values.byteLength
    return [path, { dtype: 'F32', shape: value.sizes, data_offsets: [begin, at] }]
  })
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }))
  // the numbers begin at a multiple of 8, as the format asks; JSON may end in spaces
  const padded = Math.ceil(header.length / 8) * 8
  const out = new Uint8Array(8 + padded + at).fill(0x20, 8, 8 + padded)
  new DataView(out.buffer).setBigUint64(0, BigInt(padded), true)
  out.set(header, 8)
  leaves.reduce((offset, { value }) => {
    const { buffer, byteOffset, byteLength } = value.values
    out.set(new Uint8Array(buffer, byteOffset, byteLength), offset)
    return offset + byteLength
  }, 8 + padded)
  return out
}

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSizes = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0)

const headerOf = (
  bytes: Uint8Array,
): E.Either<string, readonly [header: Readonly<Record<string, unknown>>, end: number]> => {
  if (bytes.length < 8) return E.left('is too short to hold a header')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true))
  if (8 + length > bytes.length) return E.left(`says its header has ${length} bytes but has only ${bytes.length - 8}`)
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)))
    return isRecord(header) ? E.right([header, 8 + length]) : E.left('has a header that is not a record')
  } catch {
    return E.left('has a header that is not JSON')
  }
}

const tensorOf =
  (bytes: Uint8Array, begin: number) =>
  (name: string, entry: unknown): E.Either<string, Named> => {
    if (!isRecord(entry) || entry.dtype !== 'F32' || !isSizes(entry.shape) || !isSizes(entry.data_offsets))
      return E.left(`does not say that ${name} is float32 with sizes and a place`)
    const [from = 0, to = 0] = entry.data_offsets
    if (begin + to > bytes.length) return E.left(`ends before the numbers of ${name} do`)
    if (to - from !== 4 * elements(entry.shape))
      return E.left(`has ${to - from} bytes for ${name}, which takes ${4 * elements(entry.shape)}`)
    // a copy, since the numbers in the file need not lie at a multiple of 4 in memory
    const values = new Float32Array(new Uint8Array(bytes.subarray(begin + from, begin + to)).buffer)
    return E.right({ name, sizes: entry.shape, values })
  }

const metadataOf = (entry: unknown): Readonly<Record<string, string>> =>
  isRecord(entry) ? Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, String(value)])) : {}

/**
 * The tensors in some bytes.
 *
 * Errors: what is wrong with the bytes, in words that follow the name of the file.
 */
export const decode = (bytes: Uint8Array): E.Either<string, SafeTensors> =>
  pipe(
    headerOf(bytes),
    E.flatMap(([{ __metadata__, ...entries }, begin]) =>
      pipe(
        Object.entries(entries),
        E.traverseArray(([name, entry]) => tensorOf(bytes, begin)(name, entry)),
        E.map((tensors) => ({ tensors, metadata: metadataOf(__metadata__) })),
      ),
    ),
  )
