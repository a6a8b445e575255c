/** Whether a shape of equally many elements has an axis of another where its numbers are those of other places. */

import type { AnyShape } from './dim.js'
import { type Same, same } from './equal.js'
import { type Cancel, type SameProduct, sameProduct } from './product.js'

type WithoutOnes<Dims extends AnyShape, Kept extends AnyShape = readonly []> = Dims extends readonly [
  infer Head,
  ...infer Rest,
]
  ? WithoutOnes<Rest, Head extends 1 ? Kept : readonly [...Kept, Head]>
  : Kept

/** Whether an axis has a place before which there are as many elements. */
type Stays<From, Name, Before extends AnyShape, Counted extends AnyShape = readonly []> = From extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Head extends Name
    ? SameProduct<Counted, Before> extends true
      ? true
      : Stays<Rest, Name, Before, readonly [...Counted, Head]>
    : Stays<Rest, Name, Before, readonly [...Counted, Head]>
  : false

/** The names of `To` that stay: an axis of a name is the same axis only where as many elements come before it. */
type Staying<To, From extends AnyShape, Counted extends AnyShape = readonly [], Found = never> = To extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Staying<
      Rest,
      From,
      readonly [...Counted, Head],
      Head extends From[number] & string ? (Stays<From, Head, Counted> extends true ? Found | Head : Found) : Found
    >
  : Found

/**
 * Whether an axis moves past another, of two shapes of equally many elements.
 *
 * A name that is an axis of both must have as many elements before it in both. Numbers move when the axes are the same in
 * another order: of `[2, 3, 4]` as `[4, 6]` nobody knows whether the 4 is one axis.
 *
 * @example
 * MovedAxes<readonly ['time', 'channels'], readonly ['channels', 'time']>
 * //=> true
 */
export type MovedAxes<From extends AnyShape, To extends AnyShape> = [From[number] & To[number]] extends [never]
  ? false
  : Cancel<WithoutOnes<From>, WithoutOnes<To>> extends readonly [readonly [], readonly []]
    ? Same<WithoutOnes<From>, WithoutOnes<To>> extends true
      ? false
      : true
    : [Exclude<From[number] & To[number] & string, Staying<To, From>>] extends [never]
      ? false
      : true

const withoutOnes = (dims: AnyShape): AnyShape => dims.filter((dim) => dim !== 1)

const isReordered = (from: AnyShape, to: AnyShape): boolean => {
  const [before, after] = [withoutOnes(from), withoutOnes(to)]
  return same([...before].sort(), [...after].sort()) && !same(before, after)
}

/** The run-time version of `MovedAxes`. */
export const moved = (from: AnyShape, to: AnyShape): boolean => {
  const places = (dims: AnyShape, name: unknown) => dims.flatMap((dim, at) => (dim === name ? [dims.slice(0, at)] : []))
  const stays = (name: unknown) =>
    places(from, name).some((before) => places(to, name).some((other) => sameProduct(before, other)))
  return isReordered(from, to) || from.some((dim) => typeof dim === 'string' && to.includes(dim) && !stays(dim))
}
