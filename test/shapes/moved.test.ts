import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moved } from '../../src/shapes/moved.js'
import { sameProduct } from '../../src/shapes/product.js'
import { shapes } from './arbitrary.js'

describe('moved', () => {
  it.each([
    [['time', 'channels'], ['channels', 'time'], true],
    [['batch', 28, 28, 3], ['batch', 3, 28, 28], true],
    [['samples', 'batch', 20], ['batch', 'samples*20'], true],
    // what is 1 has no order
    [['batch', 1, 20], [1, 'batch', 20], false],
    // a name that is merged, and one that comes out
    [['samples', 'batch'], ['samples*batch'], false],
    [['samples*batch', 20], ['samples', 'batch', 20], false],
    // the second `n` of the one is the last of the other
    [['n*2', 'n'], ['n', 2, 'n'], false],
    // nobody knows whether the 4 is one axis
    [[2, 3, 4], [4, 6], false],
  ])('%j to %j: %s', (from, to, is) => expect(moved(from, to)).toBe(is))

  it('is the same both ways, and never between a shape and itself', () => {
    const pairs = fc.tuple(shapes, shapes).filter(([from, to]) => sameProduct(from, to))
    fc.assert(fc.property(pairs, ([from, to]) => moved(from, to) === moved(to, from)))
    fc.assert(fc.property(shapes, (shape) => !moved(shape, shape)))
  })
})
