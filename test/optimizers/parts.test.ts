import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { changed, checkParts, isIn, isUnder } from '../../src/optimizers/parts.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

describe('parts', () => {
  it('are paths and what is below them, or what a function of the path says', () => {
    expect(['a', 'a.0', 'ab', 'b.a'].map(isUnder('a'))).toEqual([true, true, false, false])
    expect(['a', 'b.c', 'b.d'].map(isIn(['a', 'b.c']))).toEqual([true, true, false])
    expect(['a', 'b.c'].map(isIn((path) => path.endsWith('c')))).toEqual([false, true])
    expect(isIn(undefined)('anything')).toBe(true)
  })

  it('are refused where there is no parameter', () =>
    scoped(() => {
      const params = { a: T.scalar(1), b: [T.scalar(2)] }
      for (const parts of [undefined, [], ['a'], ['b'], ['b.0'], () => false]) checkParts('l2', parts, params)
      expect(() => checkParts('l2', ['b', 'b.1'], params)).toThrow(
        new ShapeError('l2: no parameter is at b.1; there are a, b.0'),
      )
    }))
})

describe('changed', () => {
  const large = 2 ** 14 + 1
  const tree = (of: number) => ({
    a: tensorOf([2], [2], [of, 2 * of]),
    b: [
      tensorOf(
        [large],
        [large],
        Array.from({ length: large }, () => of),
      ),
      T.scalar(of),
    ],
  })
  const sum = (parts?: readonly string[]) => changed((leaf, other = leaf) => pipe(leaf, T.same.add(other)), parts)

  it('changes large and small leaves, given those of another tree', () =>
    scoped(() => {
      const after = sum()(tree(1), tree(10))
      expect(valuesOf(after.a)).toEqual([11, 22])
      expect(after.b.map((leaf) => valuesOf(leaf)[0])).toEqual([11, 11])
      expect(after.b.map(({ sizes }) => sizes)).toEqual([[large], []])
    }))

  it('leaves what is in no part as it is', () =>
    scoped(() => {
      const before = tree(1)
      const after = sum(['a', 'b.1'])(before, tree(10))
      expect(valuesOf(after.a)).toEqual([11, 22])
      expect(after.b[0]).toBe(before.b[0])
      expect(valuesOf(after.b[1] as T.AnyTensor)).toEqual([11])
      expect(sum([])(before, tree(10))).toEqual(before)
    }))
})
