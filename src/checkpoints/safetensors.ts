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
import { asFloat32 } from '../files/safetensors/dtypes.js'
import { headerOf } from '../files/safetensors/header.js'
import { shown } from '../files/safetensors/json.js'
import type { Place } from '../files/safetensors/places.js'
import type { AnyHostTensor } from '../tensors/tensor.js'
import type { Leaf } from '../tensors/tree.js'
import { sealed, sealedHeader, unbroken, withoutSeal } from './seal.js'

/** What a file holds: named numbers with sizes, and metadata. */
export interface NamedTensors {
  readonly name: string
  readonly sizes: readonly number[]
  readonly values: Float32Array
}

export interface SafeTensors {
  readonly tensors: readonly NamedTensors[]
  readonly metadata: Readonly<Record<string, string>>
}

// -----------------------------------------------------------------------------
// writing
// -----------------------------------------------------------------------------

/** The bytes of some tensors, sealed by their SHA-256. */
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
  const header = new TextEncoder().encode(sealedHeader(metadata, Object.fromEntries(entries)))
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
  return sealed(out)
}

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** Why bytes are not read: the format forbids them, or they hold numbers that are not float32 here. */
export interface Unread {
  readonly _tag: 'Damaged' | 'Unsupported'
  /** What follows the name of the file. */
  readonly message: string
}

const tensorOf =
  (bytes: Uint8Array, start: number) =>
  ({ name, dtype, sizes, begin, end }: Place): E.Either<Unread, NamedTensors> =>
    pipe(
      asFloat32(dtype)(bytes.subarray(start + begin, start + end)),
      E.bimap(
        (message) => ({ _tag: 'Unsupported', message: `has ${shown(name)}, which ${message}` }),
        (values) => ({ name, sizes, values }),
      ),
    )

/**
 * The tensors in some bytes, or those that are wanted: others may be of any dtype. Of F16, BF16, F32 and F64, as float32.
 *
 * Errors: what is wrong with the bytes.
 */
export const decode = (
  bytes: Uint8Array,
  isWanted: (name: string) => boolean = () => true,
): E.Either<Unread, SafeTensors> =>
  pipe(
    headerOf(bytes),
    E.tap(() => unbroken(bytes)),
    E.bind('texts', ({ metadata }) => withoutSeal(metadata)),
    E.mapLeft((message): Unread => ({ _tag: 'Damaged', message })),
    E.flatMap(({ places, texts, start }) =>
      pipe(
        places.filter(({ name }) => isWanted(name)),
        E.traverseArray(tensorOf(bytes, start)),
        E.map((tensors) => ({ tensors, metadata: texts })),
      ),
    ),
  )
