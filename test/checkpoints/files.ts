/** Safetensors files by hand, whole and damaged. */

/** The bytes of a file: the header as it stands, then the numbers. */
export const fileOf = (header: string | Uint8Array, numbers: Uint8Array, length?: bigint): Uint8Array => {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header
  const out = new Uint8Array(8 + text.length + numbers.length)
  new DataView(out.buffer).setBigUint64(0, length ?? BigInt(text.length), true)
  out.set(text, 8)
  out.set(numbers, 8 + text.length)
  return out
}

/** An entry of a header. */
export const entry = (dtype: unknown, shape: unknown, ...offsets: readonly unknown[]) => ({
  dtype,
  shape,
  data_offsets: offsets,
})
