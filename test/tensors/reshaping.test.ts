import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { determined } from '../../src/shapes/determined.js'
import type { Shape } from '../../src/shapes/dim.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { FLATTEN, RESHAPE, UNFLATTEN } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

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

  conforms('flatten', {
    inputs: [hostOf(['samples', 'batch', 4], [3, 2, 4], VALUES)],
    operation: (x) => T.square(T.flatten(0, 1)(x)),
    gives: [
      ['samples*batch', 4],
      [6, 4],
    ],
    reference: (x) => identity(x).map((each) => each ** 2),
  })

  conforms('unflatten', {
    inputs: [hostOf(['samples*batch', 4], [6, 4], VALUES)],
    operation: (x) => T.square(T.unflatten(0, [named('samples', 3), 'batch'])(x)),
    gives: [
      ['samples', 'batch', 4],
      [3, 2, 4],
    ],
    reference: (x) => identity(x).map((each) => each ** 2),
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
  // a tensor of 2^53 numbers cannot be made
  const makeable = RESHAPE.filter(({ left }) => left.every((dim) => typeof dim === 'string' || dim < 1e6))

  it.each(makeable)('$left to $right is $gives', ({ left, right, gives }) =>
    scoped(() => {
      const sizes = (left as readonly (string | number)[]).map((dim) =>
        typeof dim === 'number' ? dim : (SIZES[dim] as number),
      )
      fitsIn(sizes)
      const x = T.zeros(left as readonly (string | number)[], sizes)
      const run = () => T.reshape(right as never)(x as never) as T.AnyTensor
      const verdict = typeof gives === 'string' ? gives : determined('reshape', left, right)
      if (typeof verdict === 'string') expect(run).toThrow(new ShapeError(verdict))
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
      // @ts-expect-error nor do the types
      expect(() => pipe(x, T.reshape(['samples', 'batch', 2]))).toThrow(
        new ShapeError(
          'reshape: [samples*batch, 2] does not say the sizes of [samples, batch]: give one with Dim.named',
        ),
      )
    }))

  it('takes a size that is brought', () =>
    scoped(() => {
      const x = tensorOf(['samples*batch', 2], [6, 2], VALUES.slice(0, 12))
      const split = pipe(x, T.reshape([named('samples', 3), 'batch', 2]))
      expect([split.shape, split.sizes]).toEqual([['samples', 'batch', 2], [3, 2, 2]]) // biome-ignore format: lists
      expect(valuesOf(split)).toEqual(valuesOf(x))
      expect(() => pipe(x, T.reshape([named('samples', 4), 'batch', 2]))).toThrow(
        new ShapeError('reshape: [samples*batch, 2] of sizes [6, 2] does not say the sizes of [samples, batch, 2]'),
      )
      const y = tensorOf(['batch', 4], [3, 4], VALUES.slice(0, 12))
      expect(() => pipe(y, T.reshape([named('batch', 6), 2, 2]))).toThrow(
        new ShapeError('reshape: batch is 6 in the shape [batch] and 3 in [batch, 4]'),
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
        new ShapeError('reshape: batch is 3 in [batch, batch] and 2 in [batch, batch]'),
      )
    }))
})

describe('flatten and unflatten at run time', () => {
  onCpu()

  it.each(FLATTEN.filter(({ from }) => from.every((dim) => typeof dim === 'string' || dim < 1e6)))(
    'flatten $from by $by is $gives',
    ({ from, by, gives }) =>
      scoped(() => {
        const sizes = (from as readonly (string | number)[]).map((dim) => (typeof dim === 'number' ? dim : 2))
        const run = () => T.flatten(by[0], by[1])(T.zeros(from as Shape, sizes) as never) as T.AnyTensor
        if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
        else expect(run().shape).toEqual(gives)
      }),
  )

  it.each(UNFLATTEN)('unflatten $from by $by is $gives', ({ from, by: [axis, dims, brought], gives }) =>
    scoped(() => {
      const SIZES: Record<string, number> = { batch: 2, 'samples*batch': 10, 'batch*784': 1568 }
      const sizes = (from as readonly (string | number)[]).map((dim) =>
        typeof dim === 'number' ? dim : (SIZES[dim] as number),
      )
      const given = dims.map((dim) => ((brought as readonly unknown[]).includes(dim) ? named(dim as never, 5) : dim))
      const run = () => T.unflatten(axis, given as never)(T.zeros(from as Shape, sizes) as never) as T.AnyTensor
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
      else expect(run().shape).toEqual(gives)
    }),
  )
})
