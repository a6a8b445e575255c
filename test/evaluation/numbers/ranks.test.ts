import { describe, expect, it } from 'vitest'
import { areaUnderCurve, ranksOf } from '../../../src/evaluation/numbers/ranks.js'

describe('ranks', () => {
  it('are from 0 on, and of equal numbers their mean', () => {
    expect([...ranksOf([5, 1, 3])]).toEqual([2, 0, 1])
    expect([...ranksOf([2, 2, 2, 7])]).toEqual([1, 1, 1, 3])
    expect([...ranksOf([])]).toEqual([])
  })
})

describe('the area under the curve', () => {
  it('is the share of pairs in order, of which equal ones are half', () => {
    expect(areaUnderCurve([0, 1, 2, 3], [0, 1, 0, 1])).toBe(0.75)
    expect(areaUnderCurve([0, 1], [0, 1])).toBe(1)
    expect(areaUnderCurve([0, 1], [1, 0])).toBe(0)
    expect(areaUnderCurve([4, 4, 4], [1, 0, 0])).toBe(0.5)
  })

  it('is of nothing where all are meant', () => expect(areaUnderCurve([1, 2], [1, 1])).toBeNaN())
})
