import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factorsOf, product, sameProduct } from '../../src/shapes/product.js'
import { plainShapes, shapes, shuffled } from './arbitrary.js'
import { PRODUCT } from './cases.js'

const sortedNames = (dims: readonly unknown[]) => [...factorsOf(dims)[1]].sort()

describe('factorsOf', () => {
  it('is a number and the names in their order', () => {
    expect(factorsOf(['batch*2', 14, 'samples'])).toEqual([28, ['batch', 'samples']])
    expect(factorsOf([])).toEqual([1, []])
    expect(factorsOf(['a*b*a*3*2'])).toEqual([6, ['a', 'b', 'a']])
  })

  it('takes for a name what is not a finite number', () => {
    expect(factorsOf(['Infinity', 'NaN', 'latent+10', '2d'])).toEqual([1, ['Infinity', 'NaN', 'latent+10', '2d']])
    expect(factorsOf(['batch*'])).toEqual([1, ['batch', '']])
  })
})

describe('product', () => {
  it.each(PRODUCT)('of $left is $gives', ({ left, gives }) => {
    expect(product(left)).toBe(gives)
  })

  it('does not depend on the order, but for the order of the names', () => {
    fc.assert(
      fc.property(shuffled, ([shape, other]) => {
        expect(factorsOf([product(shape)])[0]).toBe(factorsOf([product(other)])[0])
        expect(sortedNames([product(shape)])).toEqual(sortedNames([product(other)]))
      }),
    )
  })

  it('is a dimension again: products of products are products', () => {
    fc.assert(
      fc.property(plainShapes, plainShapes, (left, right) => {
        expect(product([product(left), product(right)])).toBe(product([...left, ...right]))
      }),
    )
  })

  it('does not change by a 1', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(product([...shape, 1])).toBe(product(shape))
      }),
    )
  })
})

describe('sameProduct', () => {
  it('holds of a shape and its product', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(sameProduct(shape, [product(shape)])).toBe(true)
      }),
    )
  })

  it('does not hold of names that are spelt alike when joined', () => {
    expect(sameProduct(['ab', 'c'], ['a', 'bc'])).toBe(false)
    expect(sameProduct(['batch', 'batch'], ['batch'])).toBe(false)
    expect(sameProduct(['batch', 2], ['batch', 'batch'])).toBe(false)
  })

  it('does not hold of two products that only a float takes for one', () => {
    // 94906267 ^ 2 is 9007199515875289, and the float next to it ends in 288
    expect(94906267 * 94906267).toBe(9007199515875288)
    expect(sameProduct([94906267, 94906267], [9007199515875288])).toBe(false)
  })
})
