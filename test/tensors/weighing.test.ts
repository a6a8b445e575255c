import { pipe } from 'fp-ts/lib/function.js'
import { expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { weighBy, weighTail } from '../../src/tensors/weighing.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

type Vector = T.Tensor<readonly ['n']>

const of = (...values: readonly number[]): Vector => tensorOf(['n'], [values.length], values)

onEach(() => {
  it('a weight of 0 leaves nothing, of infinity either', () =>
    scoped(() => {
      expect(valuesOf(pipe(of(-Infinity, Infinity, Number.NaN, 3), weighBy(of(0, 0, 0, 2))))).toEqual([0, 0, 0, 6])
      expect(valuesOf(pipe(of(-Infinity), weighBy(of(2))))).toEqual([-Infinity])
    }))

  it('nor of its gradient', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient(({ x, weight }: { readonly x: Vector; readonly weight: Vector }) => [
        pipe(x, weighBy(weight), weighBy(of(0, 1)), T.sum(0)),
        null,
      ])({ x: of(-Infinity, 5), weight: of(1, 3) })
      expect([valuesOf(gradient.x), valuesOf(gradient.weight)]).toEqual([
        [0, 3],
        [0, 5],
      ])
    }))

  it('of a tail', () =>
    scoped(() => {
      const weights = tensorOf(['m', 'n'], [2, 2], [0, 1, 2, 0])
      expect(valuesOf(pipe(weights, weighTail(of(7, -Infinity))<readonly ['m']>))).toEqual([0, -Infinity, 14, 0])
    }))
})
