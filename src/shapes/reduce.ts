/** Reductions: which axes are summed away, by their place or by their name. */

import type { Dim, Shape } from './dim.js'
import type { OwnName } from './hint.js'
import { type Said, type Show, show } from './message.js'

/** An axis: its place from the front (`0`), from the back (`-1`), or its name (`'samples'`). */
export type Axis = number | string

/** An axis as one is written: the names that the library gives to axes are offered by editors. */
export type AxisOffer = number | 'batch' | 'samples' | 'latent' | 'features' | 'outer' | 'inner' | OwnName

type NoAxis<From, Given extends Axis> = Said<typeof noAxis<Show<From>, Given>>
type Twice<From> = Said<typeof twice<Show<From>>>

const noAxis = <From extends string, Given extends Axis>(from: From, axis: Given) =>
  `reduce: ${from} has no axis ${axis}` as const
const twice = <From extends string>(from: From) => `reduce: an axis of ${from} is named twice` as const

type Places<From, Counted extends readonly unknown[] = []> = From extends readonly [infer Head, ...infer Rest]
  ? {
      readonly dim: Head
      readonly front: Counted['length']
      readonly back: `-${[...Rest, 0]['length'] & number}`
    } extends infer Place
    ? readonly [Place, ...Places<Rest, [...Counted, 0]>]
    : never
  : readonly []

type Names<Place, Given> = Place extends { dim: infer Name; front: infer Front; back: infer Back }
  ? Given extends string
    ? Given extends Name
      ? true
      : false
    : Given extends Front
      ? true
      : `${Given & number}` extends Back
        ? true
        : false
  : false

type Has<All, Given> = All extends readonly [infer Head, ...infer Rest]
  ? Names<Head, Given> extends true
    ? true
    : Has<Rest, Given>
  : false

type Gone<Place, Axes> = Axes extends readonly [infer Head, ...infer Rest]
  ? Names<Place, Head> extends true
    ? true
    : Gone<Place, Rest>
  : false

type FirstMissing<All, Axes> = Axes extends readonly [infer Head extends Axis, ...infer Rest]
  ? Has<All, Head> extends true
    ? FirstMissing<All, Rest>
    : Head
  : never

type Keep<All, Axes, Kept extends readonly unknown[] = readonly []> = All extends readonly [
  infer Head extends { dim: unknown },
  ...infer Rest,
]
  ? Keep<Rest, Axes, Gone<Head, Axes> extends true ? Kept : readonly [...Kept, Head['dim']]>
  : Kept

/**
 * The shape that is left when axes are reduced, else the message.
 *
 * @example
 * Reduce<readonly ['samples', 'batch', 20], readonly ['samples', -1]>
 * //=> readonly ['batch']
 */
export type Reduce<From extends readonly unknown[], Axes extends readonly unknown[]> =
  Places<From> extends infer All
    ? [FirstMissing<All, Axes>] extends [never]
      ? Keep<All, Axes> extends infer Kept extends readonly unknown[]
        ? [...Kept, ...Axes]['length'] extends From['length']
          ? Kept
          : Twice<From>
        : never
      : NoAxis<From, FirstMissing<All, Axes>>
    : never

type Ones<All, Axes, Kept extends readonly unknown[] = readonly []> = All extends readonly [
  infer Head extends { dim: unknown },
  ...infer Rest,
]
  ? Ones<Rest, Axes, readonly [...Kept, Gone<Head, Axes> extends true ? 1 : Head['dim']]>
  : Kept

/**
 * As `Reduce`, with an axis of 1 in place of each that is reduced; else the message.
 *
 * @example
 * ReduceKeepDims<readonly ['samples', 'batch', 20], readonly ['samples', -1]>
 * //=> readonly [1, 'batch', 1]
 */
export type ReduceKeepDims<From extends readonly unknown[], Axes extends readonly unknown[]> =
  Reduce<From, Axes> extends infer Verdict ? (Verdict extends string ? Verdict : Ones<Places<From>, Axes>) : never

/** The place of an axis counted from the front, or -1. */
export const placeOf = (from: Shape, axis: Axis): number =>
  typeof axis === 'string' ? from.indexOf(axis) : axis < 0 ? from.length + axis : axis < from.length ? axis : -1

/** The run-time version of `Reduce`: a shape, or the message. */
export const reduce = (from: Shape, axes: readonly Axis[]): Shape | string => {
  const missing = axes.find((axis) => from[placeOf(from, axis)] === undefined)
  const kept = from.filter(
    (dim: Dim, place) =>
      !axes.some((axis) => (axis === dim && typeof axis === 'string') || placeOf(from, axis) === place),
  )
  return missing !== undefined
    ? noAxis(show(from), missing)
    : kept.length + axes.length === from.length
      ? kept
      : twice(show(from))
}

/** The run-time version of `ReduceKeepDims`: a shape, or the message. */
export const reduceKeepDims = (from: Shape, axes: readonly Axis[]): Shape | string => {
  const verdict = reduce(from, axes)
  const gone = axes.map((axis) => placeOf(from, axis))
  return typeof verdict === 'string' ? verdict : from.map((dim, at) => (gone.includes(at) ? 1 : dim))
}
