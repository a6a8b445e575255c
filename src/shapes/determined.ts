/** Whether the sizes of a shape follow from another of equally many elements. */

import type { AnyShape, AnySize, Dim, Shape, Sizes } from './dim.js'
import type { IsPart } from './equal.js'
import { type Show, show } from './message.js'
import { type FactorsOf, factorsOf } from './product.js'

/** A dimension as `reshape` takes it: one that is known from the tensor, or one that brings its size. */
export type DimOrSize = Dim | AnySize

/** The dimensions that bring their sizes. */
export type DimsWithSize<Given extends readonly unknown[]> = {
  readonly [Index in keyof Given]: Given[Index] extends { readonly dim: infer Name; readonly size: number }
    ? Name
    : null
}

/** The run-time version of `DimsWithSize`. */
export const stated = (given: readonly DimOrSize[]): Sizes => given.filter((each) => typeof each === 'object')

/** A number, a dimension of the other shape, or a product of such. */
type IsGiven<Given, From extends AnyShape> =
  IsPart<Given, number | From[number]> extends true
    ? true
    : FactorsOf<readonly [Given]> extends readonly [unknown, infer Names extends readonly string[]]
      ? [Names[number]] extends [From[number]]
        ? true
        : false
      : false

type MissingSizes<To, From extends AnyShape, Found extends readonly unknown[] = readonly []> = To extends readonly [
  infer Head,
  ...infer Rest,
]
  ? MissingSizes<Rest, From, IsGiven<Head, From> extends true ? Found : readonly [...Found, Head]>
  : Found

type SizesMissing<
  Name extends string,
  From,
  Found,
> = `${Name}: ${Show<From>} does not say the sizes of ${Show<Found>}: give one with Dim.named`

/**
 * `To` when at most one of its sizes does not follow from the dimensions of `From` and from those that are stated: that
 * one takes what is left. Else the message.
 *
 * @example
 * Determined<'reshape', readonly ['batch*784'], readonly ['batch', 28, 28]>
 * //=> readonly ['batch', 28, 28]
 */
export type Determined<
  Name extends string,
  From extends AnyShape,
  To extends AnyShape,
  Sizes extends AnyShape = readonly [],
> =
  MissingSizes<To, readonly [...From, ...Sizes]> extends infer Found
    ? Found extends readonly [unknown, unknown, ...unknown[]]
      ? SizesMissing<Name, From, Found>
      : To
    : never

/** The run-time version of `Determined`: a shape, or the message. */
export const determined = (name: string, from: Shape, to: Shape, sizes: Shape = []): Shape | string => {
  const said: Shape = [...from, ...sizes]
  const isSaid = (dim: Dim) =>
    typeof dim === 'number' || said.includes(dim) || factorsOf([dim])[1].every((factor) => said.includes(factor))
  const found = to.filter((dim) => !isSaid(dim))
  return found.length > 1
    ? `${name}: ${show(from)} does not say the sizes of ${show(found)}: give one with Dim.named`
    : to
}
