import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { same } from '../../src/shapes/equal.js'
import { moved } from '../../src/shapes/moved.js'
import { sameProduct } from '../../src/shapes/product.js'
import { reshape } from '../../src/shapes/reshape.js'
import { shapes, shuffled, words } from './arbitrary.js'
import { RESHAPE } from './cases.js'

describe('reshape', () => {
  it.each(RESHAPE)('$left to $right gives $gives', ({ left, right, gives }) => {
    expect(reshape(left, right)).toEqual(gives)
  })

  it('is symmetric: what can be read as another can be read back', () => {
    fc.assert(
      fc.property(shapes, shapes, (left, right) => {
        expect(words(reshape(left, right))).toBe(words(reshape(right, left)))
      }),
      { numRuns: 1000 },
    )
  })

  it('takes one order of the dimensions besides 1, and every grouping of them into one', () => {
    const order = (shape: readonly unknown[]) => shape.filter((dim) => dim !== 1)
    fc.assert(
      fc.property(shuffled, ([shape, other]) => {
        expect(words(reshape(shape, other))).toBe(!same(order(shape), order(other)))
        expect(words(reshape(shape, [shape.join('*')]))).toBe(shape.length === 0)
      }),
    )
  })

  it('takes exactly the shapes of equally many elements, whatever the names stand for', () => {
    // distinct primes above every literal: two products are one number only if they are one expression
    const sizes: Record<string, bigint> = { batch: 10007n, samples: 10009n }
    const count = (shape: readonly unknown[]) =>
      shape.flatMap((dim) => String(dim).split('*')).reduce((total, dim) => total * (sizes[dim] ?? BigInt(dim)), 1n)
    fc.assert(
      fc.property(shapes, shapes, (left, right) => {
        expect(words(reshape(left, right))).toBe(count(left) !== count(right) || moved(left, right))
      }),
      { numRuns: 2000 },
    )
  })

  it('compares as `sameProduct` does', () => {
    fc.assert(
      fc.property(shapes, shapes, (left, right) => {
        expect(sameProduct(left, right) && !moved(left, right)).toBe(!words(reshape(left, right)))
      }),
    )
  })
})
