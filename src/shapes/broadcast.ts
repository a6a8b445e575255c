/** How two shapes of an elementwise operation meet: from the last axis, equal or 1. */

import type { AnyShape, Dim, Shape } from './dim.js'
import type { Certain, CertainNot1, Exactly, IsPart } from './equal.js'
import { type Said, type Show, show } from './message.js'

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

type Mismatch<Left, Right, A extends Dim, B extends Dim> = Said<typeof mismatch<A, B, Show<Left>, Show<Right>>>

const mismatch = <A extends Dim, B extends Dim, Left extends string, Right extends string>(
  a: A,
  b: B,
  left: Left,
  right: Right,
) => `broadcast: sizes ${a} and ${b} differ and neither is 1, in ${left} and ${right}` as const

type Unmeant<Left, Right, Met> = Said<typeof unmeant<Show<Left>, Show<Right>, Show<Met>>>

const unmeant = <Left extends string, Right extends string, Met extends string>(left: Left, right: Right, met: Met) =>
  `broadcast: ${left} and ${right} would become ${met}: say which axis is which with T.expand` as const

// -----------------------------------------------------------------------------
// one axis
// -----------------------------------------------------------------------------

/**
 * Whether a dimension stands for another too: they are equal, or the other is 1, and both are known.
 *
 * One question, which is answered also where both are one type parameter, and for a 1 beside any: so a function that is
 * generic in a dimension may add a bias, or a mean that keeps its axis. Two questions would wait for it.
 */
type Covers<A, B, IsKnown = Certain<A>> = Exactly<B, true> extends Exactly<OneOr<B, A>, IsKnown> ? true : false

/** 1 where it is that, else what it must be. */
type OneOr<Given, Otherwise> = [Given, 1] extends [1, Given] ? Given : Otherwise

/**
 * `readonly [Met]`, or `false`: not `never`, which would pass the comparison below.
 *
 * A 1 goes to the second question at once: beside a type parameter the first would wait.
 */
type Meet<A, B> =
  Covers<A, B, CertainNot1<A>> extends true ? readonly [A] : Covers<B, A> extends true ? readonly [B] : false

// -----------------------------------------------------------------------------
// stretches that nobody means
// -----------------------------------------------------------------------------

/**
 * Whether a shape of fewer axes stretches a 1 of another to a dimension that the other already has.
 *
 * The shapes meet: dimensions that differ are a 1 and another.
 */
type Repeats<Longer, Shorter, Whole extends AnyShape> = Shorter extends readonly [...infer ShorterRest, infer Dimension]
  ? Longer extends readonly [...infer LongerRest, infer Other]
    ? Covers<Other, Dimension> extends true
      ? Repeats<LongerRest, ShorterRest, Whole>
      : IsPart<Dimension, Whole[number]> extends true
        ? true
        : Repeats<LongerRest, ShorterRest, Whole>
    : false
  : false

const repeats = (longer: Shape, shorter: Shape): boolean => {
  const offset = longer.length - shorter.length
  return offset > 0 && shorter.some((dim, axis) => dim !== 1 && longer[axis + offset] === 1 && longer.includes(dim))
}

// -----------------------------------------------------------------------------
// all axes
// -----------------------------------------------------------------------------

type Walk<Left, Right, LeftWhole, RightWhole, Tail extends readonly unknown[] = readonly []> = Left extends readonly [
  ...infer LeftRest,
  infer A extends Dim,
]
  ? Right extends readonly [...infer RightRest, infer B extends Dim]
    ? Meet<A, B> extends readonly [infer Met]
      ? Walk<LeftRest, RightRest, LeftWhole, RightWhole, readonly [Met, ...Tail]>
      : Mismatch<LeftWhole, RightWhole, A, B>
    : Meant<LeftWhole, RightWhole, LeftWhole, RightWhole, readonly [...Left, ...Tail]>
  : Right extends readonly [unknown, ...unknown[]]
    ? Meant<RightWhole, LeftWhole, LeftWhole, RightWhole, readonly [...Right, ...Tail]>
    : Tail

/** The shape that two of different ranks meet in, else the message. */
type Meant<Longer, Shorter, Left, Right, Met> =
  Repeats<Longer, Shorter, Longer & AnyShape> extends true ? Unmeant<Left, Right, Met> : Met

/**
 * The shape of an elementwise operation on two tensors, else the message.
 *
 * A name meets only itself or 1: what its number is, nobody knows yet. The tensor of fewer axes stretches no 1 of the
 * other to a dimension that the other already has: `['batch', 1]` less `['batch']` would be all differences, which is
 * seldom meant, and can be said with `expand`.
 *
 * @example
 * Broadcast<readonly ['batch', 500], readonly [500]>
 * //=> readonly ['batch', 500]
 */
export type Broadcast<Left, Right> = [Left, Right] extends [infer One, infer Other]
  ? Walk<One, Other, One, Other>
  : never

/** The shape that two meet in, whether it is meant or not: a shape, or the message. */
export const met = (left: Shape, right: Shape): Shape | string => {
  const rank = Math.max(left.length, right.length)
  const aligned = (shape: Shape): Shape => [...Array<Dim>(rank - shape.length).fill(1), ...shape]
  const [a, b] = [aligned(left), aligned(right)]
  const bad = a.findLastIndex((dim, axis) => dim !== b[axis] && dim !== 1 && b[axis] !== 1)
  return bad >= 0
    ? mismatch(a[bad] as Dim, b[bad] as Dim, show(left), show(right))
    : a.map((dim, axis) => (dim === 1 ? (b[axis] as Dim) : dim))
}

/** The run-time version of `Broadcast`: a shape, or the message. */
export const broadcast = (left: Shape, right: Shape): Shape | string => {
  const shape = met(left, right)
  return typeof shape !== 'string' && (repeats(left, right) || repeats(right, left))
    ? unmeant(show(left), show(right), show(shape))
    : shape
}
