/** Optimizers that look at each number on its own. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { joined, separated } from '../tensors/packSmall.js'
import type { Optimizer, OptimizerState } from './optimizer.js'

/** Some parameters, whose shape is that of their gradient and of what is remembered of them. */
export type Leaf = T.Tensor<AnyShape>

/** A number that was fed in, times a leaf. */
export const times =
  (scalar: T.Tensor<readonly []>) =>
  (leaf: Leaf): Leaf =>
    pipe(leaf, T.trailing.mul(scalar)<AnyShape>)

/** A leaf plus a number that was fed in. */
export const plus =
  (scalar: T.Tensor<readonly []>) =>
  (leaf: Leaf): Leaf =>
    pipe(leaf, T.trailing.add(scalar)<AnyShape>)

/** The scalar at a place of what `scalars` made. */
export const at = (scalars: readonly T.Tensor<readonly []>[], index: number): T.Tensor<readonly []> =>
  scalars[index] ?? T.scalar(Number.NaN) // never: `scalars` makes as many as `update` reads

/** A leaf after an update, and the state of the optimizer for it. */
export interface LeafUpdate {
  readonly param: Leaf
  readonly state: readonly Leaf[]
}

/** An optimizer for one tensor, whose numbers do not look at each other. */
export interface Rule extends Pick<Optimizer, 'name' | 'scalars'> {
  /** What is wrong with its settings, or `null`. */
  readonly fault: string | null
  /** How many tensors of the shape of the parameters it remembers; the first ones are zeros. */
  readonly remembers: number
  readonly update: (
    scalars: readonly T.Tensor<readonly []>[],
  ) => (gradient: Leaf, param: Leaf, state: readonly Leaf[]) => LeafUpdate
}

/**
 * An optimizer for trees. It takes all small parameters as one vector, which changes no number: a network has a few
 * large ones and many small ones, and ten operations on each of these cost more in being called than in arithmetic.
 *
 * Errors: a `ShapeError` from `init` for settings out of their range.
 */
export const leafwise = ({ name, fault, scalars, remembers, update }: Rule): Optimizer => ({
  name,
  fault,
  scalars,
  init: (params) =>
    fault === null
      ? remembered(Array.from({ length: remembers }, () => joined(params).map(T.zerosLike)))
      : refuse(fault),
  update: (numbers) => (gradient, params, state) => {
    const [gradients, before] = [joined(gradient), joined(params)]
    // the casts below are safe: gradient, parameters and state are of one structure, and a rule remembers as much as before
    const held = state.map((tree) => T.Tree.leaves(tree).map(({ value }) => value))
    const after = before.map((param, place) =>
      update(numbers)(
        gradients[place] as Leaf,
        param,
        held.map((each) => each[place] as Leaf),
      ),
    )
    return {
      params: separated(
        params,
        after.map(({ param }) => param),
      ),
      state: remembered(state.map((_, which) => after.map((leaf) => leaf.state[which] as Leaf))),
    }
  },
})

/** The lists of joined leaves as the state of an optimizer. Safe: nobody else looks into it. */
export const remembered = <Params>(lists: readonly (readonly T.AnyTensor[])[]): OptimizerState<Params> =>
  lists as readonly unknown[] as OptimizerState<Params>
