/** An optimizer for some leaves, and another for the rest. */

import { refuse } from '../shapes/defect.js'
import * as T from '../tensors/index.js'
import type { Optimizer, OptimizerState } from './optimizer.js'

/** Which leaves are whose. */
export interface Split {
  readonly isFirst: (leaf: T.Tree.Leaf<T.AnyTensor>) => boolean
  readonly first: Optimizer
  /** How many numbers of a step the first has. */
  readonly numbers: number
  readonly rest: Optimizer
  /** Errors: a `ShapeError` for parameters that it cannot be used on. */
  readonly check?: (params: unknown) => void
}

type Leaves = Readonly<Record<string, T.AnyTensor>>

/** The leaves of a tree by their paths, in two records. */
const parted = (tree: unknown, isFirst: (path: string) => boolean): readonly [Leaves, Leaves] => {
  const entries = T.Tree.leaves(tree).map(({ path, value }) => [path, value] as const)
  return [
    Object.fromEntries(entries.filter(([path]) => isFirst(path))),
    Object.fromEntries(entries.filter(([path]) => !isFirst(path))),
  ]
}

/** What both remember, each as one tree. Safe: nobody else looks into it. */
const held = <Params>(first: OptimizerState<Leaves>, rest: OptimizerState<Leaves>): OptimizerState<Params> =>
  [first, rest] as readonly unknown[] as OptimizerState<Params>

/**
 * An optimizer for some leaves, and another for the rest: under the name of the first.
 *
 * Errors: a `ShapeError` from `init` for settings of either that are out of their range.
 */
export const split = ({ isFirst, first, numbers, rest, check }: Split): Optimizer => {
  const fault = first.fault ?? rest.fault ?? null
  const both = (params: unknown, tree: unknown) => {
    const paths = new Set(T.Tree.leaves(params).flatMap((leaf) => (isFirst(leaf) ? [leaf.path] : [])))
    return parted(tree, (path) => paths.has(path))
  }
  return {
    name: first.name,
    fault,
    scalars: (step, watched) => [...first.scalars(step, watched), ...rest.scalars(step, watched)],
    init: (params) => {
      if (fault !== null) return refuse(fault)
      check?.(params)
      const [own, others] = both(params, params)
      return held(first.init(own), rest.init(others))
    },
    update: (scalars) => (gradient, params, state) => {
      const [own, others] = both(params, params)
      const [slope, slopes] = both(params, gradient)
      // safe: as `held` has put it there
      const [before, then] = state as readonly unknown[] as readonly [OptimizerState<Leaves>, OptimizerState<Leaves>]
      const moved = first.update(scalars.slice(0, numbers))(slope, own, before)
      const after = rest.update(scalars.slice(numbers))(slopes, others, then)
      const all: Leaves = { ...moved.params, ...after.params }
      return {
        params: T.Tree.withLeaves(
          params,
          T.Tree.leaves(params).map(({ path, value }) => all[path] ?? value),
        ),
        state: held(moved.state, after.state),
      }
    },
  }
}
