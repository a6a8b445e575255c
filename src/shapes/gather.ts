/** Places along an axis as whole numbers: picked by, and found. */

import { type Place, type Put, place, put, withPlace } from './axes.js'
import type { Dim, Shape } from './dim.js'
import type { Same } from './equal.js'
import { beyond, type Fits, fits } from './layout.js'
import { type Said, type Show, show } from './message.js'
import type { Axis } from './reduce.js'

type IsNever<Given> = [Given] extends [never] ? true : false

// -----------------------------------------------------------------------------
// picked
// -----------------------------------------------------------------------------

type DimText<Given> = IsNever<Given> extends true ? 'never' : Given & Dim

type Outside<From, Found, Below> = Said<typeof outside<Show<From>, DimText<Found>, DimText<Below>>>

const outside = <From extends string, Found extends Dim, Below extends Dim>(from: From, found: Found, below: Below) =>
  `gather: takes indices below ${found} but is given indices below ${below}, in ${from}` as const

/** `never` compares with everything, and so must not be compared. */
type Meets<Found, Below> = true extends IsNever<Found> | IsNever<Below> ? false : Same<Found, Below>

/**
 * The shape with that of the indices in place of an axis, whose dimension they must be below; else the message.
 *
 * @example
 * Gather<readonly ['vocabulary', 64], 0, readonly ['batch', 12], 'vocabulary'>
 * //=> readonly ['batch', 12, 64]
 */
export type Gather<From extends readonly unknown[], Given, Indices extends readonly unknown[], Below> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? Meets<From[At], Below> extends true
        ? Put<From, At, Indices>
        : Outside<From, From[At], Below>
      : `gather: ${At & string}`
    : never

/** The run-time version of `Gather`: a shape, or the message. */
export const gather = (from: Shape, axis: Axis, indices: Shape, below: Dim): Shape | string =>
  withPlace('gather', from, axis, (at) =>
    from[at] === below ? put(from, at, indices) : outside(show(from), from[at] as Dim, below),
  )

// -----------------------------------------------------------------------------
// found
// -----------------------------------------------------------------------------

/** The shape of places along an axis, and the dimension that they are below. */
export interface Places {
  readonly shape: Shape
  readonly below: Dim
}

/**
 * The shape without an axis, and the dimension that the places along it are below; else the message.
 *
 * @example
 * ArgMax<readonly ['batch', 10], -1>
 * //=> { readonly shape: readonly ['batch']; readonly below: 10 }
 */
export type ArgMax<From extends readonly unknown[], Given> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? { readonly shape: Put<From, At, readonly []>; readonly below: From[At] }
      : `argMax: ${At & string}`
    : never

/** The run-time version of `ArgMax`: a shape and a dimension, or the message. */
export const argMax = (from: Shape, axis: Axis): Places | string => {
  const at = place(from, axis)
  return typeof at === 'string' ? `argMax: ${at}` : { shape: put(from, at, []), below: from[at] as Dim }
}

/**
 * The shape with `Count` of an axis, and the dimension that the places along it are below; else the message. The size of a
 * name is checked when the program runs.
 *
 * @example
 * TopK<readonly ['batch', 10], -1, 3>
 * //=> { readonly shape: readonly ['batch', 3]; readonly below: 10 }
 */
export type TopK<From extends readonly unknown[], Given, Count extends number> =
  Place<From, Given> extends infer At
    ? At extends keyof From
      ? Fits<From[At], Count> extends true
        ? { readonly shape: Put<From, At, readonly [Count]>; readonly below: From[At] }
        : Said<typeof beyond<'topK', Show<From>, From[At] & Dim, Count>>
      : `topK: ${At & string}`
    : never

/** The run-time version of `TopK`: a shape and a dimension, or the message. */
export const topK = (from: Shape, axis: Axis, count: number): Places | string => {
  const at = place(from, axis)
  if (typeof at === 'string') return `topK: ${at}`
  const below = from[at] as Dim
  return fits(below, count) ? { shape: put(from, at, [count]), below } : beyond('topK', show(from), below, count)
}
