/** Where a dimension enters: it must be one known dimension. */

import type { IsSafe } from './arithmetic.js'
import type { Digit } from './digits.js'
import { type Dim, type Size, toSize } from './dim.js'
import type { Hint } from './hint.js'
import { type MustBe, mustBe } from './message.js'

// -----------------------------------------------------------------------------
// questions about a type
// -----------------------------------------------------------------------------

/** Not `0 extends 1 & Given`: where `Given` must be a string, the compiler answers that before it knows it. */
export type IsAny<Given> = unknown extends Given ? ([keyof Given] extends [never] ? false : true) : false

/**
 * `Result`, or `never` when one of some types is, or is `any`: both pass a parameter that may be left out. `Keys` are
 * those of all of them: only `never` and `any` have every key.
 */
export type UnlessNever<Keys, Result> = PropertyKey extends Keys ? never : Result

/**
 * What a record of options must be besides its type: the message when one of some of them is `any`, else nothing more.
 *
 * `any` is assignable to all but `never`, so no message can stand in its own place: it stands in that of the record.
 */
export type Besides<Options, What extends string> =
  IsAny<Options[keyof Options]> extends true // a union with `any` is `any`
    ? {
        [Name in keyof Options]: IsAny<Options[Name]> extends true ? `${What}${Name & string} is any` : never
      }[keyof Options]
    : unknown

/** Whether a type is one of several. */
export type IsUnion<Given, Whole = Given> = [Given] extends [never]
  ? false
  : (Given extends unknown ? ([Whole] extends [Given] ? 1 : 2) : 0) extends 1
    ? false
    : true

type IsWide<Given> = [Given & PropertyKey] extends [never]
  ? false
  : // biome-ignore lint/complexity/noBannedTypes: only the empty type meets an index signature, which wide types and patterns make
    {} extends Record<Given & PropertyKey, 1>
    ? true
    : false

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type Several<What extends string, Whole> = [undefined, undefined extends 1 ? true : false] extends [Whole, false]
  ? `${What} must be one dimension, and may not be undefined`
  : MustBe<What, 'one dimension', 'a union'>
type Wide<What extends string> = `${What} is known only when the program runs: give it a name with Dim.named`
export type SeveralShapes<What extends string> = MustBe<`${What}: the shape`, 'one shape', 'a union'>
export type NoRank<What extends string> = `${What}: the rank is known only when the program runs`
type AnyDim<What extends string> = `${What} is any`
type Missing<What extends string> = `${What} is never: give a number or a name`
type Unwhole<What extends string, Given extends number> = MustBe<What, 'a positive whole number', Given>
type Numeric<
  What extends string,
  Given extends string,
> = `${What} is the name '${Given}', but a name must not read as a number`
type NoDimension<What extends string> = `${What} is not a dimension`
type Unsized<
  What extends string,
  Given extends string,
> = `${What} is the name '${Given}', which has no number here: use Dim.named('${Given}', size)`

const unwhole = <What extends string>(what: What, given: number): Unwhole<What, number> =>
  mustBe(what, 'a positive whole number', given) as Unwhole<What, number> // safe: the text of a number
const numeric = <What extends string, Given extends string>(what: What, given: Given): Numeric<What, Given> =>
  `${what} is the name '${given}', but a name must not read as a number`
const noDimension = <What extends string>(what: What): NoDimension<What> => `${what} is not a dimension`
const unsized = <What extends string, Given extends string>(what: What, given: Given): Unsized<What, Given> =>
  `${what} is the name '${given}', which has no number here: use Dim.named('${given}', size)`
const otherwise = (what: string, dim: number, size: number) => `${what} is ${dim}, but its size is ${size}`

// -----------------------------------------------------------------------------
// one dimension
// -----------------------------------------------------------------------------

type Counting = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** The sizes up to 999, as most are: to find a text among them costs nothing. */
type Common = `${Counting}` | `${Counting}${Digit}` | `${Counting}${Digit}${Digit}`

/**
 * Whether a type is one of the sizes up to 999.
 *
 * The checks ask for it first, and only then look closer, at both by `infer`: while a type is not known, the compiler would
 * work out all that could be said of it, once for every function that has a check.
 */
type IsCommon<Given, Whole = Given> = Given extends number
  ? [Whole] extends [Given]
    ? `${Given}` extends Common
      ? true
      : false
    : false
  : false

/** A whole number reads as one: no point, no exponent, no sign. */
type NumberCheck<Given extends number, What extends string, Fine> =
  IsWide<Given> extends true
    ? Wide<What>
    : `${Given}` extends `-${string}` | '0'
      ? Unwhole<What, Given>
      : `${Given}` extends `${bigint}`
        ? IsSafe<`${Given}`> extends true
          ? Fine
          : Unwhole<What, Given>
        : Unwhole<What, Given>

type NameCheck<Given extends string, What extends string, Fine> =
  IsWide<Given> extends true
    ? Wide<What>
    : Given extends '' | `${number}` | ` ${string}` | `${string} `
      ? Numeric<What, Given>
      : Fine

/** Member by member: so that the members of a union are reported from the whole at no other cost. */
type EachCheck<Given, What extends string, Fine, Whole> = Given extends number
  ? [Whole] extends [Given]
    ? NumberCheck<Given, What, Fine>
    : Several<What, Whole>
  : Given extends string
    ? [Whole] extends [Given]
      ? NameCheck<Given, What, Fine>
      : Several<What, Whole>
    : IsUnion<Whole> extends true
      ? Several<What, Whole>
      : IsWide<Given> extends true
        ? Wide<What>
        : NoDimension<What>

