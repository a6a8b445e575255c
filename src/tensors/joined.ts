/** Many small tensors as one, for arithmetic that looks at each number on its own. */

import { tf, unwrap, wrap } from './lift.js'
import { type AnyTensor, elements } from './tensor.js'
import { leaves, withLeaves } from './tree.js'

/**
 * Up to so many numbers a tensor is small. Below it an operation costs as much as being called; the concatenation of
 * larger ones would cost more than the calls that it saves.
 */
const SMALL = 2 ** 14

const isSmall = ({ sizes }: AnyTensor): boolean => elements(sizes) <= SMALL

/**
 * The tensors of a tree as a list: the large ones, and all small ones joined to one vector at the end.
 *
 * Trees of one structure and of the same sizes give lists that can be taken place by place.
 */
export const joined = (tree: unknown): readonly AnyTensor[] => {
  const all = leaves(tree).map(({ value }) => value)
  const small = all.filter(isSmall).map((leaf) => tf.reshape(unwrap(leaf), [-1]))
  const vector = small.length === 0 ? [] : [tf.concat(small, 0)]
  return [...all.filter((leaf) => !isSmall(leaf)), ...vector.map((each) => wrap(each.shape, each))]
}

/** The same tree with the numbers of such a list in place of its own: `separated(tree, joined(tree))` is `tree`. */
export const separated = <Given>(tree: Given, list: readonly AnyTensor[]): Given => {
  const all = leaves(tree).map(({ value }) => value)
  const small = all.filter(isSmall)
  const large = list.slice(0, all.length - small.length)
  const lengths = small.map(({ sizes }) => elements(sizes))
  const parts = list.slice(large.length).flatMap((vector) => tf.split(unwrap(vector), lengths, 0))
  const replaced = new Map([
    ...all.filter((leaf) => !isSmall(leaf)).map((leaf, place) => [leaf, large[place]] as const),
    ...small.map((leaf, place) => [leaf, parts[place] && shaped(leaf, parts[place])] as const),
  ])
  return withLeaves(
    tree,
    all.map((leaf) => replaced.get(leaf) ?? leaf),
  )
}

const shaped = ({ shape, sizes }: AnyTensor, part: tf.Tensor): AnyTensor => wrap(shape, tf.reshape(part, [...sizes]))
