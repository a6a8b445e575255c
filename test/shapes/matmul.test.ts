import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matmul } from '../../src/shapes/matmul.js'
import { dims, shapes, words } from './arbitrary.js'
import { MATMUL } from './cases.js'

const matrices = fc.tuple(dims, dims)

describe('matmul', () => {
  it.each(MATMUL)('$left by $right gives $gives', ({ left, right, gives }) => {
    expect(matmul(left, right)).toEqual(gives)
  })

  it('takes any two matrices of one inner size', () => {
    fc.assert(
      fc.property(dims, dims, dims, (rows, inner, columns) => {
        expect(matmul([rows, inner], [inner, columns])).toEqual([rows, columns])
      }),
    )
  })

  it('refuses two matrices of two inner sizes, and names both', () => {
    fc.assert(
      fc.property(matrices, matrices, (left, right) => {
        fc.pre(left[1] !== right[0])
        const verdict = matmul(left, right)
        expect(verdict).toContain(`the inner sizes ${left[1]} and ${right[0]} differ`)
      }),
    )
  })

  it('is associative in its shapes', () => {
    fc.assert(
      fc.property(matrices, matrices, matrices, (a, b, c) => {
        const [ab, bc] = [matmul(a, b), matmul(b, c)]
        if (typeof ab === 'string' || typeof bc === 'string') return
        expect(matmul(ab, c)).toEqual(matmul(a, bc))
      }),
      { numRuns: 1000 },
    )
  })

  it('of transposes is the transpose', () => {
    fc.assert(
      fc.property(shapes, dims, dims, dims, (lead, rows, inner, columns) => {
        const product = matmul([...lead, rows, inner], [...lead, inner, columns])
        expect(words(product)).toBe(false)
        expect(matmul([...lead, columns, inner], [...lead, inner, rows])).toEqual([...lead, columns, rows])
        expect(product).toEqual([...lead, rows, columns])
      }),
    )
  })
})
