import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOf, reduce } from '../../src/shapes/reduce.js'
import { shapes } from './arbitrary.js'
import { REDUCE } from './cases.js'

const withPlaces = shapes.chain((shape) =>
  fc.tuple(fc.constant(shape), fc.subarray([...shape.keys()]), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })),
)

describe('reduce', () => {
  it.each(REDUCE)('$left over $right gives $gives', ({ left, right, gives }) => {
    expect(reduce(left, right)).toEqual(gives)
  })

  it('keeps the other axes in their order, from either end', () => {
    fc.assert(
      fc.property(withPlaces, ([shape, places, backwards]) => {
        const axes = places.map((place) => (backwards[place] ? place - shape.length : place))
        expect(reduce(shape, axes)).toEqual(shape.filter((_, place) => !places.includes(place)))
      }),
    )
  })

  it('does not depend on the order of the axes', () => {
    fc.assert(
      fc.property(withPlaces, ([shape, places]) => {
        expect(reduce(shape, [...places].reverse())).toEqual(reduce(shape, places))
      }),
    )
  })

  it('refuses every axis that is not there', () => {
    for (const axis of [3, -4, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 'rows', ''])
      expect(reduce(['batch', 20, 3], [axis])).toBe(`reduce: [batch, 20, 3] has no axis ${axis}`)
  })
})

describe('placeOf', () => {
  it('counts from either end, and finds names', () => {
    const shape = ['samples', 'batch', 20] as const
    expect([0, 2, -1, -3, 'batch'].map((axis) => placeOf(shape, axis))).toEqual([0, 2, 2, 0, 1])
    expect([3, 'rows', '20'].map((axis) => placeOf(shape, axis))).toEqual([-1, -1, -1])
  })
})
