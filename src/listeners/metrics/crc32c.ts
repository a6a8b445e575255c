/** CRC-32C, the checksum of records of TensorFlow. */

/** The polynomial of Castagnoli, its lowest bit first. Source: RFC 3720, section 12.1. */
const POLYNOMIAL = 0x82f63b78

/** What each byte makes of a remainder of 0. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0)
  return remainder
})

/**
 * The checksum of some bytes.
 *
 * Source: RFC 3720, "Internet Small Computer Systems Interface", section 12.1; test vectors in appendix B.4.
 *
 * @example
 * crc32c(new TextEncoder().encode('123456789')).toString(16)
 * //=> 'e3069283'
 */
export const crc32c = (bytes: Uint8Array): number => {
  let remainder = 0xffffffff
  // safe: the table has every byte
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ byte) & 0xff] as number)
  return ~remainder >>> 0
}

/**
 * A checksum as records have it: a checksum of bytes with a checksum in them would be no good one.
 *
 * Source: TensorFlow, `tensorflow/core/lib/hash/crc32c.h`, `Mask`.
 *
 * @example
 * masked(0)
 * //=> 0xa282ead8
 */
export const masked = (checksum: number): number => (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0
