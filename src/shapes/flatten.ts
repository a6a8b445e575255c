/** Axes that follow one another as one, and one axis as several. */

import { type Place, type Put, place, put } from './axes.js'
import { type Determined, determined } from './determined.js'
import type { AnyShape, Shape } from './dim.js'
import { type Said, type Show, show } from './message.js'
import { type Product, product } from './product.js'
import type { Axis } from './reduce.js'
import { type Reshape, reshape } from './reshape.js'

// -----------------------------------------------------------------------------
// several axes as one
// -----------------------------------------------------------------------------

const before = <From extends string, First extends Axis, Last extends Axis>(from: From, first: First, last: Last) =>
  `flatten: axis ${last} of ${from} comes before axis ${first}` as const
const TOO_MANY = 'flatten: a shape has more than 2^53 elements'

/** The dimensions from one place to another, and what is on their sides; `null` when the other comes before. */
type Cut<
  From,
  First,
  Last,
  Front extends readonly unknown[] = readonly [],
  Middle extends readonly unknown[] = readonly [],
  Counted extends readonly unknown[] = readonly [],
> = From extends readonly [infer Head, ...infer Rest]
  ? Begun<Middle, Counted['length'], First> extends true
    ? Counted['length'] extends Last
      ? readonly [Front, readonly [...Middle, Head], Rest]
      : Cut<Rest, First, Last, Front, readonly [...Middle, Head], readonly [...Counted, Head]>
    : Counted['length'] extends Last
      ? null
      : Cut<Rest, First, Last, readonly [...Front, Head], Middle, readonly [...Counted, Head]>
  : null

type Begun<Middle, At, First> = Middle extends readonly [] ? (At extends First ? true : false) : true

type Joined<From, First, Last, Given, Other> =
  Cut<From, First, Last> extends readonly [
    infer Front extends readonly unknown[],
    infer Middle,
    infer After extends readonly unknown[],
  ]
    ? [Product<Middle>] extends [never]
      ? typeof TOO_MANY
      : readonly [...Front, Product<Middle>, ...After]
    : Said<typeof before<Show<From>, Given & Axis, Other & Axis>>

/**
 * The shape with its axes from one to another as one, else the message.
 *
 * @example
 * Flatten<readonly ['batch', 28, 28, 3], 1, -1>
 * //=> readonly ['batch', 2352]
 */
export type Flatten<From extends readonly unknown[], First, Last> =
  Place<From, First> extends infer At
    ? At extends number
      ? Place<From, Last> extends infer End
        ? End extends number
          ? Joined<From, At, End, First, Last>
          : `flatten: ${End & string}`
        : never
      : `flatten: ${At & string}`
    : never

/** The run-time version of `Flatten`: a shape, or the message. */
export const flatten = (from: Shape, first: Axis, last: Axis): Shape | string => {
  const [at, end] = [place(from, first), place(from, last)]
  if (typeof at === 'string') return `flatten: ${at}`
  if (typeof end === 'string') return `flatten: ${end}`
  if (end < at) return before(show(from), first, last)
  const one = product(from.slice(at, end + 1))
  return Number.isFinite(one) && !Number.isSafeInteger(one) ? TOO_MANY : from.toSpliced(at, end + 1 - at, one)
}

// -----------------------------------------------------------------------------
// one axis as several
// -----------------------------------------------------------------------------

/**
 * The shape with one of its axes as several of equally many elements, else the message.
 *
 * @example
 * Unflatten<readonly ['batch', 784], -1, readonly [28, 28]>
 * //=> readonly ['batch', 28, 28]
 */
export type Unflatten<
  From extends readonly unknown[],
  Given,
  Dims extends readonly unknown[],
  Sizes extends AnyShape = readonly [],
> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? Reshape<readonly [From[At]], Dims> extends infer Verdict
        ? Verdict extends `reshape: ${infer Message}`
          ? `unflatten: ${Message}`
          : Determined<'unflatten', From, Put<From, At, Dims>, Sizes>
        : never
      : `unflatten: ${At & string}`
    : never

/** The run-time version of `Unflatten`: a shape, or the message. */
export const unflatten = (from: Shape, axis: Axis, dims: Shape, sizes: Shape = []): Shape | string => {
  const at = place(from, axis)
  if (typeof at === 'string') return `unflatten: ${at}`
  const verdict = reshape(from.slice(at, at + 1), dims)
  return typeof verdict === 'string'
    ? verdict.replace(/^reshape/, 'unflatten')
    : determined('unflatten', from, put(from, at, dims), sizes)
}
