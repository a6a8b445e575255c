import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { MATMUL } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { binary, matmul } from '../support/reference.js'

/** Numbers without a pattern that a transposed or shifted product would keep. */
const some = (count: number, from: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 2.3 * index) * 2)

const elements = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1)
const of = <const Shape extends readonly number[]>(from: number, ...sizes: Shape) =>
  hostOf(sizes, sizes, some(elements(sizes), from))

onEach(() => {
  conforms('matmul of two matrices', {
    inputs: [hostOf(['batch', 3], [2, 3], some(6, 1)), of(2, 3, 4)],
    operation: (left, right) => pipe(left, T.matmul(right)),
    gives: [
      ['batch', 4],
      [2, 4],
    ],
    reference: matmul([2, 3], [3, 4]) as never,
  })

  conforms('matmul of stacks of one size', {
    inputs: [of(1, 5, 2, 3), of(2, 5, 3, 4)],
    operation: (left, right) => pipe(left, T.matmul(right)),
    gives: [
      [5, 2, 4],
      [5, 2, 4],
    ],
    reference: matmul([5, 2, 3], [5, 3, 4]) as never,
  })

  conforms('matmul of samples by one matrix', {
    inputs: [hostOf(['samples', 'batch', 3], [2, 4, 3], some(24, 3)), of(4, 3, 2)],
    operation: (left, right) => pipe(left, T.matmul(right)),
    gives: [
      ['samples', 'batch', 2],
      [2, 4, 2],
    ],
    reference: matmul([2, 4, 3], [3, 2]) as never,
  })

  conforms('matmul of one matrix by a stack', {
    inputs: [of(5, 2, 3), of(6, 4, 3, 2)],
    operation: (left, right) => pipe(left, T.matmul(right)),
    gives: [
      [4, 2, 2],
      [4, 2, 2],
    ],
    reference: matmul([2, 3], [4, 3, 2]) as never,
  })

  // TensorFlow.js repeats the blocks of the shorter side in turn, which is wrong here
  conforms('matmul stretched on both sides', {
    inputs: [of(7, 2, 1, 2, 3), of(8, 3, 3, 2)],
    operation: (left, right) => pipe(left, T.matmul(right)),
    gives: [
      [2, 3, 2, 2],
      [2, 3, 2, 2],
    ],
    reference: matmul([2, 1, 2, 3], [3, 3, 2]) as never,
  })

  conforms('affine', {
    inputs: [hostOf(['batch', 3], [4, 3], some(12, 9)), of(10, 3, 2), of(11, 2)],
    operation: (x, weight, bias) => T.affine(weight, bias)(x),
    gives: [
      ['batch', 2],
      [4, 2],
    ],
    reference: (x, weight, bias) =>
      binary(
        (a, b) => a + b,
        [4, 2],
        [2],
      )(matmul([4, 3], [3, 2])(x as readonly number[], weight as readonly number[]), bias as readonly number[]),
  })

  it('matmul by hand', () =>
    scoped(() => {
      const left = tensorOf([2, 2], [2, 2], [1, 2, 3, 4])
      const right = tensorOf([2, 2], [2, 2], [5, 6, 7, 8])
      expect(valuesOf(pipe(left, T.matmul(right)))).toEqual([19, 22, 43, 50])
    }))
})

describe('at run time', () => {
  onCpu()

  it.each(MATMUL)('$left by $right is $gives', ({ left, right, gives }) =>
    scoped(() => {
      const sizes: Record<string, number> = { batch: 2, hidden: 3, latent: 4, samples: 5, heads: 6, rows: 7 }
      const made = (shape: readonly (string | number)[]) =>
        T.zeros(
          shape,
          shape.map((dim) => (typeof dim === 'number' ? dim : (sizes[dim] ?? 10))),
        )
      const run = () => T.matmul(made(right) as never)(made(left) as never) as T.AnyTensor
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
      else expect(run().shape).toEqual(gives)
    }),
  )

  it('matmul refuses a name that means two numbers', () =>
    scoped(() => {
      const left = tensorOf([2, 'latent'], [2, 3], [1, 2, 3, 4, 5, 6])
      const right = tensorOf(['latent', 1], [2, 1], [1, 2])
      expect(() => pipe(left, T.matmul(right))).toThrow(
        new ShapeError('matmul: latent is 2 in [latent, 1] and 3 in [2, latent]'),
      )
    }))

  it('affine refuses a name that means two numbers', () =>
    scoped(() => {
      const x = tensorOf(['batch', 'latent'], [1, 3], [1, 2, 3])
      const weight = tensorOf(['latent', 2], [2, 2], [1, 2, 3, 4])
      expect(() => T.affine(weight, tensorOf([2], [2], [1, 2]))(x)).toThrow(
        new ShapeError('affine: latent is 2 in [latent, 2] and 3 in [batch, latent]'),
      )
      // a bias of one number is not stretched
      const square = tensorOf(['latent', 2], [3, 2], [1, 2, 3, 4, 5, 6])
      expect(() => T.affine(square, tensorOf([2], [1], [1]))(x)).toThrow(
        new ShapeError('affine: [2] has the sizes [1]'),
      )
    }))
  it('affine refuses shapes that a cast has let past the compiler', () =>
    scoped(() => {
      const x = tensorOf(['batch', 3], [1, 3], [1, 2, 3])
      const bias = tensorOf([2], [2], [1, 2])
      const weight = tensorOf([3, 2], [3, 2], [1, 2, 3, 4, 5, 6])
      expect(() => T.affine(T.transpose(weight), bias as never)(x as never)).toThrow(
        new ShapeError(
          'affine takes x [Row, In], weight [In, Out] and bias [Out] but is given [batch, 3], [2, 3] and [2]',
        ),
      )
      expect(() => T.affine(weight, tensorOf([1], [1], [1]) as never)(x)).toThrow(
        new ShapeError(
          'affine takes x [Row, In], weight [In, Out] and bias [Out] but is given [batch, 3], [3, 2] and [1]',
        ),
      )
      expect(() => T.affine(weight, bias)(bias as never)).toThrow(
        new ShapeError('affine takes x [Row, In], weight [In, Out] and bias [Out] but is given [2], [3, 2] and [2]'),
      )
    }))
})
