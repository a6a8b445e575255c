import { describe, expect, it } from 'vitest'
import { crc32c, masked } from '../../../src/listeners/metrics/crc32c.js'

const bytes = (of: (at: number) => number) => Uint8Array.from({ length: 32 }, (_, at) => of(at))

describe('the checksum', () => {
  // RFC 3720, appendix B.4: the bytes of a checksum are written there in the order of the wire, the lowest first
  it.each([
    ['32 bytes of zeros', bytes(() => 0), 0x8a9136aa],
    ['32 bytes of ones', bytes(() => 0xff), 0x62a8ab43],
    ['32 incrementing bytes', bytes((at) => at), 0x46dd794e],
    ['32 decrementing bytes', bytes((at) => 31 - at), 0x113fdb5c],
    ['no bytes', new Uint8Array(), 0],
  ])('of %s is that of RFC 3720', (_, given, wanted) => expect(crc32c(given)).toBe(wanted))
})

it('is masked by a rotation of 15 bits and a constant', () => {
  // by hand: 1 rotated to the right by 15 is 2^17
  expect(masked(1)).toBe(0xa282ead8 + 2 ** 17)
  expect(masked(0x8000)).toBe(0xa282ead9)
  expect(masked(0xffffffff)).toBe(0xa282ead7)
})
