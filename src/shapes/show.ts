/** Messages: how a shape reads in one, `[batch, 28, 28]`, and what one says of a value that is out of its range. */

import type { AnyShape, Dim } from './dim.js'

/**
 * What is said of a value that is not what it must be.
 *
 * @example
 * MustBe<'the weight', '0 or more', -1>
 * //=> 'the weight must be 0 or more, not -1'
 */
export type MustBe<
  What extends string,
  Requirement extends string,
  Given extends string | number,
> = `${What} must be ${Requirement}, not ${Given}`

/** The value of `MustBe`. */
export const mustBe = <const What extends string, const Requirement extends string>(
  what: What,
  requirement: Requirement,
  given: unknown,
): MustBe<What, Requirement, string> => `${what} must be ${requirement}, not ${given}`

/**
 * A shape in words.
 *
 * @example
 * Show<readonly ['batch', 784]>
 * //=> '[batch, 784]'
 */
export type Show<Shape, Text extends string = ''> = Shape extends readonly [infer Head extends Dim, ...infer Rest]
  ? Show<Rest, Text extends '' ? `${Head}` : `${Text}, ${Head}`>
  : `[${Text}]`

/** The run-time twin of `Show`. */
export const show = (shape: readonly unknown[]): string => `[${shape.join(', ')}]`

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
