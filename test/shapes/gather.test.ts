import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dim, Shape } from '../../src/shapes/dim.js'
import { argMax, gather, topK } from '../../src/shapes/gather.js'
import { dims, shapes } from './arbitrary.js'
import { ARG_MAX, GATHER, TOP_K } from './cases.js'

const withPlace = shapes
  .filter((shape) => shape.length > 0)
  .chain((shape) => fc.tuple(fc.constant(shape), fc.nat(shape.length - 1)))

describe('gather', () => {
  it.each(GATHER)('$from by $by gives $gives', ({ from, by, gives }) =>
    expect(gather(from, by[0], by[1], by[2])).toEqual(gives),
  )

  it('puts the shape of the indices where the axis was, from either end', () => {
    fc.assert(
      fc.property(withPlace, shapes, ([shape, at], indices) => {
        const below = shape[at] as Dim
        const result = [...shape.slice(0, at), ...indices, ...shape.slice(at + 1)]
        expect(gather(shape, at, indices, below)).toEqual(result)
        expect(gather(shape, at - shape.length, indices, below)).toEqual(result)
      }),
    )
  })

  it('of one index is the shape without the axis, as that of the place of the largest', () => {
    fc.assert(
      fc.property(withPlace, ([shape, at]) => {
        const found = argMax(shape, at) as { readonly shape: Shape; readonly below: Dim }
        expect(gather(shape, at, [], found.below)).toEqual(found.shape)
      }),
    )
  })

  it('refuses every other dimension', () => {
    fc.assert(
      fc.property(withPlace, shapes, dims, ([shape, at], indices, below) => {
        fc.pre(below !== shape[at])
        expect(gather(shape, at, indices, below)).toBe(
          `gather: takes indices below ${shape[at]} but is given indices below ${below}, in [${shape.join(', ')}]`,
        )
      }),
    )
  })
})

describe('argMax', () => {
  it.each(ARG_MAX)('$from by $by gives $gives', ({ from, by, gives }) => expect(argMax(from, by)).toEqual(gives))

  it('refuses every axis that is not there', () => {
    for (const axis of [2, -3, 0.5, Number.NaN, 'rows', ''])
      expect(argMax(['batch', 20], axis)).toBe(`argMax: [batch, 20] has no axis ${axis}`)
  })
})

describe('topK', () => {
  it.each(TOP_K)('$from by $by gives $gives', ({ from, by, gives }) => expect(topK(from, by[0], by[1])).toEqual(gives))

  it('keeps as many as there are or fewer, of a name any number, and their places are those of argMax', () =>
    fc.assert(
      fc.property(withPlace, fc.integer({ min: 1, max: 1000 }), ([shape, at], count) => {
        const dim = shape[at] as Dim
        const { below } = argMax(shape, at) as { readonly below: Dim }
        expect(topK(shape, at, count)).toEqual(
          typeof dim === 'number' && dim < count
            ? `topK: takes at least ${count} but is given ${dim}, in [${shape.join(', ')}]`
            : { shape: shape.with(at, count), below },
        )
      }),
    ))
})
