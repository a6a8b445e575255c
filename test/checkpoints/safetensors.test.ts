import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../src/checkpoints/safetensors.js'

const leaf = fc
  .tuple(fc.string({ minLength: 1 }), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }))
  .chain(([path, sizes]) =>
    fc
      .float32Array({ minLength: sizes.reduce((a, b) => a * b, 1), maxLength: sizes.reduce((a, b) => a * b, 1) })
      .map((values) => ({ path, value: { shape: sizes, sizes, values } })),
  )

describe('encode and decode', () => {
  it('are inverse for any names, sizes and numbers, NaN and infinities included', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(leaf, { selector: ({ path }) => path, maxLength: 5 })
          .filter((leaves) =>
            leaves.every(({ path }) => path !== '__metadata__' && path !== '__proto__' && !/^\d+$/.test(path)),
          ),
        (leaves) => {
          const back = decode(encode(leaves, { words: 'é' }))
          expect(back).toEqual({
            _tag: 'Right',
            right: {
              tensors: leaves.map(({ path, value }) => ({ name: path, sizes: value.sizes, values: value.values })),
              metadata: { words: 'é' },
            },
          })
        },
      ),
    )
  })

  it('never fail with anything but words, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const result = decode(bytes)
        if (result._tag === 'Left') expect(result.left).toMatch(/^(is|says|has|does)/)
      }),
    )
  })
})
