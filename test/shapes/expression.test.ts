import { describe, expect, it } from 'vitest'
import { asFactor, splitAt, splitProduct, toDim } from '../../src/shapes/expression.js'

describe('a name that arithmetic has made', () => {
  it('is split at signs outside of parentheses', () => {
    expect(splitAt('a+b', '+')).toEqual(['a', 'b'])
    expect(splitAt('ceil(a+b)', '+')).toBeNull()
    expect(splitAt('(a+b)+(c+d)', '+')).toEqual(['(a+b)', '(c+d)'])
    expect(splitAt('x-ray-2', '-', /^\d/)).toEqual(['x-ray', '2'])
  })

  it('is a product of factors, and what is in parentheses is one', () => {
    expect(splitProduct('a*b*2')).toEqual(['a', 'b*2'])
    expect(splitProduct('(a+b)*2')).toEqual(['(a+b)', '2'])
    expect(splitProduct('a*2+1')).toBeNull()
    expect(splitProduct('(a*2+1)')).toEqual(['a*2+1'])
    expect(splitProduct('ceil(a*2)')).toBeNull()
    expect(splitProduct('x-ray')).toBeNull()
  })

  it('stands in parentheses as a factor where it is a sum', () => {
    expect([asFactor('a+1'), asFactor('a-1'), asFactor('x-ray'), asFactor('a*b')]).toEqual([
      '(a+1)',
      '(a-1)',
      'x-ray',
      'a*b',
    ])
  })

  it('is a number where it says one', () => {
    expect([toDim('784'), toDim('a'), toDim(''), toDim('0x10'), toDim('1e3'), toDim('-1')]).toEqual([
      784,
      'a',
      '',
      '0x10',
      '1e3',
      -1,
    ])
  })
})
