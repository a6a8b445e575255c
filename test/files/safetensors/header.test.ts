import { describe, expect, it } from 'vitest'
import { headerOf } from '../../../src/files/safetensors/header.js'
import { entry, fileOf } from '../../checkpoints/files.js'
import { right } from '../../support/outcome.js'

const W = entry('F32', [2], 0, 8)
const json = (header: unknown) => JSON.stringify(header)
const words = (header: string | Uint8Array, numbers = 8, length?: bigint) => {
  const result = headerOf(fileOf(header, new Uint8Array(numbers), length))
  return result._tag === 'Left' ? result.left : result.right
}

describe('headerOf', () => {
  it('says where every tensor lies, in order of the header, and what is said of them', () => {
    const header = {
      b: entry('F64', [], 8, 16),
      __metadata__: { made: 'by hand' },
      __proto_: W,
      a: entry('U8', [0], 16, 16),
    }
    expect(words(json(header), 16)).toEqual({
      metadata: { made: 'by hand' },
      places: [
        { name: 'b', dtype: 'F64', sizes: [], begin: 8, end: 16 },
        { name: '__proto_', dtype: 'F32', sizes: [2], begin: 0, end: 8 },
        { name: 'a', dtype: 'U8', sizes: [0], begin: 16, end: 16 },
      ],
      start: 8 + json(header).length,
    })
  })

  it('takes names of objects as names', () => {
    const header =
      '{"__proto__":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"toString":{"dtype":"U8","shape":[0],"data_offsets":[8,8]}}'
    expect(right(headerOf(fileOf(header, new Uint8Array(8)))).places.map(({ name }) => name)).toEqual([
      '__proto__',
      'toString',
    ])
    expect(words('{"__metadata__":{"__proto__":"a"}}', 0)).toMatchObject({ metadata: JSON.parse('{"__proto__":"a"}') })
  })

  it('takes spaces after the record, a header of no tensors, and fields that it does not know', () => {
    expect(words('{}   ', 0)).toEqual({ metadata: {}, places: [], start: 13 })
    expect(words(json({ w: { ...W, unit: 'nats' } }))).toMatchObject({ places: [{ name: 'w' }] })
  })

  it.each<[string, string | Uint8Array, number?, bigint?]>([
    ['says its header has 9223372036854775808 bytes, of which the format allows 100000000', '{}', 0, 2n ** 63n],
    ['says its header has 100000001 bytes, of which the format allows 100000000', '{}', 0, 100_000_001n],
    ['says its header has 100000000 bytes but has only 2', '{}', 0, 100_000_000n],
    ['has a header that does not begin with {', ' {}', 0],
    ['has a header that does not begin with {', '[]', 0],
    ['has a header that does not begin with {', '', 8],
    ['has a header that does not begin with {', '\ufeff{}', 0],
    ['has something other than spaces after the record of its header', '{}\n', 0],
    ['has something other than spaces after the record of its header', '{}x', 0],
    ['has a header that is not JSON', '{} {}', 0],
    ['has a header that is not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 0],
    ['has the name w twice in its header', `{"w":${json(W)},"w":${json(W)}}`],
    ['has the name shape twice in its header', '{"w":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,8]}}'],
    ['has 3 for w, which needs dtype, shape and data_offsets', json({ w: 3 })],
    ['has [] for w, which needs dtype, shape and data_offsets', json({ w: [] })],
    ['says that w is of dtype F33, which the format does not have', json({ w: entry('F33', [2], 0, 8) })],
    ['says that w is of dtype toString, which the format does not have', json({ w: entry('toString', [2], 0, 8) })],
    ['says that w is of dtype undefined, which the format does not have', json({ w: {} })],
    [
      'says that w is of shape [9007199254740992], which needs whole numbers below 2^53',
      json({ w: entry('F32', [2 ** 53], 0, 8) }),
    ],
    ['says that w is of shape 2, which needs whole numbers below 2^53', json({ w: entry('F32', 2, 0, 8) })],
    ['says that w is of shape ["2"], which needs whole numbers below 2^53', json({ w: entry('F32', ['2'], 0, 8) })],
    [
      'says that w is of sizes [4294967296,4294967296,0], which are too large',
      json({ w: entry('F32', [2 ** 32, 2 ** 32, 0], 0, 0) }),
    ],
    ['says that w lies at [0], which needs a first and a last byte', json({ w: entry('F32', [2], 0) })],
    ['says that w lies at [0,8,9], which needs a first and a last byte', json({ w: entry('F32', [2], 0, 8, 9) })],
    ['says that w lies at undefined, which needs a first and a last byte', json({ w: { dtype: 'F32', shape: [2] } })],
    ['has w end at byte 0, before it begins at byte 8', json({ w: entry('F32', [2], 8, 0) })],
    ['has 8 bytes for w, which takes 12', json({ w: entry('F32', [3], 0, 8) })],
    ['has 1 bytes for w, which takes 1.5', json({ w: entry('F4', [3], 0, 1) })],
    [
      'has the number -2 in its header, where numbers must be whole and 0 or more, in digits',
      json({ w: entry('F32', [-2], 0, 8) }),
    ],
    ['has w begin at byte 0, where v still has its numbers to byte 8', json({ v: W, w: W })],
    ['has no tensor at bytes 0 to 8, before w', json({ w: entry('F32', [2], 8, 16) }), 16],
    ['ends before the numbers of w do', json({ w: W }), 7],
    ['has 1 bytes that belong to no tensor at its end', json({ w: W }), 9],
    ['has null for __metadata__, which needs names with text', json({ __metadata__: null, w: W })],
    ['has {"a":1} for __metadata__, which needs names with text', json({ __metadata__: { a: 1 }, w: W })],
    ['has {"a":{}} for __metadata__, which needs names with text', json({ __metadata__: { a: {} }, w: W })],
  ])('%s', (refusal, header, numbers, length) => expect(words(header, numbers, length)).toBe(refusal))

  it('is too short to hold a header', () =>
    expect(headerOf(new Uint8Array(7))).toEqual({ _tag: 'Left', left: 'is too short to hold a header' }))
})
