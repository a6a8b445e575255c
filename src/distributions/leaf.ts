/**
 * The tensors inside a formula for one number: what it computes of each, it computes of all, broadcasting from the right.
 *
 * Their shapes are checked where a value is made of them and where a sample meets it, so that a formula need not say them.
 */

import type * as Random from '../random/draw.js'
import type { AnyShape } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import * as T from '../tensors/index.js'

/** A tensor inside a formula. */
export type Leaf = T.Tensor<AnyShape>

/** A function of two tensors; the axes of the right one may be the last ones of the left one. */
type Two = (right: Leaf) => (left: Leaf) => Leaf

const two =
  (name: 'add' | 'sub' | 'mul'): Two =>
  (right) =>
  (left) =>
    same(left.shape, right.shape) ? T.same[name](right)(left) : T.trailing[name](right)<AnyShape>(left)

/** `left + right`. */
export const add: Two = two('add')

/** `left - right`. */
export const sub: Two = two('sub')

/** `left · right`. */
export const mul: Two = two('mul')

/** A tensor with all axes but the first as one, under a name. */
export const nameLeaf =
  (name: string) =>
  (leaf: Leaf): Leaf =>
    // safe: parameters have rows; a leaf has any shape
    T.flattenEvent(name)(leaf as never) as unknown as Leaf

const zerosOf = <Given extends AnyShape>({ shape, sizes }: Random.Drawn<Given>): T.Tensor<Given> =>
  T.zeros(shape, sizes)

/** The same tensor under the leading axes of what is drawn, repeated. */
export const under =
  (like: Random.Drawn<AnyShape>) =>
  (leaf: Leaf): Leaf =>
    like.shape.length === leaf.shape.length ? leaf : add(leaf)(zerosOf(like))
