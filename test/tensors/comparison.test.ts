import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { binary } from '../support/reference.js'

const left = hostOf(['batch', 3], [2, 3], [0.5, -1.25, 2, 3.5, -0.75, 1])
const row = hostOf([3], [3], [0.5, -1, 3])
const column = hostOf(['batch', 1], [2, 1], [1.5, -2.5])

const number = (holds: boolean): number => (holds ? 1 : 0)

const COMPARISONS = [
  ['greater', T.greater, (a: number, b: number) => number(a > b)],
  ['greaterEqual', T.greaterEqual, (a: number, b: number) => number(a >= b)],
  ['less', T.less, (a: number, b: number) => number(a < b)],
  ['lessEqual', T.lessEqual, (a: number, b: number) => number(a <= b)],
  ['equal', T.equal, (a: number, b: number) => number(a === b)],
] as const

const SHAPE = [
  ['batch', 3],
  [2, 3],
] as const

onEach(() => {
  for (const [name, operation, f] of COMPARISONS)
    conforms(name, {
      inputs: [left, row],
      operation: (a, b) => pipe(a, operation(b)),
      gives: SHAPE,
      reference: binary(f, [2, 3], [3]) as never,
      gradientTolerance: null,
    })

  it('a comparison has a gradient of 0', () =>
    scoped(() => {
      for (const [, operation] of COMPARISONS) {
        const x = tensorOf([3], [3], [0.5, 0, 4])
        const { gradient } = T.valueAndGradient((at: { readonly x: typeof x; readonly y: typeof x }) => [
          pipe(at.x, operation(at.y), T.sum(0)),
          null,
        ])({ x, y: tensorOf([3], [3], [0.5, -1, 3]) })
        expect([...valuesOf(gradient.x), ...valuesOf(gradient.y)].map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0])
      }
    }))

  it('not a number is greater, less and equal to nothing', () =>
    scoped(() => {
      const x = tensorOf([2], [2], [Number.NaN, Number.NaN])
      const y = tensorOf([2], [2], [Number.NaN, 1])
      for (const [, operation] of COMPARISONS) expect(valuesOf(pipe(x, operation(y)))).toEqual([0, 0])
    }))

  conforms('where, all of other shapes', {
    inputs: [row, column],
    operation: (a, b) => T.where(a, b)(tensorOf(['batch', 3], [2, 3], [0, 1, -2, 0.5, 0, 256])),
    gives: SHAPE,
    reference: (a, b) => [b?.[0], a?.[1], a?.[2], a?.[0], b?.[1], a?.[2]] as number[],
  })

  conforms('where, by one number', {
    inputs: [left, row],
    operation: (a, b) => pipe(T.scalar(0), T.where(b, a)),
    gives: SHAPE,
    reference: (a, b) => (a as readonly number[]).map((x) => x + 0 * (b?.[0] as number)),
  })

  it('where, over five axes, with its gradient', () =>
    scoped(() => {
      const wide = tensorOf([1, 2, 1, 2, 1], [1, 2, 1, 2, 1], [1, 2, 3, 4])
      const one = tensorOf([2, 1, 1, 1, 2], [2, 1, 1, 1, 2], [0, 1, 1, 0])
      const { gradient } = T.valueAndGradient((x: typeof wide) => [
        T.meanOfAll(pipe(one, T.where(x, T.scalar(0)), T.mulScalar(16))),
        null,
      ])(wide)
      expect(valuesOf(gradient)).toEqual([2, 2, 2, 2])
    }))

  it('where takes no number that is not chosen, and not a number for a condition that holds', () =>
    scoped(() => {
      const nothing = tensorOf([2], [2], [Number.NaN, 1])
      expect(valuesOf(T.where(tensorOf([2], [2], [7, 8]), nothing)(tensorOf([2], [2], [Number.NaN, 1])))).toEqual([
        7, 8,
      ])
      expect(valuesOf(T.where(nothing, tensorOf([2], [2], [7, 8]))(tensorOf([2], [2], [0, 0])))).toEqual([7, 8])
    }))
})

describe('what a cast let through', () => {
  onCpu()

  it('is refused by where, in the words of broadcasting', () =>
    scoped(() => {
      const three = tensorOf([3], [3], [1, 2, 3])
      const four = tensorOf([4], [4], [1, 2, 3, 4]) as unknown as typeof three
      const words = 'broadcast: sizes 3 and 4 differ and neither is 1, in [3] and [4]'
      expect(() => T.where(three, four)(three)).toThrow(new ShapeError(words))
      expect(() => T.where(three, three)(four)).toThrow(
        new ShapeError('broadcast: sizes 4 and 3 differ and neither is 1, in [4] and [3]'),
      )
    }))

  it('a name that means two numbers is refused', () =>
    scoped(() => {
      const two = tensorOf(['n'], [2], [1, 2])
      const three = tensorOf(['n'], [3], [1, 2, 3])
      expect(() => T.where(two, two)(three)).toThrow(new ShapeError('where: n is 2 in [n] and 3 in [n]'))
      expect(() => T.greater(two)(three)).toThrow(new ShapeError('greater: n is 2 in [n] and 3 in [n]'))
    }))
})
