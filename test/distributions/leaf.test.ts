import { pipe } from 'fp-ts/lib/function.js'
import { expect, it } from 'vitest'
import { add, type Leaf, mul, nameLeaf, sub, under } from '../../src/distributions/leaf.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const leaf = (shape: readonly string[], sizes: readonly number[], values: readonly number[]) =>
  tensorOf(shape, sizes, values) as Leaf

it('computes each number of two tensors of one shape, or of one and its tail', () =>
  scoped(() => {
    const [many, one] = [leaf(['samples', 'n'], [2, 2], [1, 2, 3, 4]), leaf(['n'], [2], [10, 20])]
    expect(valuesOf(add(one)(many))).toEqual([11, 22, 13, 24])
    expect(valuesOf(sub(one)(many))).toEqual([-9, -18, -7, -16])
    expect(valuesOf(mul(many)(many))).toEqual([1, 4, 9, 16])
    expect(valuesOf(mul(leaf([], [], [2]))(many))).toEqual([2, 4, 6, 8])
    expect(() => add(many)(one)).toThrow('add: takes a tail of [n] but is given [samples, n]')
  }))

it('repeats a tensor under leading axes, and names its event', () =>
  scoped(() => {
    const one = leaf(['batch', 'n'], [1, 2], [10, 20])
    expect(valuesOf(pipe(one, under({ shape: ['samples', 'batch', 'n'], sizes: [2, 1, 2] })))).toEqual([10, 20, 10, 20])
    expect(under(one)(one)).toBe(one)
    expect(nameLeaf('latent')(leaf(['batch', 'n', 'm'], [1, 2, 2], [1, 2, 3, 4]))).toMatchObject({
      shape: ['batch', 'latent'],
      sizes: [1, 4],
    })
  }))
