import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { broadcast } from '../../src/shapes/broadcast.js'
import { shapes, words } from './arbitrary.js'
import { BROADCAST } from './cases.js'

describe('broadcast', () => {
  it.each(BROADCAST)('$left with $right gives $gives', ({ left, right, gives }) => {
    expect(broadcast(left, right)).toEqual(gives)
  })

  it('is commutative, except in the words', () => {
    fc.assert(
      fc.property(shapes, shapes, (left, right) => {
        const [one, other] = [broadcast(left, right), broadcast(right, left)]
        if (words(one)) expect(words(other)).toBe(true)
        else expect(one).toEqual(other)
      }),
    )
  })

  it('is idempotent, and the empty shape is its unit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(broadcast(shape, shape)).toEqual(shape)
        expect(broadcast(shape, [])).toEqual(shape)
      }),
    )
  })

  it('is associative', () => {
    fc.assert(
      fc.property(shapes, shapes, shapes, (a, b, c) => {
        const [ab, bc] = [broadcast(a, b), broadcast(b, c)]
        if (typeof ab === 'string' || typeof bc === 'string') return
        const [left, right] = [broadcast(ab, c), broadcast(a, bc)]
        expect(words(left)).toBe(words(right))
        if (!words(left)) expect(left).toEqual(right)
      }),
    )
  })

  it('gives a shape that both sides stretch to', () => {
    fc.assert(
      fc.property(shapes, shapes, (left, right) => {
        const met = broadcast(left, right)
        if (typeof met === 'string') return
        expect(met).toHaveLength(Math.max(left.length, right.length))
        expect(broadcast(met, left)).toEqual(met)
        expect(broadcast(met, right)).toEqual(met)
      }),
    )
  })
})