/** `Fine` for one known dimension, else the message. */
export type DimCheck<Given, What extends string, Fine = unknown> = [Given] extends [never]
  ? Missing<What>
  : EachCheck<Given, What, Fine, Given>

/** The message about a dimension at run time, or `null`. */
export const dimFault = (given: unknown, what: string): string | null =>
  typeof given === 'number'
    ? Number.isSafeInteger(given) && given > 0
      ? null
      : unwhole(what, given)
    : typeof given === 'string'
      ? given === '' || given.startsWith(' ') || given.endsWith(' ') || Number.isFinite(Number(given))
        ? numeric(what, given)
        : null
      : noDimension(what)

// -----------------------------------------------------------------------------
// parameters of constructors: the type itself, or the message alone
// -----------------------------------------------------------------------------

/**
 * The parameter of a rule that takes a dimension: `Given` itself, or the message in its place.
 *
 * `any` is stopped by `never`, the one type it is not assignable to. Nothing is inferred from the message: for that the
 * compiler would work out all that could be said of a type that is not known.
 */
export type Known<Given, What extends string> = PropertyKey extends keyof Given
  ? [Given] extends [never]
    ? Missing<What>
    : never
  : IsCommon<Given> extends true
    ? Given
    : [DimMessage<Given, What>] extends [string]
      ? NoInfer<DimMessage<Given, What>>
      : Given

type DimMessage<Given, What extends string> = [Given, What] extends [infer Found, infer Message extends string]
  ? EachCheck<Found, Message, unknown, Found>
  : never

/** A size, before one is given: one that the checks let pass, so that they cost no more. */
export interface SizeHint extends Hint, Size<'size'> {}

/**
 * The parameter of a layer that takes a size: a number literal or a `Size`, or the message in its place.
 *
 * A `Size` is taken also where its dimension is a type parameter.
 */
export type KnownSize<Given, What extends string> = PropertyKey extends keyof Given
  ? [Given] extends [never]
    ? Missing<What>
    : never
  : IsCommon<Given> extends true
    ? Given
    : [SizeMessage<Given, What>] extends [string]
      ? NoInfer<SizeMessage<Given, What>>
      : Given

type SizeMessage<Given, What extends string> = [Given, What] extends [infer Found, infer Message extends string]
  ? EachSize<Found, Message, Found>
  : never

type EachSize<Given, What extends string, Whole> = Given extends number
  ? [Whole] extends [Given]
    ? NumberCheck<Given, What, unknown>
    : Several<What, Whole>
  : IsUnion<Whole> extends true
    ? Several<What, Whole>
    : Given extends { readonly dim: unknown; readonly size: number }
      ? NameMessage<Given['dim'], What>
      : Given extends string
        ? IsWide<Given> extends true
          ? Wide<What>
          : Unsized<What, Given>
        : EachCheck<Given, What, unknown, Whole>

/** Of a type parameter nothing, also when the compiler tries it out as what is both `never` and `unknown`. */
type NameMessage<Given, What extends string> = [Dim] extends [Given]
  ? [Given] extends [never]
    ? unknown
    : IsAny<Given> extends true
      ? AnyDim<What>
      : Wide<What>
  : DimCheck<Given, What>

type Ranked<Given extends readonly unknown[], What extends string> =
  IsAny<Given> extends true
    ? never
    : [readonly Dim[]] extends [Given] // what is inferred of `any`
      ? never
      : IsUnion<Given> extends true
        ? { readonly error: SeveralShapes<What> }
        : number extends Given['length']
          ? { readonly error: NoRank<What> }
          : IsUnion<Given['length']> extends true
            ? { readonly error: `${What}: a shape has no optional dimensions` }
            : unknown

/** The parameter of a rule that takes a whole shape. */
export type KnownShape<Given extends readonly unknown[], What extends string> = {
  readonly [Index in keyof Given]: Known<Given[Index], `${What}: a dimension`>
} & Ranked<Given, What>

/** As `Known` for a dimension, and as `KnownSize` for one that brings its size. */
type KnownDim<Given, What extends string> = PropertyKey extends keyof Given
  ? [Given] extends [never]
    ? Missing<What>
    : never
  : IsCommon<Given> extends true
    ? Given
    : [SizedMessage<Given, What>] extends [string]
      ? NoInfer<SizedMessage<Given, What>>
      : Given

type SizedMessage<Given, What extends string> = [Given] extends [Dim]
  ? DimMessage<Given, What>
  : SizeMessage<Given, What>

/** The parameter of a rule that takes a whole shape, some of whose dimensions may bring their sizes. */
export type KnownSized<Given extends readonly unknown[], What extends string> = {
  readonly [Index in keyof Given]: KnownDim<Given[Index], `${What}: a dimension`>
} & Ranked<Given, What>

/** The parameter of a rule that takes the sizes of a whole event. */
export type KnownSizes<Given extends readonly unknown[], What extends string> = {
  readonly [Index in keyof Given]: KnownSize<Given[Index], `${What}: a dimension`>
} & Ranked<Given, What>

// -----------------------------------------------------------------------------
// run-time check of the parameters
// -----------------------------------------------------------------------------

/** The size that was given, or the message. */
export const knownSize = (given: unknown, what: string): Size<Dim> | string => {
  const size = toSize(given)
  return (
    dimFault(size.dim, what) ??
    (typeof given === 'string' ? unsized(what, given) : dimFault(size.size, what)) ??
    (typeof size.dim === 'number' && size.dim !== size.size ? otherwise(what, size.dim, size.size) : size)
  )
}
