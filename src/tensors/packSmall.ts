/** Many small tensors as one, for arithmetic that looks at each number on its own. */

import * as tf from '@tensorflow/tfjs-core'
import { isBelow } from './indices.js'
import { unwrap, wrap } from './native.js'
import { type AnyTensor, elements } from './tensor.js'
import { leaves, withLeaves } from './tree.js'

/**
 * Up to so many numbers a tensor is small. Below it an operation costs as much as being called; the concatenation of
 * larger ones would cost more than the calls that it saves.
 */
const SMALL = 2 ** 14

const isSmall = ({ sizes }: AnyTensor): boolean => elements(sizes) <= SMALL

/** The tensors of a tree, large and small, each with its place among the leaves. Indices are no numbers to compute with. */
const sorted = (all: readonly AnyTensor[]) => {
  const placed = all.map((leaf, place) => ({ leaf, place })).filter(({ leaf }) => !isBelow(leaf))
  return { large: placed.filter(({ leaf }) => !isSmall(leaf)), small: placed.filter(({ leaf }) => isSmall(leaf)) }
}

const leavesOf = (tree: unknown): readonly AnyTensor[] => leaves(tree).map(({ value }) => value)

/**
 * The tensors of a tree as a list: the large ones, and all small ones joined to one vector at the end.
 *
 * Trees of one structure and of the same sizes give lists that can be taken place by place.
 */
export const joined = (tree: unknown): readonly AnyTensor[] => {
  const { large, small } = sorted(leavesOf(tree))
  const flat = small.map(({ leaf }) => tf.reshape(unwrap(leaf), [-1]))
  const vector = flat.length === 0 ? [] : [tf.concat(flat, 0)]
  return [...large.map(({ leaf }) => leaf), ...vector.map((each) => wrap(each.shape, each))]
}

/** The same tree with the numbers of such a list in place of its own: `separated(tree, joined(tree))` is `tree`. */
export const separated = <Given>(tree: Given, list: readonly AnyTensor[]): Given => {
  const all = leavesOf(tree)
  const { large, small } = sorted(all)
  const lengths = small.map(({ leaf }) => elements(leaf.sizes))
  const parts = list.slice(large.length).flatMap((vector) => tf.split(unwrap(vector), lengths, 0))
  const replaced = new Map([
    ...large.map(({ place }, at) => [place, list[at]] as const),
    ...small.map(({ leaf, place }, at) => [place, shaped(leaf, parts[at])] as const),
  ])
  return withLeaves(
    tree,
    all.map((leaf, place) => replaced.get(place) ?? leaf),
  )
}

const shaped = ({ shape, sizes }: AnyTensor, part: tf.Tensor | undefined): AnyTensor | undefined =>
  part && wrap(shape, tf.reshape(part, [...sizes]))
