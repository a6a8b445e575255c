import { describe, expect, it } from 'vitest'
import type { Shape } from '../../src/shapes/dim.js'
import { flatten, unflatten } from '../../src/shapes/flatten.js'
import { FLATTEN, UNFLATTEN } from './cases.js'

describe('flatten and unflatten', () => {
  it.each(FLATTEN)('flatten $from by $by gives $gives', ({ from, by, gives }) =>
    expect(flatten(from, by[0], by[1])).toEqual(gives),
  )
  it.each(UNFLATTEN)('unflatten $from by $by gives $gives', ({ from, by, gives }) =>
    expect(unflatten(from, by[0], by[1], by[2])).toEqual(gives),
  )

  it('are inverse', () => {
    const from: Shape = ['batch', 2, 3, 4, 'n']
    for (const [first, last] of [
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 3],
    ] as const)
      expect(unflatten(flatten(from, first, last) as Shape, first, from.slice(first, last + 1))).toEqual(from)
  })
})
