import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as Dim from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { hostOf } from '../support/engine.js'
import { right } from '../support/outcome.js'

const refused = (result: { readonly _tag: string }): unknown => {
  const { left } = result as { readonly left?: unknown }
  expect(left).toBeInstanceOf(ShapeError)
  return (left as ShapeError).message
}
const numbers = (...values: readonly number[]) => hostOf(['batch'], [values.length], values)

describe('asIndices', () => {
  it('gives whole numbers below a size, with the size', () => {
    expect(pipe(numbers(3, 0, 9), T.asIndices(10))).toEqual({
      _tag: 'Right',
      right: { ...numbers(3, 0, 9), below: { dim: 10, size: 10 } },
    })
    expect(right(pipe(numbers(4), T.asIndices(Dim.named('vocabulary', 5)))).below).toEqual({
      dim: 'vocabulary',
      size: 5,
    })
  })

  it.each([
    [10, '10'],
    [-1, '-1'],
    [2.5, '2.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('refuses %d, with its place', (wrong, words) => {
    const given = hostOf(['batch', 3], [2, 3], [0, 9, 1, 2, wrong, 3])
    expect(refused(T.asIndices(10)(given))).toBe(
      `asIndices: takes whole numbers from 0 to 9 but is given ${words} at [1, 1]`,
    )
  })

  it('refuses exactly what is outside, at the first of them', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    const cases = sizes.chain(([a, b]) =>
      fc.tuple(
        fc.constant([a, b] as const),
        fc.array(fc.integer({ min: -2, max: 8 }), { minLength: a * b, maxLength: a * b }),
      ),
    )
    fc.assert(
      fc.property(cases, ([[a, b], values]) => {
        const given = T.asIndices(7)(hostOf(['a', 'b'], [a, b], values))
        const wrong = values.findIndex((each) => each < 0 || each >= 7)
        if (wrong < 0) expect([...right(given).values]).toEqual(values)
        else
          expect(refused(given)).toBe(
            `asIndices: takes whole numbers from 0 to 6 but is given ${values[wrong]} at [${Math.floor(wrong / b)}, ${wrong % b}]`,
          )
      }),
    )
  })

  it('takes every size whose numbers float32 holds, and refuses the next', () => {
    const last = numbers(2 ** 24 - 1)
    expect([...right(T.asIndices(16_777_216)(last)).values]).toEqual([16_777_215])
    expect(refused(T.asIndices(16_777_217)(last))).toBe(
      'asIndices: takes sizes up to 16777216, since indices are float32, but is given 16777217',
    )
  })

  it('refuses a size that a cast let through', () => {
    expect(refused(T.asIndices(0 as never)(numbers(0)))).toBe(
      'asIndices: the size must be a positive whole number, not 0',
    )
    expect(refused(T.asIndices('vocabulary' as never)(numbers(0)))).toMatch(
      /^asIndices: the size is the name 'vocabulary'/,
    )
  })

  it('copies: what is written to the numbers afterwards is not in the indices', () => {
    const given = numbers(1, 2)
    const made = right(T.asIndices(3)(given))
    given.values[0] = 99
    expect([...made.values]).toEqual([1, 2])
  })
})

describe('decodeIndices', () => {
  it('reads nested arrays as decode does', () => {
    const read = T.decodeIndices(['batch', 2], 10)
    expect(
      read([
        [1, 2],
        [0, 9],
      ]),
    ).toEqual({
      // biome-ignore format: a matrix
      _tag: 'Right',
      right: { ...hostOf(['batch', 2], [2, 2], [1, 2, 0, 9]), below: { dim: 10, size: 10 } },
    })
    expect(refused(read([[1, 2, 3]]))).toBe('decodeIndices: takes [batch, 2] but is given [1, 3]')
    expect(refused(read([[1, 2], [3]]))).toBe('decodeIndices: the rows differ in length')
    expect(refused(read([['1', 2]]))).toBe('decodeIndices: takes numbers in nested arrays but is given string')
    expect(right(T.decodeIndices([], 10)(7)).sizes).toEqual([])
  })

  it('refuses what is outside, with its place', () => {
    const read = T.decodeIndices(['batch'], 10)
    expect(refused(read([3, 0, 10]))).toBe('decodeIndices: takes whole numbers from 0 to 9 but is given 10 at [2]')
    expect(refused(T.decodeIndices([], 10)(-1))).toBe(
      'decodeIndices: takes whole numbers from 0 to 9 but is given -1 at []',
    )
  })

  it('refuses a fraction that float32 would round to a whole number', () => {
    expect(Math.fround(2.9999999999)).toBe(3)
    expect(refused(T.decodeIndices(['batch'], 10)([2.9999999999]))).toBe(
      'decodeIndices: takes whole numbers from 0 to 9 but is given 2.9999999999 at [0]',
    )
  })
})
