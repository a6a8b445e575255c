import { describe, expect, it } from 'vitest'
import { difference, sum } from '../../src/shapes/sum.js'
import { DIFFERENCE, SUM } from './cases.js'

describe('sum', () => {
  it.each(SUM)('$left + $right is $gives', ({ left, right, gives }) => expect(sum(left, right)).toBe(gives))

  it('does not depend on how terms are grouped', () => {
    const dims = [3, 'a', 'b', 'a+2', 'b-1', 'a*2'] as const
    const add = (left: string | number | null, right: string | number) => sum(left as string | number, right)
    for (const a of dims)
      for (const b of dims) for (const c of dims) expect(add(add(a, b), c)).toBe(sum(a, sum(b, c) as string | number))
  })
})

describe('difference', () => {
  it.each(DIFFERENCE)('$left - $right is $gives', ({ left, right, gives }) =>
    expect(difference(left, right)).toBe(gives),
  )

  it('undoes a sum', () => {
    for (const dim of [5, 'h', 'h+3', 'h*2', 'ceil(h/2)'])
      for (const number of [0, 1, 7]) expect(difference(sum(dim, number) as string | number, number)).toBe(dim)
  })
})
