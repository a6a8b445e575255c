import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode, type SafeTensors } from '../../src/checkpoints/safetensors.js'
import { right } from '../support/outcome.js'
import { entry, fileOf } from './files.js'

// -----------------------------------------------------------------------------
// whole files
// -----------------------------------------------------------------------------

const leaf = fc
  .tuple(fc.string({ minLength: 1 }), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }))
  .chain(([path, sizes]) =>
    fc
      .float32Array({ minLength: sizes.reduce((a, b) => a * b, 1), maxLength: sizes.reduce((a, b) => a * b, 1) })
      .map((values) => ({ path, value: { shape: sizes, sizes, values } })),
  )

const byName = <Each extends { readonly name: string }>(tensors: readonly Each[]) =>
  tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1))

const PYTHON = [
  '0AAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJieSI6InB5dGhvbiJ9LCJsb25nIjp7ImR0eXBlIjoiRjY0Iiwic2hhcGUiOltd',
  'LCJkYXRhX29mZnNldHMiOlswLDhdfSwidyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwxXSwiZGF0YV9vZmZzZXRzIjpb',
  'OCwxNl19LCJoYWxmIjp7ImR0eXBlIjoiRjE2Iiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMTYsMjBdfX0gICAgICAg',
  'AAAAAAAA0D8AAMA/AABAwAA8AMA=',
].join('')

describe('encode and decode', () => {
  it('are inverse for any names, sizes and numbers, NaN and infinities included', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(
            fc.oneof(
              leaf,
              leaf.map((each) => ({ ...each, path: '__proto__' })),
            ),
            {
              selector: ({ path }) => path,
              maxLength: 5,
            },
          )
          .filter((leaves) => leaves.every(({ path }) => path !== '__metadata__')),
        (leaves) => {
          const { tensors, metadata } = right(decode(encode(leaves, { words: 'é' })))
          expect(byName(tensors)).toEqual(
            byName(leaves.map(({ path, value }) => ({ name: path, sizes: value.sizes, values: value.values }))),
          )
          expect(metadata).toEqual({ words: 'é' })
        },
      ),
    )
  })

  it('read a file of the Python package, of all dtypes that are read', () => {
    // safetensors 0.8.0: save({'half': [1, -2] as f16, 'w': [[1.5], [-3]] as f32, 'long': 0.25 as f64}, {'by': 'python'})
    const bytes = Buffer.from(PYTHON, 'base64')
    const { tensors, metadata } = right(decode(bytes))
    expect(metadata).toEqual({ by: 'python' })
    expect(byName(tensors)).toEqual([
      { name: 'half', sizes: [2], values: Float32Array.of(1, -2) },
      { name: 'long', sizes: [], values: Float32Array.of(0.25) },
      { name: 'w', sizes: [2, 1], values: Float32Array.of(1.5, -3) },
    ])
  })

  it('say of what they do not read that it is not supported, not damaged', () => {
    const of = (dtype: string, numbers: Uint8Array) =>
      decode(fileOf(JSON.stringify({ w: entry(dtype, [1], 0, numbers.length) }), numbers))
    expect(of('I32', new Uint8Array(4))).toMatchObject({
      left: {
        _tag: 'Unsupported',
        message: expect.stringContaining('has w, which is of dtype I32, which is not supported'),
      },
    })
    expect(of('F64', new Uint8Array(Float64Array.of(1e39).buffer))).toMatchObject({
      left: { _tag: 'Unsupported', message: 'has w, which holds 1e+39, which is beyond the range of float32' },
    })
  })
})

// -----------------------------------------------------------------------------
// damaged files
// -----------------------------------------------------------------------------

const HEADER = JSON.stringify({
  __metadata__: { note: 'ours' },
  w: entry('F32', [2, 3], 0, 24),
  b: entry('F32', [3], 24, 36),
  none: entry('F32', [0, 2], 36, 36),
  long: entry('F64', [1], 36, 44),
})
const NUMBERS = new Uint8Array([
  ...new Uint8Array(Float32Array.from({ length: 9 }, (_, index) => index / 3 - 1).buffer),
  ...new Uint8Array(Float64Array.of(0.5).buffer),
])
const PADDED = HEADER.padEnd(Math.ceil(HEADER.length / 8) * 8)
const ORIGINAL = right(decode(fileOf(PADDED, NUMBERS)))

