import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/refusal.js'
import * as T from '../../src/tensors/index.js'
import { RESHAPE } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf } from '../support/engine.js'

const VALUES = Array.from({ length: 24 }, (_, index) => Math.cos(index) + index / 7)
const identity = (x: readonly number[] | undefined) => x as readonly number[]

onEach(() => {
  conforms('reshape of an event', {
    inputs: [hostOf(['batch', 3, 4], [2, 3, 4], VALUES)],
    operation: (x) => T.square(T.reshape(['batch', 12])(x)),
    gives: [
      ['batch', 12],
      [2, 12],
    ],
    reference: (x) => identity(x).map((each) => each ** 2),
  })

  conforms('reshape under a compound name', {
    inputs: [hostOf(['samples', 'batch', 4], [3, 2, 4], VALUES)],
    operation: (x) => T.reshape(['samples*batch', 2, 2])(x),
    gives: [
      ['samples*batch', 2, 2],
      [6, 2, 2],
    ],
    reference: identity,
  })

  conforms('transpose', {
    inputs: [hostOf(['batch', 6], [4, 6], VALUES)],
    operation: (x) => T.transpose(x),
    gives: [
      [6, 'batch'],
      [6, 4],
    ],
    reference: (x) =>
      Array.from({ length: 24 }, (_, index) => identity(x)[(index % 4) * 6 + Math.floor(index / 4)] as number),
  })
})

describe('reshape at run time', () => {
  onCpu()

  const SIZES: Record<string, number> = {
    batch: 2,
    samples: 5,
    'samples*batch': 10,
    'batch*784': 1568,
    'batch*2': 4,
    rows: 7,
  }
  // a tensor of 2^53 numbers cannot be made, and `['samples*batch']` alone does not say `samples`
  const makeable = RESHAPE.filter(
    ({ left, right }) =>
      left.every((dim) => typeof dim === 'string' || dim < 1e6) &&
      !(left.join() === 'samples*batch,20' && right.length === 3),
  )

  it.each(makeable)('$left to $right is $gives', ({ left, right, gives }) =>
    scoped(() => {
      const sizes = (left as readonly (string | number)[]).map((dim) =>
        typeof dim === 'number' ? dim : (SIZES[dim] as number),
      )
      fitsIn(sizes)
      const x = T.zeros(left as readonly (string | number)[], sizes)
      const run = () => T.reshape(right as never)(x as never) as T.AnyTensor
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
      else expect(run().shape).toEqual(gives)
    }),
  )

  const fitsIn = (sizes: readonly number[]) => expect(sizes.reduce((a, b) => a * b, 1)).toBeLessThan(2e8)

  it('finds the one size that is not known', () =>
    scoped(() => {
      const x = tensorOf(['batch*6'], [12], VALUES.slice(0, 12))
      expect(pipe(x, T.reshape(['batch', 2, 3])).sizes).toEqual([2, 2, 3])
      const y = tensorOf(['samples*batch', 2], [6, 2], VALUES.slice(0, 12))
      expect(pipe(y, T.reshape(['batch*samples', 2])).sizes).toEqual([6, 2])
    }))

  it('finds the size of a product from its names', () =>
    scoped(() => {
      const x = tensorOf(['samples', 'batch', 2], [3, 2, 2], VALUES.slice(0, 12))
      expect(pipe(x, T.reshape(['samples', 'batch*2'])).sizes).toEqual([3, 4])
      expect(pipe(x, T.reshape([2, 'batch*samples'])).sizes).toEqual([2, 6])
    }))

  it('refuses to guess two sizes', () =>
    scoped(() => {
      const x = tensorOf(['samples*batch', 2], [6, 2], VALUES.slice(0, 12))
      expect(() => pipe(x, T.reshape(['samples', 'batch', 2]))).toThrow(
        new ShapeError('reshape: [samples*batch, 2] of sizes [6, 2] does not say the sizes of [samples, batch, 2]'),
      )
    }))

  it('refuses a size that would not be whole', () =>
    scoped(() => {
      const x = tensorOf(['batch*2'], [5], VALUES.slice(0, 5))
      expect(() => pipe(x, T.reshape(['batch', 2]))).toThrow(
        new ShapeError('reshape: [batch*2] of sizes [5] does not say the sizes of [batch, 2]'),
      )
    }))

  it('refuses a tensor whose name means two numbers', () =>
    scoped(() => {
      const x = tensorOf(['batch', 'batch'], [2, 3], VALUES.slice(0, 6))
      expect(() => pipe(x, T.reshape(['batch*batch']))).toThrow(
        new ShapeError('reshape: batch is 3 in [batch, batch] and 2 elsewhere'),
      )
    }))
})
