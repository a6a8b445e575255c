import { describe, expect, it } from 'vitest'
import { same } from '../../src/shapes/equal.js'

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
