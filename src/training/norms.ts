/** How large gradients and updates are: a norm for each player and each part of the parameters that it moves. */

import * as T from '../tensors/index.js'
import { norm } from '../tensors/norm.js'
import type { AnyTensor } from '../tensors/tensor.js'
import { hostLeaves, type Leaf, leaves, zipWith } from '../tensors/tree.js'
import type { AnyPlayer } from './erased.js'
import type { NormedPart, PartNorms } from './events.js'
import { movedBy } from './moves.js'

// -----------------------------------------------------------------------------
// parts
// -----------------------------------------------------------------------------

/** What parameters that are one tensor are called. */
const WHOLE = 'parameters'

/** The parts of a tree, by the first names of its paths, in the order of these names: on the host and in an engine alike. */
const partsOf = <Value>(
  all: readonly Leaf<Value>[],
): readonly (readonly [part: string, values: readonly Value[]])[] => {
  const nameOf = ({ path }: Leaf<Value>) => path.split('.')[0] || WHOLE
  const names = [...new Set(all.map(nameOf))].sort()
  return names.map((name) => [name, all.filter((leaf) => nameOf(leaf) === name).map(({ value }) => value)])
}

/** Who moves which parts, in the order in which their norms are reported. */
export const normedParts = (players: readonly AnyPlayer[], params: unknown): readonly NormedPart[] =>
  players.flatMap((player) =>
    partsOf(hostLeaves(movedBy(player, params))).map(([part]) => ({ player: player.name, part })),
  )

// -----------------------------------------------------------------------------
// norms
// -----------------------------------------------------------------------------

/** The norms of a part: of the gradient as the optimizer is given it, and of the change that the optimizer has made of it. */
export type NormMetrics = { readonly gradient: T.Tensor<readonly []>; readonly update: T.Tensor<readonly []> }

const normsOfParts = (tree: unknown): readonly T.Tensor<readonly []>[] =>
  partsOf<AnyTensor>(leaves(tree)).map(([, values]) => norm(values))

/** The norms of each part of a gradient, and of the change of the parameters from before to after it. */
export const normsOf = <Params>(gradient: Params, before: Params, after: Params): readonly NormMetrics[] => {
  const updates = normsOfParts(zipWith((to, from) => T.same.sub(from)(to))(after, before))
  return normsOfParts(gradient).map((each, index) => ({
    gradient: each,
    update: updates[index] as T.Tensor<readonly []>, // safe: the gradient has the parts of the parameters
  }))
}

/** The norms of a step under their names. */
export const namedNorms = (
  parts: readonly NormedPart[],
  metrics: readonly { readonly [Name in keyof NormMetrics]: { readonly values: Float32Array } }[],
): readonly PartNorms[] =>
  parts.map((part, index) => ({
    ...part,
    gradient: metrics[index]?.gradient.values[0] ?? Number.NaN,
    update: metrics[index]?.update.values[0] ?? Number.NaN,
  }))
