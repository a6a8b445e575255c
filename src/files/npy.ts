/**
 * NPY: the format of NumPy's arrays, a header that is a Python dictionary and then the numbers.
 *
 * Source: NumPy, "numpy.lib.format", versions 1.0, 2.0 and 3.0 of the format.
 */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Content } from './bytes.js'
import { type FileDamaged, fileDamaged } from './errors.js'
import {
  type ByteOrder,
  bytesOf,
  type FileArray,
  type NumberType,
  type Numeric,
  numbersIn,
  numbersOf,
} from './numeric.js'

// -----------------------------------------------------------------------------
// the header
// -----------------------------------------------------------------------------

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const

interface Header {
  readonly descr: string
  readonly isFortran: boolean
  readonly sizes: readonly number[]
  /** The byte at which the numbers begin. */
  readonly start: number
}

interface Text {
  readonly text: string
  readonly start: number
}

/** The text of the dictionary, whose length is a number of 2 bytes in version 1 and of 4 after it. */
const textOf = (bytes: Uint8Array): E.Either<string, Text> => {
  const version = bytes[6] ?? 0
  const first = version === 1 ? 10 : 12
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) return E.left('does not begin with \\x93NUMPY')
  if (version < 1 || version > 3) return E.left(`must be of version 1, 2 or 3 of the format, not ${version}`)
  if (bytes.length < first) return E.left('ends in its header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = first + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true))
  return start > bytes.length
    ? E.left('ends in its header')
    : E.right({ text: new TextDecoder().decode(bytes.subarray(first, start)), start })
}

const FIELDS = [
  /'descr'\s*:\s*'([^']*)'/,
  /'fortran_order'\s*:\s*(True|False)/,
  /'shape'\s*:\s*\(\s*((?:\d+\s*,\s*)*\d*)\s*\)/,
] as const

/** What the dictionary says. Any other form of it, and any other field, is not read. */
const dictionaryOf = ({ text, start }: Text): E.Either<string, Header> => {
  const found = FIELDS.map((field) => field.exec(text)?.[1])
  const [descr, order, shape] = found
  const rest = FIELDS.reduce((left, field) => left.replace(field, ''), text)
  if (descr === undefined || order === undefined || shape === undefined || !/^\{[\s,]*\}\s*$/.test(rest))
    return E.left(
      `needs a header with descr, fortran_order and shape but has ${JSON.stringify(text.trim()).slice(0, 160)}`,
    )
  const sizes = [...shape.matchAll(/\d+/g)].map(([size]) => Number(size))
  return Number.isSafeInteger(numbersOf(sizes)) && sizes.every(Number.isSafeInteger)
    ? E.right({ descr, isFortran: order === 'True', sizes, start })
    : E.left(`has the sizes ${sizes.join('x')}, which are too large`)
}

// -----------------------------------------------------------------------------
// the numbers
// -----------------------------------------------------------------------------

interface Described {
  readonly type: NumberType
  readonly order: ByteOrder
  readonly isBoolean: boolean
}

const DESCRIBED = /^(?:[|=<>](?:b1|[iu]1)|[<>=](?:[iu][248]|f[248]))$/

const describedBy = (descr: string): E.Either<string, Described> =>
  DESCRIBED.test(descr)
    ? E.right({
        // safe: the pattern has none but these
        type: (descr.slice(1) === 'b1' ? 'u1' : descr.slice(1)) as NumberType,
        order: descr.startsWith('>') ? 'big' : 'little',
        isBoolean: descr.slice(1) === 'b1',
      })
    : E.left(`must hold booleans, whole numbers or numbers of floating point, not ${JSON.stringify(descr)}`)

/** How the numbers of a file lie: what is known of it without reading them. */
export interface NpyLayout extends Described, Header {}

/** The layout that the first bytes of a file say, of which there must be as many as its header has. Internal. */
export const layoutOf = (bytes: Uint8Array): E.Either<string, NpyLayout> =>
  pipe(
    textOf(bytes),
    E.flatMap(dictionaryOf),
    E.flatMap((header) =>
      pipe(
        describedBy(header.descr),
        E.map((described) => ({ ...header, ...described })),
      ),
    ),
  )

