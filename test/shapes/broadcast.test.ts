import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { broadcast, met } from '../../src/shapes/broadcast.js'
import type { Shape } from '../../src/shapes/dim.js'
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
        const [ab, bc] = [met(a, b), met(b, c)]
        if (typeof ab === 'string' || typeof bc === 'string') return
        const [left, right] = [met(ab, c), met(a, bc)]
        expect(words(left)).toBe(words(right))
        if (!words(left)) expect(left).toEqual(right)
      }),
    )
  })

  it('gives a shape that both sides stretch to', () => {
    fc.assert(
      fc.property(shapes, shapes, (left, right) => {
        const whole = broadcast(left, right)
        if (typeof whole === 'string') return
        expect(whole).toHaveLength(Math.max(left.length, right.length))
        expect(broadcast(whole, left)).toEqual(whole)
        expect(broadcast(whole, right)).toEqual(whole)
      }),
    )
  })

  it('refuses no more than `met`, between shapes of one rank nothing, and says what it would become', () => {
    fc.assert(
      fc.property(shapes, shapes, (left, right) => {
        const [verdict, whole] = [broadcast(left, right), met(left, right)]
        if (left.length === right.length || words(whole)) expect(verdict).toEqual(whole)
        else if (typeof verdict === 'string') expect(verdict).toContain(`would become [${(whole as Shape).join(', ')}]`)
      }),
    )
  })
})
