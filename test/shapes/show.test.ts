import { describe, expect, it } from 'vitest'
import { same, show } from '../../src/shapes/show.js'

describe('show', () => {
  it('reads as in a message', () => {
    expect(show(['batch', 28, 28])).toBe('[batch, 28, 28]')
    expect(show([784])).toBe('[784]')
    expect(show([])).toBe('[]')
    expect(show(['samples*batch', 'batch*784'])).toBe('[samples*batch, batch*784]')
  })
})

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
