/** Arrays of numbers as text, on their way into a page and out of it. */

const ARRAYS = { Float32Array, Int32Array, BigInt64Array, Uint8Array } as const

interface Packed {
  readonly array: keyof typeof ARRAYS
  readonly base64: string
}

const isPacked = (value: unknown): value is Packed =>
  typeof value === 'object' && value !== null && 'array' in value && 'base64' in value

const base64Of = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  btoa(Array.from(new Uint8Array(buffer, byteOffset, byteLength), (byte) => String.fromCharCode(byte)).join(''))

/** A tree with arrays of numbers in it, as text. */
export const packed = (tree: unknown): string =>
  JSON.stringify(tree, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? { array: value.constructor.name, base64: base64Of(value) } : value,
  )

/** The tree of a text. */
export const unpacked = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) =>
    isPacked(value)
      ? new ARRAYS[value.array](Uint8Array.from(atob(value.base64), (each) => each.charCodeAt(0)).buffer)
      : value,
  )
