import { describe, expect, it } from 'vitest'
import type * as T from '../../src/tensors/index.js'
import * as Triangular from '../../src/tensors/triangular.js'
import { FACTOR } from '../distributions/matrices.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

type Square = T.Tensor<readonly ['batch', 3, 3]>
const factor = hostOf(['batch', 3, 3], [2, 3, 3], FACTOR)
const x = hostOf(['batch', 3], [2, 3], [0.5, -1.25, 2, 0, 3, -0.75])
const many = hostOf(['samples', 'batch', 3], [2, 2, 3], [0.5, -1.25, 2, 0, 3, -0.75, 1, 2, 3, -1, 0.5, 0.25])
const packed = hostOf(['batch', 'triangle'], [2, 6], [1, 2, 3, 4, 5, 6, -1, 0.5, 2, 0.25, 3, -2])
const list = (values: readonly number[] | undefined) => values as readonly number[]

/** Row `row` of `L · v`, and of `L⁻¹ · v`, for the matrix of a row of the batch. */
const times = (l: readonly number[], v: readonly number[]) =>
  [0, 1, 2].map((row) => [0, 1, 2].reduce((sum, k) => sum + (l[3 * row + k] as number) * (v[k] as number), 0))
const solved = (l: readonly number[], v: readonly number[]) => {
  const y: number[] = []
  for (const row of [0, 1, 2])
    y.push(
      ((v[row] as number) - y.reduce((sum, each, k) => sum + (l[3 * row + k] as number) * each, 0)) /
        (l[4 * row] as number),
    )
  return y
}
const perRow =
  (f: (l: readonly number[], v: readonly number[]) => readonly number[]) =>
  (l: readonly number[] | undefined, v: readonly number[] | undefined) =>
    Array.from({ length: list(v).length / 3 }, (_, at) =>
      f(list(l).slice(9 * (at % 2), 9 * (at % 2) + 9), list(v).slice(3 * at, 3 * at + 3)),
    ).flat()

onEach(() => {
  // what is above the diagonal is not read: its difference is 0
  conforms('solveLower', {
    inputs: [factor, x],
    operation: (l: Square, v) => Triangular.solveLower<'batch', readonly [3]>(l)<readonly []>(v),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: perRow(solved),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  conforms('solveLower under samples', {
    inputs: [factor, many],
    operation: (l: Square, v) => Triangular.solveLower<'batch', readonly [3]>(l)<readonly ['samples']>(v),
    gives: [
      ['samples', 'batch', 3],
      [2, 2, 3],
    ],
    reference: perRow(solved),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  conforms('multiplyLower', {
    inputs: [factor, many],
    operation: (l: Square, v) => Triangular.multiplyLower<'batch', readonly [3]>(l)<readonly ['samples']>(v),
    gives: [
      ['samples', 'batch', 3],
      [2, 2, 3],
    ],
    reference: perRow(times),
  })

  conforms('solveLowerMatrix', {
    inputs: [
      factor,
      hostOf(
        ['batch', 3, 3],
        [2, 3, 3],
        FACTOR.map((each, at) => each + 0.1 * at),
      ),
    ],
    operation: (l: Square, m) => Triangular.solveLowerMatrix<'batch', readonly [3]>(l)(m),
    gives: [
      ['batch', 3, 3],
      [2, 3, 3],
    ],
    reference: (l, m) =>
      [0, 9].flatMap((at) => {
        const columns = [0, 1, 2].map((k) =>
          solved(
            list(l).slice(at, at + 9),
            [0, 1, 2].map((row) => list(m)[at + 3 * row + k] as number),
          ),
        )
        return [0, 1, 2].flatMap((row) => columns.map((column) => column[row] as number))
      }),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 2e-4, relative: 2e-4 },
  })

  conforms('diagonalOf', {
    inputs: [factor],
    operation: (l: Square) => Triangular.diagonalOf<'batch', readonly [3]>(l),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (l) => [0, 4, 8, 9, 13, 17].map((at) => list(l)[at] as number),
  })

  conforms('packedDiagonal', {
    inputs: [packed],
    operation: (p) => Triangular.packedDiagonal(3, 3)(p),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (p) => [0, 2, 5, 6, 8, 11].map((at) => list(p)[at] as number),
  })

  conforms('packedBelow', {
    inputs: [packed],
    operation: (p) => Triangular.packedBelow(3, 3)(p),
    gives: [
      ['batch', 3, 3],
      [2, 3, 3],
    ],
    reference: (p) =>
      [0, 6].flatMap((at) => [0, 0, 0, list(p)[at + 1], 0, 0, list(p)[at + 3], list(p)[at + 4], 0] as number[]),
  })

  conforms('unitLowerTimes', {
    inputs: [x, hostOf(['batch', 3, 3], [2, 3, 3], FACTOR)],
    operation: (scale, below) => Triangular.unitLowerTimes(scale)(below),
    gives: [
      ['batch', 3, 3],
      [2, 3, 3],
    ],
    reference: (scale, below) =>
      list(below).map(
        (each, at) =>
          (each + (at % 9 === 0 || at % 9 === 4 || at % 9 === 8 ? 1 : 0)) * (list(scale)[Math.floor(at / 3)] as number),
      ),
  })
})

describe('triangles', () => {
  onCpu()

  it('of events of two axes are over their numbers in row-major order', () =>
    scoped(() => {
      const values = Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 2 : at % 4 < at / 4 ? 1 : 0))
      const l = tensorOf(['batch', 2, 2, 2, 2], [1, 2, 2, 2, 2], values)
      const y = tensorOf(['batch', 2, 2], [1, 2, 2], [1, -1, 0.5, 2])
      const product = Triangular.multiplyLower<'batch', readonly [2, 2]>(l)<readonly []>(y)
      expect(product.shape).toEqual(['batch', 2, 2])
      expectNear(valuesOf(Triangular.solveLower<'batch', readonly [2, 2]>(l)<readonly []>(product)), [1, -1, 0.5, 2])
      expect(Triangular.nameSquare('latent')<'batch', readonly [2, 2]>(l).shape).toEqual(['batch', 'latent', 'latent'])
      expect(valuesOf(Triangular.diagonalOf<'batch', readonly [2, 2]>(l))).toEqual([2, 2, 2, 2])
    }))

  it('hold as many numbers as they have rows and columns', () => {
    expect([1, 2, 3, 20].map(Triangular.packedSize)).toEqual([1, 3, 6, 210])
  })

  it('of one row divide', () =>
    scoped(() => {
      const l = tensorOf(['batch', 1, 1], [2, 1, 1], [2, 4])
      expect(
        valuesOf(Triangular.solveLower<'batch', readonly [1]>(l)<readonly []>(tensorOf(['batch', 1], [2, 1], [1, 1]))),
      ).toEqual([0.5, 0.25])
    }))

  it('leave no tensor', () => {
    expectNothingKept(() =>
      Triangular.solveLower<'batch', readonly [3]>(tensorOf(['batch', 3, 3], [2, 3, 3], FACTOR))<readonly []>(
        tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6]),
      ),
    )
  })
})
