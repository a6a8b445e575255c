/** Optimizers that look at each tensor as a whole, so that none may be joined to another. */

import { refuse } from '../shapes/defect.js'
import * as T from '../tensors/index.js'
import { isBelow } from '../tensors/indices.js'
import { type Leaf, type LeafUpdate, remembered } from './leafwise.js'
import type { Optimizer } from './optimizer.js'

/** An optimizer for one tensor, which is told the path of it. */
export interface TensorRule extends Pick<Optimizer, 'name' | 'scalars'> {
  /** What is wrong with its settings, or `null`. */
  readonly fault: string | null
  /** How many tensors of the shape of the parameters it remembers; the first ones are zeros. */
  readonly remembers: number
  /** Errors: a `ShapeError` for parameters that it cannot be used on. */
  readonly check?: (params: unknown) => void
  readonly update: (
    scalars: readonly T.Tensor<readonly []>[],
  ) => (gradient: Leaf, param: Leaf, state: readonly Leaf[], path: string) => LeafUpdate
}

/** The tensors of a tree that are numbers to compute with, each with its place among all. */
const placed = (tree: unknown) =>
  T.Tree.leaves(tree).flatMap((leaf, place) => (isBelow(leaf.value) ? [] : [{ ...leaf, place }]))

/**
 * An optimizer for trees, tensor by tensor.
 *
 * Errors: a `ShapeError` from `init` for settings out of their range.
 */
export const tensorwise = ({ name, fault, scalars, remembers, check, update }: TensorRule): Optimizer => ({
  name,
  fault,
  scalars,
  init: (params) => {
    if (fault !== null) return refuse(fault)
    check?.(params)
    return remembered(Array.from({ length: remembers }, () => placed(params).map(({ value }) => T.zerosLike(value))))
  },
  update: (numbers) => (gradient, params, state) => {
    const all = T.Tree.leaves(params).map(({ value }) => value)
    const gradients = T.Tree.leaves(gradient)
    const held = state.map((tree) => T.Tree.leaves(tree).map(({ value }) => value))
    // the casts below are safe: gradient, parameters and state are of one structure, and a rule remembers as much as before
    const after = placed(params).map(({ path, value, place }, index) => ({
      place,
      ...update(numbers)(
        gradients[place]?.value as Leaf,
        value,
        held.map((each) => each[index] as Leaf),
        path,
      ),
    }))
    const moved = new Map(after.map(({ place, param }) => [place, param]))
    return {
      params: T.Tree.withLeaves(
        params,
        all.map((value, place) => moved.get(place) ?? value),
      ),
      state: remembered(state.map((_, which) => after.map((leaf) => leaf.state[which] as Leaf))),
    }
  },
})
