import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dimFault, knownSize } from '../../src/shapes/checkDim.js'
import { DIMENSIONS } from './cases.js'

describe('dimFault', () => {
  it.each(DIMENSIONS)('of $given is $gives', ({ given, gives }) => {
    expect(dimFault(given, 'it')).toBe(gives)
  })

  it('lets through every whole number above 0 that a float holds, and no other number', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (size) => {
        fc.pre(size > 0)
        expect(dimFault(size, 'it')).toBeNull()
        expect(dimFault(-size, 'it')).toBe(`it must be a positive whole number, not ${-size}`)
      }),
    )
    fc.assert(
      fc.property(fc.double(), (size) => {
        expect(dimFault(size, 'it') === null).toBe(Number.isSafeInteger(size) && size > 0)
      }),
    )
  })

  it('refuses what is not finite', () => {
    for (const size of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(dimFault(size, 'it')).toBe(`it must be a positive whole number, not ${size}`)
  })

  it('lets through no text of a number as a name', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (size) => {
        expect(dimFault(String(size), 'it')).toContain('a name must not read as a number')
      }),
    )
  })

  it('refuses what is no dimension at all', () => {
    for (const given of [undefined, {}, [], Symbol('batch'), 3n, () => 3])
      expect(dimFault(given, 'it')).toBe('it is not a dimension')
  })
})

describe('knownSize', () => {
  it('is the size of a literal or of a name with a number', () => {
    expect(knownSize(784, 'it')).toEqual({ dim: 784, size: 784 })
    expect(knownSize({ dim: 'latent', size: 20 }, 'it')).toEqual({ dim: 'latent', size: 20 })
  })

  it('refuses a name without a number', () => {
    // the number of a bare name is NaN
    expect(knownSize('latent', 'it')).toBe(
      "it is the name 'latent', which has no number here: use Dim.named('latent', size)",
    )
  })

  it('refuses a size whose name or number is none', () => {
    expect(knownSize({ dim: 'latent', size: 0 }, 'it')).toBe('it must be a positive whole number, not 0')
    expect(knownSize({ dim: 'latent', size: 1.5 }, 'it')).toBe('it must be a positive whole number, not 1.5')
    expect(knownSize({ dim: '20', size: 20 }, 'it')).toBe("it is the name '20', but a name must not read as a number")
    expect(knownSize({ dim: 20, size: 30 }, 'it')).toBe('it is 20, but its size is 30')
    expect(knownSize(null, 'it')).toBe('it is not a dimension')
    expect(knownSize(undefined, 'it')).toBe('it is not a dimension')
  })
})
