/** Some leaves of a tree, by their paths, and changes of them. */

import { refuse } from '../shapes/defect.js'
import * as T from '../tensors/index.js'
import { joined, separated } from '../tensors/packSmall.js'
import type { Leaf } from './leafwise.js'
import type { Parts } from './optimizer.js'

/**
 * Whether a path is at a part or below it.
 *
 * @example
 * isUnder('encoder.0')('encoder.0.weight')
 * //=> true
 */
export const isUnder =
  (part: string) =>
  (path: string): boolean =>
    path === part || path.startsWith(`${part}.`)

/** Whether a path is in some parts: in all of them where none are given. */
export const isIn = (parts: Parts | undefined): ((path: string) => boolean) =>
  parts === undefined
    ? () => true
    : typeof parts === 'function'
      ? parts
      : (path) => parts.some((part) => isUnder(part)(path))

/** Errors: a `ShapeError` for a part, given by its path, that some parameters do not have. */
export const checkParts = (name: string, parts: Parts | undefined, params: unknown): void => {
  if (parts === undefined || typeof parts === 'function') return
  const paths = T.Tree.leaves(params).map(({ path }) => path)
  const absent = parts.find((part) => !paths.some(isUnder(part)))
  if (absent !== undefined) refuse(`${name}: no parameter is at ${absent}; there are ${paths.join(', ')}`)
}

/** A change of a leaf, given the leaves of other trees at its place. */
type Change = (leaf: Leaf, ...others: readonly Leaf[]) => T.AnyTensor

/** Changes each number of some leaves on its own, with all small ones taken as one; other leaves stay. */
export const changed =
  (change: Change, parts?: Parts) =>
  <Given>(tree: Given, ...others: readonly unknown[]): Given => {
    const isHere = isIn(parts)
    const all = T.Tree.leaves(tree)
    const here = all.flatMap(({ path }, place) => (isHere(path) ? [place] : []))
    const pick = (from: unknown): readonly T.AnyTensor[] => {
      const leaves = T.Tree.leaves(from)
      return here.flatMap((place) => leaves[place]?.value ?? [])
    }
    const [own, ...rest] = [pick(tree), ...others.map(pick)]
    const lists = rest.map(joined)
    // safe: the trees are of one structure, so that each has a leaf at every place
    const after = joined(own).map((leaf, place) => change(leaf, ...lists.map((list) => list[place] as Leaf)))
    const replaced = separated(own as readonly T.AnyTensor[], after)
    return T.Tree.withLeaves(
      tree,
      all.map(({ value }, place) => replaced[here.indexOf(place)] ?? value),
    )
  }