/** Where a change is no change of a name or of a note, which the format has no way to notice. */
const places = [...PADDED].map((_, at) => at).filter((at) => !within(/"(?:w|b|none|long|note)":|"ours"/g, at))

function within(names: RegExp, at: number): boolean {
  return [...HEADER.matchAll(names)].some(({ index, 0: text }) => at > index && at < index + text.length - 1)
}

const at = fc.constantFrom(...places)
const byte = fc.integer({ min: 0, max: 255 })
const edits = fc.oneof(
  fc.record({ at, take: fc.constant(1), put: byte.map((each) => [each]) }),
  fc.record({ at, take: fc.integer({ min: 1, max: 2 }), put: fc.constant<readonly number[]>([]) }),
  fc.record({ at, take: fc.constant(0), put: fc.array(byte, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    at,
    take: fc.constant(1),
    put: fc.constantFrom(...'0123456789,[]{}":').map((each) => [each.charCodeAt(0)]),
  }),
)

const RUNS = { numRuns: 10_000, seed: 7 }
const refusal = /^(is|says|has|ends) /

/** What the format can tell: sizes of as many numbers are as good, and a model has its own to compare. */
const told = ({ tensors, metadata }: SafeTensors) => [metadata, tensors.map(({ name, values }) => [name, values])]

/** Nothing is thrown, and what is read is what was written. */
const unread = (bytes: Uint8Array): void => {
  const result = decode(bytes)
  if (result._tag === 'Right') expect(told(result.right)).toEqual(told(ORIGINAL))
  else if (!refusal.test(result.left.message)) throw new Error(result.left.message)
}

describe('a damaged file', () => {
  it('is refused, or read as what it was, whatever is changed in its header', () => {
    fc.assert(
      fc.property(edits, fc.boolean(), ({ at, take, put }, known) => {
        const bytes = [...new TextEncoder().encode(PADDED)]
        const rest = within(/"(?:w|b|none|long|note)":|"ours"/g, at + take - 1) ? 1 : take
        bytes.splice(at, rest, ...put)
        // the length of the header follows the change, or it does not
        unread(fileOf(Uint8Array.from(bytes), NUMBERS, known ? undefined : BigInt(PADDED.length)))
      }),
      RUNS,
    )
  })

  it('is refused when its length or its end is another', () => {
    const whole = fileOf(PADDED, NUMBERS)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), byte, fc.integer({ min: -60, max: 60 }), (index, value, more) => {
        const bytes = more < 0 ? whole.slice(0, more) : Uint8Array.from([...whole, ...new Uint8Array(more)])
        const as = bytes[index] === value || bytes.length < 8 ? bytes : bytes.with(index, value)
        if (more === 0 && as === bytes) return
        // a header and a file that are shorter by the same spaces are another file, and whole
        const length = Number(new DataView(as.buffer, as.byteOffset).getBigUint64(0, true))
        if (length >= HEADER.length && length - PADDED.length === more) return
        expect(decode(as)).toMatchObject({
          _tag: 'Left',
          left: { _tag: 'Damaged', message: expect.stringMatching(refusal) },
        })
      }),
      { ...RUNS, numRuns: 2000 },
    )
  })

  it('is refused whatever whole numbers another header gives its tensors', () => {
    const whole = fc.oneof(
      fc.constantFrom(0, 3, 6, 24, 36, 44, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63),
      fc.integer({ min: -50, max: 50 }),
    )
    const numbers = fc.array(whole, { maxLength: 3 })
    const entries = fc.record({
      dtype: fc.constantFrom('F32', 'F64', 'F16', 'F4'),
      shape: numbers,
      data_offsets: numbers,
    })
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('w', 'b', '__proto__'), entries, { maxKeys: 3 }), (header) => {
        const result = decode(fileOf(JSON.stringify(header), NUMBERS))
        if (result._tag === 'Left') return void expect(result.left.message).toMatch(refusal)
        // what passes has every byte in one tensor, of the size that its shape says
        const WIDTHS = { F32: 4, F64: 8, F16: 2, F4: 0.5 }
        const bytes = Object.values(header).reduce(
          (sum, { dtype, shape }) => sum + WIDTHS[dtype] * shape.reduce((a, b) => a * b, 1),
          0,
        )
        expect(bytes).toBe(NUMBERS.length)
      }),
      { ...RUNS, numRuns: 3000 },
    )
  })

  it('never fails with anything but message, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const result = decode(bytes)
        if (result._tag === 'Left') expect(result.left.message).toMatch(refusal)
      }),
    )
  })
})
