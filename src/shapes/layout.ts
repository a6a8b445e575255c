/** Axes exchanged, added, taken away, cut and joined. */

import type { Add, Subtract } from './arithmetic.js'
import { type Place, type Put, place, put, withPlace } from './axes.js'
import type { AnyShape, Dim, Shape } from './dim.js'
import { type EqualShapes, type Same, same } from './equal.js'
import { type Said, type Show, show } from './message.js'
import { type Axis, type Reduce, reduce } from './reduce.js'
import { type Sum, sum } from './sum.js'

type IsNever<Given> = [Given] extends [never] ? true : false

// -----------------------------------------------------------------------------
// permute
// -----------------------------------------------------------------------------

const left = <From extends string, Kept extends string>(from: From, kept: Kept) =>
  `permute: ${from} has axes ${kept} that are not named` as const

type Ordered<From extends readonly unknown[], Axes extends readonly unknown[]> = {
  readonly [Index in keyof Axes]: From[Place<From, Axes[Index]> & keyof From]
}

/**
 * The shape with its axes in another order, each named once, else the message.
 *
 * @example
 * Permute<readonly ['batch', 28, 3], readonly [0, 2, 1]>
 * //=> readonly ['batch', 3, 28]
 */
export type Permute<From extends readonly unknown[], Axes extends readonly unknown[]> =
  Reduce<From, Axes> extends infer Kept
    ? Kept extends readonly []
      ? Ordered<From, Axes>
      : Kept extends `reduce: ${infer Message}`
        ? `permute: ${Message}`
        : Said<typeof left<Show<From>, Show<Kept>>>
    : never

/** The run-time version of `Permute`: a shape, or the message. */
export const permute = (from: Shape, axes: readonly Axis[]): Shape | string => {
  const kept = reduce(from, axes)
  return typeof kept === 'string'
    ? kept.replace(/^reduce/, 'permute')
    : kept.length > 0
      ? left(show(from), show(kept))
      : axes.map((axis) => from[place(from, axis) as number] as Dim)
}

// -----------------------------------------------------------------------------
// axes of 1
// -----------------------------------------------------------------------------

const notOne = <From extends string, Found extends Dim | undefined>(from: From, found: Found) =>
  `squeeze: takes an axis of 1 but is given ${found}, in ${from}` as const

/**
 * The shape without an axis of 1, else the message.
 *
 * @example
 * Squeeze<readonly ['batch', 28, 1], -1>
 * //=> readonly ['batch', 28]
 */
export type Squeeze<From extends readonly unknown[], Given> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? From[At] extends 1
        ? Put<From, At, readonly []>
        : Said<typeof notOne<Show<From>, From[At] & Dim>>
      : `squeeze: ${At & string}`
    : never

/** The run-time version of `Squeeze`: a shape, or the message. */
export const squeeze = (from: Shape, axis: Axis): Shape | string =>
  withPlace('squeeze', from, axis, (at) => (from[at] === 1 ? put(from, at, []) : notOne(show(from), from[at])))

/**
 * The shape with an axis of 1 before that at a place, or at the end with `-1`; else the message.
 *
 * @example
 * Expand<readonly ['batch', 28], -1>
 * //=> readonly ['batch', 28, 1]
 */
export type Expand<From extends readonly unknown[], Given> = Insert<'expand', From, Given, 1>

const noPlace = <Name extends string, From extends string, Given extends Axis>(name: Name, from: From, given: Given) =>
  `${name}: ${from} has no place ${given} for an axis` as const

type Insert<Name extends string, From extends readonly unknown[], Given, New> =
  Place<readonly [...{ [Index in keyof From]: 0 }, 0], Given> extends infer At
    ? At extends number
      ? Before<From, At, New>
      : Said<typeof noPlace<Name, Show<From>, Given & Axis>>
    : never

type Before<
  From extends readonly unknown[],
  At,
  New,
  Front extends readonly unknown[] = readonly [],