/** What is wrong with the length of a file, or `null`. Internal. */
export const lengthMessage = ({ sizes, start, type }: NpyLayout, length: number): string | null => {
  const needed = start + numbersOf(sizes) * bytesOf(type)
  return length === needed ? null : `needs ${needed} bytes for its sizes ${sizes.join('x')} but has ${length}`
}

const booleanMessage = ({ isBoolean }: Described, values: Numeric): string | null => {
  const at = isBoolean ? values.findIndex((value) => value > 1) : -1
  return at < 0 ? null : `needs booleans of 0 or 1 but its number ${at} is ${values[at]}`
}

/** The numbers in bytes that lie as a file says. Internal. */
export const valuesOf =
  (layout: NpyLayout) =>
  (bytes: Uint8Array): E.Either<string, Numeric> =>
    pipe(
      numbersIn(layout.type, layout.order)(bytes),
      E.filterOrElse(
        (values) => booleanMessage(layout, values) === null,
        (values) => booleanMessage(layout, values) ?? '',
      ),
    )

/** Numbers whose first axis moves fastest, in row-major order: one place of the file after the other is looked up. */
const fromFortran = (sizes: readonly number[], values: Numeric): Numeric => {
  const out = values.slice()
  const strides = sizes.map((_, axis) => numbersOf(sizes.slice(0, axis)))
  const place = sizes.map(() => 0)
  let from = 0
  for (let to = 0; to < out.length; to++) {
    out[to] = values[from] as number
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const [size, stride] = [sizes[axis] as number, strides[axis] as number]
      place[axis] = ((place[axis] as number) + 1) % size
      from += stride
      if (place[axis] !== 0) break
      from -= stride * size
    }
  }
  return out
}

const arrayOf =
  (bytes: Uint8Array) =>
  (layout: NpyLayout): E.Either<string, Omit<FileArray, 'file'>> => {
    const message = lengthMessage(layout, bytes.length)
    return pipe(
      message === null ? valuesOf(layout)(bytes.subarray(layout.start)) : E.left(message),
      E.map((values) => ({
        sizes: layout.sizes,
        values: layout.isFortran ? fromFortran(layout.sizes, values) : values,
      })),
    )
  }

/**
 * The array in the bytes of an NPY file, in row-major order: booleans, whole numbers and numbers of floating point, in either
 * order of their bytes. Whole numbers of 64 bits become float64, and half precision float32.
 *
 * Errors: `FileDamaged` when the bytes are not as the format asks, for any other type of numbers, and for a whole number beyond
 * 2^53 - 1.
 */
export const parseNpy = ({ file, bytes }: Content): E.Either<FileDamaged, FileArray> =>
  pipe(
    layoutOf(bytes),
    E.flatMap(arrayOf(bytes)),
    E.bimap(
      (message) => fileDamaged('npy', file, message),
      (array) => ({ file, ...array }),
    ),
  )

// -----------------------------------------------------------------------------
// writing
// -----------------------------------------------------------------------------

/** The header of version 1.0, so long that the numbers begin at a multiple of 64. */
const headerOf = (sizes: readonly number[]): string => {
  const shape = sizes.length === 1 ? `${sizes[0]},` : sizes.join(', ')
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`
  return `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`
}

/**
 * Numbers under their sizes as the bytes of an NPY file: little-endian float32, in row-major order.
 *
 * Errors: throws a `RangeError` when there are other than as many numbers as the sizes say.
 *
 * @example
 * pipe(parseNpy({ file: 'x.npy', bytes: toNpy({ sizes: [2], values: Float32Array.of(1, 2) }) }), E.map(({ sizes }) => sizes))
 * //=> right([2])
 */
export const toNpy = ({ sizes, values }: Omit<FileArray, 'file'> & { readonly values: Float32Array }): Uint8Array => {
  if (values.length !== numbersOf(sizes))
    throw new RangeError(
      `toNpy: the values must be ${numbersOf(sizes)} numbers, as the sizes say, not ${values.length}`,
    )
  const header = new TextEncoder().encode(headerOf(sizes))
  const out = new Uint8Array(10 + header.length + 4 * values.length)
  const view = new DataView(out.buffer)
  out.set([...MAGIC, 1, 0])
  view.setUint16(8, header.length, true)
  out.set(header, 10)
  values.forEach((value, at) => {
    view.setFloat32(10 + header.length + 4 * at, value, true)
  })
  return out
}
