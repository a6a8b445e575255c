import { describe, expect, it } from 'vitest'
import { product } from '../../src/shapes/product.js'
import { ceilQuotient, quotient } from '../../src/shapes/quotient.js'
import { QUOTIENT } from './cases.js'

describe('quotient', () => {
  it.each(QUOTIENT)('$left by $right is $gives', ({ left, right, gives }) =>
    expect({ down: quotient(left, right), up: ceilQuotient(left, right) }).toEqual(gives),
  )

  it('undoes a product', () => {
    for (const dim of [5, 'h', 'h+3', 'h*2', 'ceil(h/2)'])
      for (const number of [1, 2, 7]) {
        expect(quotient(product([dim, number]), number)).toBe(dim)
        expect(ceilQuotient(product([dim, number]), number)).toBe(dim)
      }
  })
})
