/** An optimizer on a function of three numbers, in a tree of two leaves. */

import type { Optimizer, OptimizerState } from '../../src/optimizers/optimizer.js'
import * as T from '../../src/tensors/index.js'
import { scoped, tensorOf, valuesOf } from './engine.js'

export type Three = readonly [number, number, number]

export const START: Three = [0.5, -1, 2]

/** The gradient of `(p - 1)² + pq/2 + 3(q + 2)² + 3 sin r`. */
export const slope = ([p, q, r]: Three): Three => [2 * (p - 1) + 0.5 * q, 0.5 * p + 6 * (q + 2), 3 * Math.cos(r)]

const treeOf = ([p, q, r]: Three) => ({
  pair: tensorOf([2], [2], [p, q]),
  rest: [null, tensorOf(['one', 'by'], [1, 1], [r])],
})

const numbersOf = (tree: unknown): readonly number[] => T.Tree.leaves(tree).flatMap(({ value }) => [...valuesOf(value)])

/** A place and the state of the optimizer there. */
export interface At {
  readonly params: Three
  readonly state: readonly (readonly number[])[]
}

/** One update in float32, from a gradient. */
export const update = (optimizer: Optimizer, step: number, at: At, gradient: Three): At =>
  scoped(() => {
    // safe: both leaves are small, and are remembered as one vector
    const state = at.state.map((each) => [tensorOf([3], [3], each)]) as readonly unknown[] as OptimizerState<
      ReturnType<typeof treeOf>
    >
    const scalars = optimizer.scalars(step).map((each) => T.scalar(each))
    const next = optimizer.update(scalars)(treeOf(gradient), treeOf(at.params), state)
    return { params: numbersOf(next.params) as Three, state: next.state.map(numbersOf) }
  })

/** What an optimizer remembers before the first step. */
export const begin = (optimizer: Optimizer, params: Three = START): At =>
  scoped(() => ({ params, state: optimizer.init(treeOf(params)).map(numbersOf) }))

/** The places after each of some gradients. */
export const follow = (optimizer: Optimizer, gradients: readonly Three[]): readonly Three[] => {
  let at = begin(optimizer)
  return gradients.map((gradient, before) => {
    at = update(optimizer, before + 1, at, gradient)
    return at.params
  })
}

/** The places after each of some steps down the function. */
export const descend = (optimizer: Optimizer, steps: number): readonly Three[] => {
  const places: Three[] = []
  let at = begin(optimizer)
  for (let step = 1; step <= steps; step++) {
    at = update(optimizer, step, at, slope(at.params))
    places.push(at.params)
  }
  return places
}
