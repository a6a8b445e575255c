/** Many numbers as one blob of bytes: a header of JSON, then sections. */

import { fromHalves, toHalf } from '../files/half.js'
import type { Held, Section } from './model.js'
import { fromScaled, toScaled } from './rounded.js'

// -----------------------------------------------------------------------------
// writing
// -----------------------------------------------------------------------------

/** Every section begins at a multiple of it, so that any array can be laid over it. */
const ALIGNED = 8

const aligned = (length: number): number => Math.ceil(length / ALIGNED) * ALIGNED

/** The sections of a blob, one after the other. */
export interface Sections {
  readonly add: (held: Held, values: ArrayLike<number>, columns?: number) => Section
  readonly parts: () => readonly Uint8Array[]
}

type Made = Uint8Array | Int8Array | Uint16Array | Int32Array | Float32Array

const MADE: Readonly<Record<Exclude<Held, 'i8'>, (values: ArrayLike<number>) => Made>> = {
  f32: (values) => Float32Array.from(values),
  f16: (values) => Uint16Array.from(values, toHalf),
  i32: (values) => Int32Array.from(values),
  u8: (values) => Uint8Array.from(values),
}

/** Sections under way: state in one place, since each must know where the last one ended. */
export const sections = (): Sections => {
  const parts: Uint8Array[] = []
  let length = 0
  const put = ({ buffer, byteOffset, byteLength }: Made): number => {
    const padded = new Uint8Array(aligned(byteLength))
    padded.set(new Uint8Array(buffer, byteOffset, byteLength))
    parts.push(padded)
    const at = length
    length += padded.length
    return at
  }
  return {
    add: (held, values, columns = 1) => {
      if (held !== 'i8') return { held, at: put(MADE[held](values)), count: values.length }
      const scaled = toScaled(values, columns)
      const at = put(scaled.values)
      return { held, at, count: values.length, scales: { at: put(scaled.scales), count: columns } }
    },
    parts: () => parts,
  }
}

/** The bytes of a header and of sections. */
export const blobOf = (header: unknown, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const text = new TextEncoder().encode(JSON.stringify(header))
  const from = aligned(4 + text.length)
  const bytes = new Uint8Array(from + parts.reduce((sum, { length }) => sum + length, 0))
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, 4)
  let at = from
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** A blob that is read: its header, and the numbers of its sections. */
export interface Blob<Header> {
  readonly header: Header
  readonly numbers: (section: Section) => ArrayLike<number>
}

/** Reads a blob. Its header is taken for what it was written as. */
export const readBlob = <Header>(buffer: ArrayBuffer): Blob<Header> => {
  const length = new DataView(buffer).getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as Header
  const from = aligned(4 + length)
  return { header, numbers: (section) => numbersOf(buffer, from, section) }
}

const numbersOf = (buffer: ArrayBuffer, from: number, { held, at, count, scales }: Section): ArrayLike<number> => {
  switch (held) {
    case 'f32':
      return new Float32Array(buffer, from + at, count)
    case 'f16':
      return fromHalves(new Uint16Array(buffer, from + at, count))
    case 'i32':
      return new Int32Array(buffer, from + at, count)
    case 'u8':
      return new Uint8Array(buffer, from + at, count)
    case 'i8':
      return fromScaled({
        values: new Int8Array(buffer, from + at, count),
        scales: new Float32Array(buffer, from + (scales?.at ?? 0), scales?.count ?? 0),
      })
  }
}
