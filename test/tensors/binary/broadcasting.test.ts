import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../../src/shapes/defect.js'
import * as T from '../../../src/tensors/index.js'
import type { AnyTensor } from '../../../src/tensors/tensor.js'
import { BROADCAST } from '../../shapes/cases.js'
import { conforms } from '../../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf } from '../../support/engine.js'
import { binary } from '../../support/reference.js'

const OPERATIONS = [
  ['add', T.add, (a: number, b: number) => a + b],
  ['sub', T.sub, (a: number, b: number) => a - b],
  ['mul', T.mul, (a: number, b: number) => a * b],
  ['div', T.div, (a: number, b: number) => a / b],
  ['maximum', T.maximum, Math.max],
  ['minimum', T.minimum, Math.min],
] as const

const matrix = hostOf(['batch', 3], [2, 3], [0.5, -1.25, 2, 3.5, -0.75, 1])
const column = hostOf(['batch', 1], [2, 1], [-2, 1.5])
const row = hostOf([3], [3], [0.75, -3, 1.25])
const block = hostOf([2, 1, 3], [2, 1, 3], [1, -2, 3.5, 0.25, 5, -1.5])
const across = hostOf([4, 1], [4, 1], [0.4, -1.1, 2.2, -3.3])

onEach(() => {
  for (const [name, operation, f] of OPERATIONS) {
    conforms(`${name} of one shape`, {
      inputs: [matrix, hostOf(['batch', 3], [2, 3], [1, 2, -3, 0.5, 4, -2])],
      operation: (left, right) => pipe(left, operation(right)),
      gives: [
        ['batch', 3],
        [2, 3],
      ],
      reference: binary(f, [2, 3], [2, 3]) as never,
    })
    conforms(`${name} under rows`, {
      inputs: [matrix, row],
      operation: (left, right) => pipe(left, operation(right)),
      gives: [
        ['batch', 3],
        [2, 3],
      ],
      reference: binary(f, [2, 3], [3]) as never,
    })
    conforms(`${name} of a row with a column`, {
      inputs: [row, column],
      operation: (left, right) => pipe(left, operation(right)),
      gives: [
        ['batch', 3],
        [2, 3],
      ],
      reference: binary(f, [3], [2, 1]) as never,
    })
    conforms(`${name} stretched on both sides`, {
      inputs: [block, across],
      operation: (left, right) => pipe(left, operation(right)),
      gives: [
        [2, 4, 3],
        [2, 4, 3],
      ],
      reference: binary(f, [2, 1, 3], [4, 1]) as never,
    })
  }
})

describe('at run time', () => {
  onCpu()

  /** An operation that the compiler has been kept from checking. */
  const add = (left: AnyTensor, right: AnyTensor): AnyTensor => T.add(right as never)(left as never) as AnyTensor

  it.each(BROADCAST)('$left with $right is $gives', ({ left, right, gives }) =>
    scoped(() => {
      const sizes: Record<string, number> = { batch: 2, samples: 5, rows: 7, 'samples*batch': 10, 'batch*784': 1568 }
      const of = (shape: readonly (string | number)[]) => {
        const numbers = shape.map((dim) => (typeof dim === 'number' ? dim : (sizes[dim] ?? 10)))
        return T.zeros(shape, numbers)
      }
      if (typeof gives === 'string') expect(() => add(of(left), of(right))).toThrow(new ShapeError(gives))
      else expect(add(of(left), of(right)).shape).toEqual(gives)
    }),
  )

  it('a name that means two numbers is refused, also where NumPy would stretch', () =>
    scoped(() => {
      for (const [name, operation] of OPERATIONS) {
        const two = tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6])
        expect(() => operation(two)(tensorOf(['batch', 3], [1, 3], [1, 2, 3]))).toThrow(
          new ShapeError(`${name}: batch is 2 in [batch, 3] and 1 in [batch, 3]`),
        )
        expect(() => operation(two)(tensorOf(['batch', 1], [5, 1], [1, 2, 3, 4, 5]))).toThrow(
          new ShapeError(`${name}: batch is 2 in [batch, 3] and 5 in [batch, 1]`),
        )
      }
    }))

  it('a name that means two numbers in one tensor is refused', () =>
    scoped(() => {
      const x = tensorOf(['batch', 'batch'], [2, 3], [1, 2, 3, 4, 5, 6])
      expect(() => T.add(T.scalar(1))(x)).toThrow(
        new ShapeError('add: batch is 3 in [batch, batch] and 2 in [batch, batch]'),
      )
    }))

  it('a literal that is another number is refused', () =>
    scoped(() => {
      const lie = tensorOf([3], [1], [1])
      expect(() => T.add(lie)(tensorOf([3], [3], [1, 2, 3]))).toThrow(new ShapeError('add: [3] has the sizes [1]'))
    }))
})
