import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { unwrap } from '../../src/tensors/native.js'
import { differences } from '../support/differences.js'
import { expectNothingKept, leftOver, numberOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear, GRADIENT } from '../support/near.js'

type Vector = T.Tensor<readonly ['n']>
type Parameters = {
  readonly a: { readonly weight: Vector }
  readonly list: readonly [Vector, null]
  readonly none: null
}

const of = (...values: readonly number[]): Vector => tensorOf(['n'], [values.length], values)
const parameters = (): Parameters => ({ a: { weight: of(1, -2, 0.5) }, list: [of(0.25, 3, -1), null], none: null })

/** `Σ w² · tanh v`, with what else there is to tell. */
const f = ({
  a,
  list: [v],
}: Parameters): readonly [T.Tensor<readonly []>, { readonly product: Vector; readonly text: string }] => {
  const product = pipe(a.weight, T.square, T.same.mul(T.tanh(v)))
  return [T.sum(0)(product), { product, text: 'kept' }]
}

onEach(() => {
  it('a tree of parameters has a gradient of the same structure', () =>
    scoped(() => {
      const { value, gradient, rest } = T.valueAndGradient(f)(parameters())
      const reference = (w: readonly number[], v: readonly number[]) =>
        w.reduce((sum, each, index) => sum + each ** 2 * Math.tanh(v[index] as number), 0)
      const [w, v] = [
        [1, -2, 0.5],
        [0.25, 3, -1],
      ]
      expectNear([numberOf(value)], [reference(w as number[], v as number[])])
      const [dw, dv] = differences(reference as never, [w as number[], v as number[]])
      expectNear(valuesOf(gradient.a.weight), dw as number[], GRADIENT)
      expectNear(valuesOf(gradient.list[0]), dv as number[], GRADIENT)
      expect([gradient.list[1], gradient.none]).toEqual([null, null])
      expect([gradient.a.weight.shape, gradient.a.weight.sizes]).toEqual([['n'], [3]])
      expect(rest.text).toBe('kept')
      expect([rest.product.shape, rest.product.sizes]).toEqual([['n'], [3]])
      expectNear(valuesOf(rest.product), [Math.tanh(0.25), 4 * Math.tanh(3), -0.25 * Math.tanh(1)])
    }))

  it('what it depends on nothing of has a gradient of zeros', () =>
    scoped(() => {
      const { value, gradient } = T.valueAndGradient(({ x }: { readonly x: Vector; readonly y: Vector }) => [
        T.sum(0)(T.square(x)),
        null,
      ])({ x: of(1, 2), y: of(5, 6, 7) })
      expect(numberOf(value)).toBe(5)
      expect(valuesOf(gradient.x)).toEqual([2, 4])
      expect(valuesOf(gradient.y)).toEqual([0, 0, 0])
      const constant = T.valueAndGradient((_: Vector) => [T.scalar(3), null])(of(1, 2))
      expect([numberOf(constant.value), valuesOf(constant.gradient)]).toEqual([3, [0, 0]])
    }))

  it("is the library's own, also where another library has registered one since", () =>
    scoped(() => {
      tf.unregisterGradient(tf.Square)
      tf.registerGradient({ kernelName: tf.Square, gradFunc: (dy) => ({ x: () => tf.zerosLike(dy as tf.Tensor) }) })
      const { gradient } = T.valueAndGradient((x: Vector) => [pipe(x, T.square, T.sum(0)), null] as const)(of(1, -2, 3))
      expect(valuesOf(gradient)).toEqual([2, -4, 6])
    }))

  it('stopGradient is the same numbers, constant to the gradient', () =>
    scoped(() => {
      const { value, gradient } = T.valueAndGradient((x: Vector) => [
        pipe(x, T.same.mul(T.stopGradient(x)), T.sum(0)),
        null,
      ])(of(3, -2))
      expect(numberOf(value)).toBe(13)
      // of x · x it would be twice that
      expect(valuesOf(gradient)).toEqual([3, -2])
      const stopped = T.stopGradient(of(1, 2))
      expect([stopped.shape, stopped.sizes, valuesOf(stopped)]).toEqual([['n'], [2], [1, 2]])
      const none = T.valueAndGradient((x: Vector) => [T.sum(0)(T.stopGradient(T.square(x))), null])(of(3, -2))
      expectNear(valuesOf(none.gradient), [0, 0], { absolute: 0, relative: 0 })
    }))
})

describe('memory', () => {
  onCpu()

  it('in a scope, nothing is left', () => {
    expectNothingKept(() => T.valueAndGradient(f)(parameters()))
    expectNothingKept(() => T.valueAndGradient((x: Vector) => [T.sum(0)(T.stopGradient(x)), null])(of(1, 2)))
  })

  it('outside of one, only what it gives is left', () => {
    const given = parameters()
    expect(leftOver(() => T.valueAndGradient(f)(given))).toBe(0)
    for (const { value } of T.Tree.leaves(given)) unwrap(value).dispose()
  })

  it('the rest may hold parameters, or one tensor twice: each is its own to free', () =>
    scoped(() => {
      const x = of(1, 2)
      const { rest } = T.valueAndGradient((each: Vector) => {
        const square = T.square(each)
        return [T.sum(0)(square), [each, square, square] as const]
      })(x)
      unwrap(rest[1]).dispose()
      expect(valuesOf(rest[2])).toEqual([1, 4])
      unwrap(rest[0]).dispose()
      expect(valuesOf(x)).toEqual([1, 2])
    }))

  it('a function that throws leaves nothing, inside another gradient too', () => {
    const failing = T.valueAndGradient((x: Vector) => {
      T.square(x)
      throw new Error('on purpose')
    })
    const caught = T.valueAndGradient((x: Vector) => {
      const kept = T.square(x)
      expect(() => failing(x)).toThrow('on purpose')
      return [T.sum(0)(kept), kept] as const
    })
    expectNothingKept(() => expect(() => failing(of(1, 2))).toThrow('on purpose'))
    expectNothingKept(() => caught(of(1, 2)))
  })

  it('after a function that throws, the next gradient is right', () =>
    scoped(() => {
      const failing = T.valueAndGradient((x: Vector) => {
        T.square(x)
        throw new Error('on purpose')
      })
      expect(() => failing(of(1, 2))).toThrow('on purpose')
      expect(valuesOf(T.valueAndGradient((x: Vector) => [T.sum(0)(T.square(x)), null])(of(1, 2)).gradient)).toEqual([
        2, 4,
      ])
    }))

  it('refuses parameters without a tensor, in words', () => {
    for (const none of [null, [], { a: null, b: [] }])
      expect(() => T.valueAndGradient(() => [T.scalar(1), null])(none)).toThrow(
        new ShapeError('valueAndGradient: takes parameters of one tensor or more but is given none'),
      )
  })
})