> = Front['length'] extends At
  ? readonly [...Front, New, ...From]
  : From extends readonly [infer Head, ...infer Rest]
    ? Before<Rest, At, New, readonly [...Front, Head]>
    : never

const insert = (name: string, from: Shape, axis: number, dim: Dim): Shape | string => {
  const at = place([...from, dim], axis)
  return typeof at === 'string' ? noPlace(name, show(from), axis) : from.toSpliced(at, 0, dim)
}

/** The run-time version of `Expand`: a shape, or the message. */
export const expand = (from: Shape, axis: number): Shape | string => insert('expand', from, axis, 1)

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

const nameless = <From extends string, Found extends Dim | undefined>(from: From, found: Found) =>
  `rename: takes an axis with a name but is given ${found}, in ${from}` as const

/**
 * The shape with another name for an axis that has one, else the message.
 *
 * @example
 * Rename<readonly ['batch', 28], 'batch', 'rows'>
 * //=> readonly ['rows', 28]
 */
export type Rename<From extends readonly unknown[], Given, Name> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? From[At] extends string
        ? Put<From, At, readonly [Name]>
        : Said<typeof nameless<Show<From>, From[At] & Dim>>
      : `rename: ${At & string}`
    : never

/** The run-time version of `Rename`: a shape, or the message. */
export const rename = (from: Shape, axis: Axis, name: string): Shape | string =>
  withPlace('rename', from, axis, (at) =>
    typeof from[at] === 'string' ? put(from, at, [name]) : nameless(show(from), from[at]),
  )

// -----------------------------------------------------------------------------
// joined
// -----------------------------------------------------------------------------

const apart = <Left extends string, Right extends string, Given extends Axis>(left: Left, right: Right, axis: Given) =>
  `concat: ${left} and ${right} differ in more than their axis ${axis}` as const

type Apart<Left, Right, Given> = Said<typeof apart<Show<Left>, Show<Right>, Given & Axis>>

/**
 * Two shapes joined along an axis, else the message.
 *
 * @example
 * Concat<readonly ['batch', 20], readonly ['batch', 'labels'], -1>
 * //=> readonly ['batch', 'labels+20']
 */
export type Concat<LeftShape extends readonly unknown[], Right extends readonly unknown[], Given> =
  Place<LeftShape, Given> extends infer At
    ? At extends keyof LeftShape & keyof Right
      ? EqualShapes<Put<LeftShape, At, readonly [null]>, Put<Right, At, readonly [null]>> extends true
        ? Put<LeftShape, At, readonly [Sum<LeftShape[At], Right[At]>]>
        : Apart<LeftShape, Right, Given>
      : At extends string
        ? `concat: ${At}`
        : Apart<LeftShape, Right, Given>
    : never

/** The run-time version of `Concat`: a shape, or the message. */
export const concat = (left: Shape, right: Shape, axis: Axis): Shape | string =>
  withPlace('concat', left, axis, (at) =>
    at < right.length && same(put(left, at, ['']), put(right, at, ['']))
      ? put(left, at, [sum(left[at] as Dim, right[at] as Dim) as Dim])
      : apart(show(left), show(right), axis),
  )

const unequal = <First extends string, Other extends string>(first: First, other: Other) =>
  `stack: takes shapes that are equal but is given ${first} and ${other}` as const

type SameAll<Shapes, First extends AnyShape, Count extends number> = Shapes extends readonly [
  infer Head extends AnyShape,
  ...infer Rest,
]
  ? EqualShapes<Head, First> extends true
    ? SameAll<Rest, First, Count>
    : Said<typeof unequal<Show<First>, Show<Head>>>
  : Count

/**
 * Shapes that are equal under one new axis, else the message.
 *
 * @example
 * Stack<readonly [readonly ['batch', 3], readonly ['batch', 3]], 0>
 * //=> readonly [2, 'batch', 3]
 */
