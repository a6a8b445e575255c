/** Axes by their place or by their name, and shapes with one axis replaced. */

import type { Shape } from './dim.js'
import { type Said, type Show, show } from './message.js'
import { type Axis, placeOf } from './reduce.js'

// -----------------------------------------------------------------------------
// the place of an axis
// -----------------------------------------------------------------------------

type NoAxis<From, Given extends Axis> = Said<typeof noAxis<Show<From>, Given>>
const noAxis = <From extends string, Given extends Axis>(from: From, given: Given) =>
  `${from} has no axis ${given}` as const

type SeveralAxes<From, Given extends string> = Said<typeof severalAxes<Show<From>, Given>>
const severalAxes = <From extends string, Given extends string>(from: From, given: Given) =>
  `${from} has more than one axis ${given}` as const

type IsAxis<Head, Rest extends readonly unknown[], Front, Given> = [Given] extends [number]
  ? [Given] extends [Front]
    ? true
    : [`${Given}`] extends [`-${[...Rest, 0]['length'] & number}`]
      ? true
      : false
  : [Given] extends [Head & string]
    ? true
    : false

type IsNever<Given> = [Given] extends [never] ? true : false

type Find<From, Given, Whole, Counted extends readonly 0[] = readonly []> = From extends readonly [
  infer Head,
  ...infer Rest,
]
  ? IsAxis<Head, Rest, Counted['length'], Given> extends true
    ? Given extends string
      ? Given extends Rest[number]
        ? SeveralAxes<Whole, Given>
        : Counted['length']
      : Counted['length']
    : Find<Rest, Given, Whole, readonly [...Counted, 0]>
  : NoAxis<Whole, Given & Axis>

/** The place of an axis from the front, else the message. */
export type Place<From, Given> =
  IsNever<Given> extends true
    ? NoAxis<From, 'never'>
    : 0 extends 1 & Given // only for `any`, which would be the first axis
      ? NoAxis<From, 'any'>
      : Find<From, Given, From>

/** The run-time version of `Place`. */
export const place = (from: Shape, axis: Axis): number | string => {
  const at = placeOf(from, axis)
  if (from[at] === undefined) return noAxis(show(from), axis)
  return typeof axis === 'string' && from.indexOf(axis, at + 1) > 0 ? severalAxes(show(from), axis) : at
}

// -----------------------------------------------------------------------------
// one axis replaced
// -----------------------------------------------------------------------------

/** A shape with other dimensions in place of the one at a place. */
export type Put<
  From,
  At,
  Dims extends readonly unknown[],
  Before extends readonly unknown[] = readonly [],
> = From extends readonly [infer Head, ...infer Rest]
  ? Before['length'] extends At
    ? readonly [...Before, ...Dims, ...Rest]
    : Put<Rest, At, Dims, readonly [...Before, Head]>
  : Before

/** The run-time version of `Put`. */
export const put = (from: Shape, at: number, dims: Shape): Shape => from.toSpliced(at, 1, ...dims)

/** What a rule makes of a shape and the place of an axis, or the message under the name of the rule. */
export const withPlace = (
  name: string,
  from: Shape,
  axis: Axis,
  rule: (at: number) => Shape | string,
): Shape | string => {
  const at = place(from, axis)
  return typeof at === 'string' ? `${name}: ${at}` : rule(at)
}

// -----------------------------------------------------------------------------
// along an axis
// -----------------------------------------------------------------------------

/**
 * The shape itself when it has an axis, else the message under the name of the rule.
 *
 * @example
 * Along<'cumsum', readonly ['batch', 28], -1>
 * //=> readonly ['batch', 28]
 */
export type Along<Name extends string, From, Given> =
  Place<From, Given> extends infer At ? (At extends string ? `${Name}: ${At}` : From) : never

/** The run-time version of `Along`: the shape, or the message. */
export const along = (name: string, from: Shape, axis: Axis): Shape | string => withPlace(name, from, axis, () => from)
