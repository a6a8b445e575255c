import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { requirementOf, strayOf, strayVector } from '../../src/data/sound.js'
import type { Support } from '../../src/distributions/support.js'

/** What each support has, said in the plainest way. */
const has: { readonly [Values in Support]: (value: number) => boolean } = {
  binary: (value) => value === 0 || value === 1,
  oneHot: (value) => value === 0 || value === 1,
  relaxed: (value) => 0 <= value && value <= 1,
  unitInterval: (value) => 0 <= value && value <= 1,
  integer: (value) => value >= 0 && value % 1 === 0,
  real: (value) => value > Number.NEGATIVE_INFINITY && value < Number.POSITIVE_INFINITY,
}
const supports = Object.keys(has) as readonly Support[]

const odd = fc.constantFrom(
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0.5, -1, 2, 255, 1e-45, -1e-45, 3.4e38],
  ...[1 + 2 ** -23, 1 - 2 ** -24, 0.25, 16_777_216, 2 ** -126],
)

/** Every two places of eight, and each place alone. */
const PAIRS = Array.from({ length: 64 }, (_, at) => [at % 8, Math.floor(at / 8)] as const)

describe('strayOf', () => {
  it('is the place of the first number that a support does not have, at any place of any length', () => {
    const numbers = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 1) }, odd, fc.float()), {
      maxLength: 23,
    })
    fc.assert(
      fc.property(fc.constantFrom(...supports), numbers, (support, given) => {
        const values = Float32Array.from(given)
        expect(strayOf(support, values)).toBe([...values].findIndex((value) => !has[support](value)))
      }),
      { numRuns: 2000 },
    )
  })

  it('finds an odd number at each place among sound ones, and any two', () => {
    const strays = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5, -0.5, -1, 2, 1e-45, -1e-45]
    for (const support of supports)
      for (const [place, other] of PAIRS)
        for (const stray of strays) {
          const values = Float32Array.of(0, 1, 1, 0, 1, 0, 0, 1)
          values[place] = stray
          values[other] = stray
          expect(strayOf(support, values)).toBe([...values].findIndex((value) => !has[support](value)))
        }
  })

  it('looks at sound numbers once', () => {
    for (const support of supports) {
      const values = Float32Array.of(0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0)
      const again = vi.spyOn(values, 'findIndex')
      expect(strayOf(support, values)).toBe(-1)
      expect(again).not.toHaveBeenCalled()
    }
  })

  it('looks at the part of memory that it is given', () => {
    const memory = Float32Array.of(7, 7, 7, 0, 1, 0, 1, 0.5, 7, 7)
    expect(strayOf('binary', memory.subarray(3, 7))).toBe(-1)
    expect(strayOf('binary', memory.subarray(3, 8))).toBe(4)
    expect(strayOf('relaxed', memory.subarray(3, 8))).toBe(-1)
    expect(strayOf('relaxed', memory.subarray(3))).toBe(5)
  })
})

describe('strayVector', () => {
  it('is the first vector without a 1, or with several', () => {
    expect(strayVector(3, Float32Array.of(0, 0, 1, 1, 0, 0))).toBe(-1)
    expect(strayVector(3, Float32Array.of(0, 0, 1, 1, 1, 0))).toBe(1)
    expect(strayVector(3, Float32Array.of(0, 0, 1, 0, 1, 0, 0, 0, 0))).toBe(2)
  })
})

it('has words for every support', () =>
  expect(supports.map(requirementOf)).toEqual([
    '0 or 1',
    '0 or 1',
    'a number from 0 to 1',
    'a number from 0 to 1',
    'a whole number from 0',
    'a finite number',
  ]))
