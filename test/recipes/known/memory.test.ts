import { describe, expect, it } from 'vitest'
import { bytesNeeded, byteWords, type Sizes, tooMuch } from '../../../src/recipes/known/memory.js'
import type { OptionRefused } from '../../../src/recipes/options.js'

const given: Sizes = {
  hidden: 400,
  latent: 20,
  samples: 1,
  batch: 128,
  likelihood: 'bernoulli',
  optimizer: 'adam',
}
const words = (refusal: OptionRefused | null) => refusal && `${refusal.option}: ${refusal.message}`
const refused = (sizes: Partial<Sizes>, engine = 'onnxruntime', memory = 16e9) =>
  words(tooMuch({ ...given, ...sizes }, 784, engine, memory))

describe('what training needs', () => {
  it('is, of one unit each, 10 parameters and what goes with them', () => {
    // 1-1-1 and back: (1 + 1) + 2 (1 + 1) + (1 + 1) + (1 + 1) = 10 parameters, of which sgd has 3 copies;
    // a sample: 3 + 2 + 2 = 7 numbers; an example: 1 + 2 + 4 = 7 numbers
    const one = { ...given, hidden: 1, latent: 1, batch: 1, optimizer: 'sgd' } as const
    expect(bytesNeeded(one, 1)).toBe(4 * (10 * 3 + 7 + 7))
    expect(bytesNeeded({ ...one, optimizer: 'adam' }, 1)).toBe(4 * (10 * 7 + 7 + 7))
    expect(bytesNeeded({ ...one, samples: 5, batch: 3 }, 1)).toBe(4 * (10 * 3 + 3 * (5 * 7 + 7)))
    expect(bytesNeeded({ ...one, likelihood: 'gaussian' }, 1)).toBe(4 * (12 * 3 + 7 + 7))
  })

  it('is little for the sizes of a paper', () => expect(bytesNeeded(given, 784)).toBeLessThan(50e6))
})

describe('sizes that cannot fit', () => {
  it.each([
    [{ hidden: 1e9 }, /^hidden: 1000000000 needs at least 47.69 TB of memory to train, but this machine has 16 GB$/],
    [{ latent: 1e6 }, /^latent: 1000000 needs at least 3\d.* GB of memory/],
    [{ samples: 1e6 }, /^samples: 1000000 needs at least 1\.2.* TB of memory/],
    [{ batch: 1e7 }, /^batch: 10000000 needs at least 1\d\d.* GB of memory/],
    [{ batch: 1e7, microBatch: 9e6 }, /^microBatch: 9000000 needs at least 1\d\d.* GB of memory/],
  ])('%j are refused by name, with what is needed and what there is', (sizes, words) =>
    expect(refused(sizes)).toMatch(words),
  )

  it('are none of those that fit', () =>
    expect([refused({}), refused({ hidden: 10_000 }), refused({ batch: 60_000 }), refused({ samples: 1000 })]).toEqual([
      null,
      null,
      null,
      null,
    ]))

  it('are not those of a batch that is taken in micro-batches', () =>
    expect(refused({ batch: 1e7, microBatch: 128 })).toBeNull())

  it('are those that WebAssembly cannot address, whatever the machine has', () =>
    expect([refused({ latent: 2e5 }, 'onnxruntime', 64e9), refused({ latent: 2e5 }, 'wasm', 64e9)]).toEqual([
      null,
      expect.stringMatching(/but WebAssembly has 4.295 GB$/),
    ]))
})

describe('bytes in words', () => {
  it.each([
    [1, '1 bytes'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [23_500_000_000, '23.5 GB'],
    [2.618e13, '26.18 TB'],
    [5e18, '5,000 PB'],
  ])('%d: %s', (bytes, words) => expect(byteWords(bytes)).toBe(words))
})
