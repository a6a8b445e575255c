import { describe, expect, it } from 'vitest'
import { assignment } from '../../../src/evaluation/clusters/assignment.js'
import { at, make, ofRows } from '../../../src/evaluation/numbers/matrix.js'
import { from, uniform } from '../../../src/random/key.js'

const orders = (count: number): readonly (readonly number[])[] =>
  count === 0
    ? [[]]
    : orders(count - 1).flatMap((order) =>
        Array.from({ length: count }, (_, place) => [...order.slice(0, place), count - 1, ...order.slice(place)]),
      )

describe('assignment', () => {
  it('is the best of all orders', () => {
    for (let seed = 0; seed < 20; seed++) {
      const draws = uniform(from(seed), 36)
      const cost = make(6, 6, (row, column) => Math.floor(10 * (draws[6 * row + column] as number)) - 5)
      const of = (order: readonly number[]) => order.reduce((sum, column, row) => sum + at(cost, row, column), 0)
      const found = assignment(cost)
      expect(new Set(found).size).toBe(6)
      expect(of(found)).toBe(Math.min(...orders(6).map(of)))
    }
  })

  it('takes more columns than rows', () =>
    expect(
      assignment(
        ofRows([
          [5, 1, 9, 0],
          [5, 1, 9, 7],
        ]),
      ),
    ).toEqual([3, 1]))
})
