import { describe, expect, it } from 'vitest'
import { same, sameSizes } from '../../src/shapes/equal.js'

describe('same', () => {
  it('holds of equal dimensions in equal places only', () => {
    expect(same(['batch', 784], ['batch', 784])).toBe(true)
    expect(same([], [])).toBe(true)
    expect(same(['batch', 784], [784, 'batch'])).toBe(false)
    expect(same(['batch'], ['batch', 784])).toBe(false)
    expect(same(['batch', 784], ['batch'])).toBe(false)
    expect(same([784], ['784'])).toBe(false)
  })
})

describe('sameSizes', () => {
  it('holds of equal dimensions of equal sizes only', () => {
    const event = (size: number) => [
      { dim: 'time', size: 8 },
      { dim: 'n', size },
    ]
    expect(sameSizes(event(3), event(3))).toBe(true)
    expect(sameSizes([], [])).toBe(true)
    expect(sameSizes(event(3), event(4))).toBe(false)
    expect(
      sameSizes(event(3), [
        { dim: 'time', size: 8 },
        { dim: 'm', size: 3 },
      ]),
    ).toBe(false)
    expect(sameSizes(event(3), event(3).slice(1))).toBe(false)
  })
})
