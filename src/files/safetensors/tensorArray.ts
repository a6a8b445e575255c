/** A tensor of a safetensors file as an array: of any dtype that numbers have here. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Content } from '../bytes.js'
import { type FileDamaged, fileDamaged } from '../errors.js'
import { type FileArray, type NumberType, type Numeric, numbersIn } from '../numeric.js'
import { asFloat32 } from './dtypes.js'
import { headerOf } from './header.js'
import { shown } from './json.js'
import type { Place } from './places.js'

/** The dtypes of whole numbers and of those that need no rounding, little-endian. */
const TYPES: ReadonlyMap<string, NumberType> = new Map([
  ['BOOL', 'u1'],
  ['U8', 'u1'],
  ['I8', 'i1'],
  ['U16', 'u2'],
  ['I16', 'i2'],
  ['U32', 'u4'],
  ['I32', 'i4'],
  ['U64', 'u8'],
  ['I64', 'i8'],
  ['F16', 'f2'],
  ['F32', 'f4'],
  ['F64', 'f8'],
])

const valuesOf = ({ dtype, begin, end }: Place, numbers: Uint8Array): E.Either<string, Numeric> => {
  const type = TYPES.get(dtype)
  const bytes = numbers.subarray(begin, end)
  return type === undefined ? asFloat32(dtype)(bytes) : numbersIn(type, 'little')(bytes)
}

/** The tensor of a name, or the only one. */
const placeOf = (places: readonly Place[], name: string | null): E.Either<string, Place> => {
  const [first] = name === null ? places : places.filter((place) => place.name === name)
  const names =
    places
      .map((place) => shown(place.name))
      .join(', ')
      .slice(0, 200) || 'none'
  return first !== undefined && (name !== null || places.length === 1)
    ? E.right(first)
    : E.left(
        name === null
          ? `needs a name to read one of its tensors by: ${names}`
          : `needs the tensor ${name} but has ${names}`,
      )
}

/**
 * A tensor of a safetensors file by its name, or its only one where the name is `null`. BF16 becomes float32, and BOOL bytes.
 *
 * Errors: `FileDamaged` where the bytes are not as the format asks, there is no such tensor, or its numbers are of another dtype.
 */
export const parseTensor =
  (name: string | null) =>
  ({ file, bytes }: Content): E.Either<FileDamaged, FileArray> =>
    pipe(
      headerOf(bytes),
      E.flatMap(({ places, start }) =>
        pipe(
          placeOf(places, name),
          E.flatMap((place) =>
            pipe(
              valuesOf(place, bytes.subarray(start)),
              E.bimap(
                (message) => `has ${shown(place.name)}, which ${message}`,
                (values): FileArray => ({ file, sizes: place.sizes, values }),
              ),
            ),
          ),
        ),
      ),
      E.mapLeft((message) => fileDamaged('safetensors', file, message)),
    )
