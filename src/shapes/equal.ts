/** Whether dimensions and shapes are the same: in the types, and when the program runs. */

import { type AnyShape, type Dim, dimsOf, numbersOf, type Sizes } from './dim.js'

/** Not wrapped in a tuple: so it also resolves when both sides mention the same type parameter. */
export type Same<Left, Right> = Left extends Right ? (Right extends Left ? true : false) : false

/**
 * Whether two dimensions are one: decided in generic code too, where both mention one type parameter.
 *
 * Of no tuples, whose members the compiler would work out to compare two. What is one of several, wide or `never` is not
 * known to be the same as anything, not even as itself.
 */
export type Equal<Left, Right> = Exactly<Left, true> extends Exactly<Right, Certain<Right>> ? true : false

export interface Exactly<in out Given, out IsCertain> {
  readonly dim: Given
  readonly isCertain: IsCertain
}

/** `false` for what is one of several, wide or `never`; it passes for `true` where it waits for a type parameter. */
export type Certain<Given> = [Certainty<Given>] extends ['none'] ? false : true

/** As `Certain`, and `false` for 1. */
export type CertainNot1<Given> = [Certainty<Given>] extends ['none' | 'one'] ? false : true

/** `unknown` is asked for first: as that the compiler tries out a type parameter, which so is found to be neither. */
type Certainty<Given> = [unknown] extends [Given] ? 'any other' : CertaintyOf<Given>

type CertaintyOf<Given, Whole = Given> = Given extends Dim
  ? [Whole] extends [Given]
    ? Given extends 1
      ? 'one'
      : // biome-ignore lint/complexity/noBannedTypes: only the empty type meets an index signature, which wide types and patterns make
        {} extends { readonly [Key in Given]: 1 }
        ? 'none'
        : 'any other'
    : 'none'
  : 'any other'

/** As `Same`, for whole shapes, all of whose dimensions must be known: asked with the ranks, it waits for the shapes. */
export type EqualShapes<Left extends AnyShape, Right extends AnyShape> =
  Same<Left, Right> extends true
    ? Exactly<Left['length'], true> extends Exactly<Right['length'], AllCertain<Right>>
      ? true
      : false
    : false

type AllCertain<Shape> = [CertaintyOfAll<Shape>] extends ['none'] ? false : true

type CertaintyOfAll<Shape> = [unknown] extends [Shape]
  ? 'any other'
  : Shape extends readonly [infer Head, ...infer Rest]
    ? Certainty<Head> extends 'none'
      ? 'none'
      : CertaintyOfAll<Rest>
    : 'any other'

/** As `Equal`, one way. */
export type IsPart<Some, All> = Within<Some> extends Within<All> ? true : false

interface Within<out Given> {
  readonly dim: Given
}

export const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length && left.every((dim, index) => dim === right[index])

/** Whether events have the same dimensions and the same sizes. */
export const sameSizes = (left: Sizes, right: Sizes): boolean =>
  same(dimsOf(left), dimsOf(right)) && same(numbersOf(left), numbersOf(right))
