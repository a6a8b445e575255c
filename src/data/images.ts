/** Images held as bytes, a quarter of their numbers' size, and made numbers a batch at a time. */

import type { AnyShape } from '../shapes/dim.js'
import { type Dataset, type Event, numbersPerRow, type Picture, within } from './dataset.js'
import { BadData } from './errors.js'
import { type Rows, strayNumber, vouched } from './reading.js'

// -----------------------------------------------------------------------------
// bytes as a data set
// -----------------------------------------------------------------------------

/** The values that bytes can stand for: 0 or 1, or 0 to 255 for black to white. */
export type ByteValues = 'binary' | 'unitInterval'

/** What each byte stands for, rounded to float32 once and not once a pixel; `null` where it is the byte itself. */
const NUMBERS: { readonly [Values in ByteValues]: Float32Array | null } = {
  binary: null,
  unitInterval: Float32Array.from({ length: 256 }, (_, byte) => byte / 255),
}

/** Writes the numbers of some bytes. With a place of its own for what is written: one sum for both takes twice as long. */
const writeRow = (
  out: Float32Array,
  to: number,
  bytes: Uint8Array,
  from: number,
  end: number,
  numbers: Float32Array,
) => {
  let place = to
  for (let at = from; at < end; at++) out[place++] = numbers[bytes[at] as number] as number
}

const gather =
  (pixels: Uint8Array, width: number, numbers: Float32Array | null) =>
  (indices: Uint32Array, into?: Float32Array): Float32Array => {
    const size = indices.length * width
    const out = into?.length === size ? into : new Float32Array(size)
    indices.forEach((index, row) => {
      // bytes as they are: `set` takes a tenth of the time
      if (numbers === null) out.set(pixels.subarray(index * width, (index + 1) * width), row * width)
      else writeRow(out, row * width, pixels, index * width, (index + 1) * width, numbers)
    })
    return out
  }

/** Bytes, and what they are examples of. */
export interface Pixels<in out Shape extends AnyShape, out Values extends ByteValues> extends Event<Shape> {
  readonly name: string
  readonly support: Values
  readonly picture: Picture | null
  readonly pixels: Uint8Array
}

/** The data set of bytes that are what their support says. */
export const ofSound = <Shape extends AnyShape, Values extends ByteValues>({
  pixels,
  ...about
}: Pixels<Shape, Values>): Dataset<Shape, Values> => {
  const width = numbersPerRow(about.event)
  const count = pixels.length / width
  const rowsAs = (numbers: Float32Array | null): Rows => {
    const rows = gather(pixels, width, numbers)
    return (indices, _key, into) => rows(within(about.name, count, indices), into)
  }
  const numbers = NUMBERS[about.support]
  const changed = numbers === null ? null : (change: (value: number) => number) => rowsAs(numbers.map(change))
  return { ...about, count, rows: vouched(about.support, rowsAs(numbers), changed) }
}

/** The place of the first byte that its support does not have, or -1. */
export const strayByte = (support: ByteValues, bytes: Uint8Array): number =>
  support === 'binary' ? bytes.findIndex((byte) => byte > 1) : -1

const pixelFault = ({ pixels, ...about }: Pixels<AnyShape, ByteValues>): BadData | null => {
  const width = numbersPerRow(about.event)
  if (pixels.length === 0 || pixels.length % width !== 0)
    return new BadData(`${about.name}: pixels must be a multiple of ${width} bytes, not ${pixels.length}`)
  const at = strayByte(about.support, pixels)
  return at < 0 ? null : strayNumber(about, Math.floor(at / width), at % width, pixels[at] as number)
}

/**
 * The data set of bytes in row-major order: 0 and 1 of `binary`, 0 to 255 for 0 to 1 of `unitInterval`.
 *
 * Errors: throws `BadData` when the bytes make no whole number of examples, or one of `binary` is above 1.
 *
 * @example
 * fromPixels({ name: 'masks', support: 'binary', picture: null, pixels: Uint8Array.of(0, 255), ...eventOf('masks', [2]) })
 * //=> throws: masks: row 0, column 1 must be 0 or 1, not 255
 */
export const fromPixels = <Shape extends AnyShape, Values extends ByteValues>(
  pixels: Pixels<Shape, Values>,
): Dataset<Shape, Values> => {
  // safe: only its sizes and its bytes are read
  const fault = pixelFault(pixels as unknown as Pixels<AnyShape, ByteValues>)
  if (fault !== null) throw fault
  return ofSound(pixels)
}