export type Stack<Shapes extends readonly unknown[], Given> = Shapes extends readonly [
  infer First extends readonly unknown[],
  ...unknown[],
]
  ? SameAll<Shapes, First, Shapes['length']> extends infer Count
    ? Count extends number
      ? number extends Count
        ? 'stack: the number of tensors is known only when the program runs'
        : Insert<'stack', First, Given, Count>
      : Count
    : never
  : 'stack: the number of tensors is known only when the program runs'

/** The run-time version of `Stack`: a shape, or the message. */
export const stack = (shapes: readonly Shape[], axis: number): Shape | string => {
  const [first = []] = shapes
  const other = shapes.find((shape) => !same(shape, first))
  return other === undefined ? insert('stack', first, axis, shapes.length) : unequal(show(first), show(other))
}

// -----------------------------------------------------------------------------
// cut
// -----------------------------------------------------------------------------

/** The message about a part of an axis that is longer than the axis. */
export const beyond = <Name extends string, From extends string, Found extends Dim, End extends number>(
  name: Name,
  from: From,
  found: Found,
  end: End,
) => `${name}: takes at least ${end} but is given ${found}, in ${from}` as const

/** Whether an axis may hold that many: that of a name is asked when the program runs. */
export type Fits<Found, End> = Found extends number
  ? End extends number
    ? IsNever<Subtract<Found, End>> extends true
      ? false
      : true
    : false
  : true

/** The run-time version of `Fits`. */
export const fits = (found: Dim, end: number): boolean => typeof found !== 'number' || found >= end

/**
 * The shape with `Size` of an axis, from `Begin` on, else the message. The size of a name is checked when the program runs.
 *
 * @example
 * Slice<readonly ['batch', 28], 1, 4, 10>
 * //=> readonly ['batch', 10]
 */
export type Slice<From extends readonly unknown[], Given, Begin extends number, Size extends number> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? Fits<From[At], Add<Begin, Size>> extends true
        ? Put<From, At, readonly [Size]>
        : Said<typeof beyond<'slice', Show<From>, From[At] & Dim, Add<Begin, Size> & number>>
      : `slice: ${At & string}`
    : never

/** The run-time version of `Slice`: a shape, or the message. */
export const slice = (from: Shape, axis: Axis, begin: number, size: number): Shape | string =>
  withPlace('slice', from, axis, (at) => {
    const found = from[at] as Dim
    return fits(found, begin + size) ? put(from, at, [size]) : beyond('slice', show(from), found, begin + size)
  })

type Total<Sizes extends readonly unknown[], Out = 0> = Sizes extends readonly [infer Head, ...infer Rest]
  ? Total<Rest, Sum<Out, Head>>
  : Out

const notTotal = <From extends string, Found extends Dim | undefined, Given extends Dim>(
  from: From,
  found: Found,
  given: Given,
) => `split: takes sizes of ${found} together but is given ${given}, in ${from}` as const

/**
 * The shapes of the parts of an axis, whose sizes are together the whole, else the message.
 *
 * @example
 * Split<readonly ['batch', 30], 1, readonly [10, 20]>
 * //=> readonly [readonly ['batch', 10], readonly ['batch', 20]]
 */
export type Split<From extends readonly unknown[], Given, Sizes extends readonly unknown[]> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? Same<Total<Sizes>, From[At]> extends true
        ? { readonly [Index in keyof Sizes]: Put<From, At, readonly [Sizes[Index]]> }
        : Said<typeof notTotal<Show<From>, From[At] & Dim, Total<Sizes> & Dim>>
      : `split: ${At & string}`
    : never

/** The run-time version of `Split`: shapes, or the message. */
export const split = (from: Shape, axis: Axis, sizes: readonly Dim[]): readonly Shape[] | string => {
  const at = place(from, axis)
  if (typeof at === 'string') return `split: ${at}`
  const total = sizes.reduce<Dim>((before, size) => sum(before, size) as Dim, 0)
  return total === from[at] ? sizes.map((size) => put(from, at, [size])) : notTotal(show(from), from[at], total)
}
