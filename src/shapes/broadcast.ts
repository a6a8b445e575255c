/** How two shapes of an elementwise operation meet: from the last axis, equal or 1. */

import type { Dim, Shape } from './dim.js'
import { type Same, type Show, show } from './show.js'

type Mismatch<
  Left,
  Right,
  A extends Dim,
  B extends Dim,
> = `broadcast: sizes ${A} and ${B} differ and neither is 1, in ${Show<Left>} and ${Show<Right>}`

const mismatch = (left: Shape, right: Shape, a: Dim, b: Dim): string =>
  `broadcast: sizes ${a} and ${b} differ and neither is 1, in ${show(left)} and ${show(right)}`

/** `false` and not `never`, which would pass the comparison below. */
type Meet<A, B> =
  Same<readonly [A], readonly [B]> extends true
    ? readonly [A]
    : true extends IsNever<A> | IsNever<B>
      ? false
      : A extends 1
        ? readonly [B]
        : B extends 1
          ? readonly [A]
          : false

type IsNever<Given> = [Given] extends [never] ? true : false

type Walk<Left, Right, LeftWhole, RightWhole, Tail extends readonly unknown[] = readonly []> = Left extends readonly [
  ...infer LeftRest,
  infer A extends Dim,
]
  ? Right extends readonly [...infer RightRest, infer B extends Dim]
    ? Meet<A, B> extends readonly [infer Met]
      ? Walk<LeftRest, RightRest, LeftWhole, RightWhole, readonly [Met, ...Tail]>
      : Mismatch<LeftWhole, RightWhole, A, B>
    : readonly [...Left, ...Tail]
  : Right extends readonly unknown[]
    ? readonly [...Right, ...Tail]
    : never

/**
 * The shape of an elementwise operation on two tensors, else the words.
 *
 * A name meets only itself or 1: what its number is, nobody knows yet.
 *
 * @example
 * Broadcast<readonly ['batch', 500], readonly [500]>
 * //=> readonly ['batch', 500]
 */
export type Broadcast<Left, Right> = Walk<Left, Right, Left, Right>

/** The run-time twin of `Broadcast`: a shape, or the words. */
export const broadcast = (left: Shape, right: Shape): Shape | string => {
  const rank = Math.max(left.length, right.length)
  const aligned = (shape: Shape): Shape => [...Array<Dim>(rank - shape.length).fill(1), ...shape]
  const [a, b] = [aligned(left), aligned(right)]
  const bad = a.findLastIndex((dim, axis) => dim !== b[axis] && dim !== 1 && b[axis] !== 1)
  return bad >= 0
    ? mismatch(left, right, a[bad] as Dim, b[bad] as Dim)
    : a.map((dim, axis) => (dim === 1 ? (b[axis] as Dim) : dim))
}
