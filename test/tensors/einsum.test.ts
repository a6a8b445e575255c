import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { unwrap } from '../../src/tensors/native.js'
import { EINSUM } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { offset, places } from '../support/reference.js'

const some = (count: number, from: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 2.3 * index))
const elements = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1)
const of = <const Shape extends readonly number[]>(from: number, ...sizes: Shape) =>
  hostOf(sizes, sizes, some(elements(sizes), from))

/** The sum over every place of all letters. */
const reference =
  (operands: readonly string[], result: string, sizes: Readonly<Record<string, number>>) =>
  (...arrays: readonly (readonly number[] | undefined)[]): readonly number[] => {
    const letters = Object.keys(sizes)
    const sizesOf = (each: string) => [...each].map((letter) => sizes[letter] as number)
    const out = Array<number>(elements(sizesOf(result))).fill(0)
    for (const at of places(Object.values(sizes))) {
      const place = (each: string) =>
        offset(
          sizesOf(each),
          [...each].map((letter) => at[letters.indexOf(letter)] as number),
        )
      const term = operands.reduce((product, each, index) => product * (arrays[index]?.[place(each)] as number), 1)
      out[place(result)] = (out[place(result)] as number) + term
    }
    return out
  }

onEach(() => {
  conforms('einsum of queries and keys', {
    inputs: [of(1, 2, 2, 3, 4), of(2, 2, 2, 5, 4)],
    operation: (q, k) => T.einsum('bhid,bhjd->bhij')(q, k),
    gives: [
      [2, 2, 3, 5],
      [2, 2, 3, 5],
    ],
    reference: reference(['bhid', 'bhjd'], 'bhij', { b: 2, h: 2, i: 3, j: 5, d: 4 }),
  })

  conforms('einsum in another order, with an axis summed away on each side', {
    inputs: [of(1, 2, 3, 4), of(2, 4, 5, 2)],
    operation: (left, right) => T.einsum('bxi,icy->cb')(left, right),
    gives: [
      [5, 2],
      [5, 2],
    ],
    reference: reference(['bxi', 'icy'], 'cb', { b: 2, x: 3, i: 4, c: 5, y: 2 }),
  })

  conforms('einsum of an outer product', {
    inputs: [of(1, 3), of(2, 4)],
    operation: (left, right) => T.einsum('i,j->ji')(left, right),
    gives: [
      [4, 3],
      [4, 3],
    ],
    reference: reference(['i', 'j'], 'ji', { i: 3, j: 4 }),
  })

  conforms('einsum of one tensor', {
    inputs: [of(1, 2, 3, 4)],
    operation: (x) => T.einsum('abc->ca')(x),
    gives: [
      [4, 2],
      [4, 2],
    ],
    reference: reference(['abc'], 'ca', { a: 2, b: 3, c: 4 }),
  })
})

describe('at run time', () => {
  onCpu()

  const SIZES: Readonly<Record<string, number>> = { batch: 2, n: 3, rows: 2 }

  it.each(EINSUM)('einsum $by of $from gives $gives', ({ by, from, gives }) =>
    scoped(() => {
      const tensors = (from as readonly (readonly (string | number)[])[]).map((shape) =>
        T.zeros(
          shape,
          shape.map((dim) => (typeof dim === 'number' ? dim : (SIZES[dim] as number))),
        ),
      )
      const run = () => (T.einsum(by) as unknown as (...given: readonly T.AnyTensor[]) => T.AnyTensor)(...tensors)
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
      else expect(run().shape).toEqual(gives)
    }),
  )

  it('gives a tensor of its own, also where nothing is summed or moved', () =>
    scoped(() => {
      const given = tensorOf([2, 2], [2, 2], [1, 2, 3, 4])
      const same = T.einsum('ij->ij')(given)
      unwrap(given).dispose()
      expect(valuesOf(same)).toEqual([1, 2, 3, 4])
    }))

  it('refuses a name that means two numbers', () =>
    scoped(() => {
      const [left, right] = [tensorOf(['n'], [2], [1, 2]), tensorOf(['n'], [3], [1, 2, 3])]
      expect(() => T.einsum('i,i->')(left, right)).toThrow(new ShapeError('einsum: n is 3 in [n] and 2 in [n]'))
    }))
})
