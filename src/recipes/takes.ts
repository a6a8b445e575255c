/** The values that options take: the ends of numbers, the words of a choice, and what is said of a value that is none. */

import type { Below } from '../shapes/arithmetic.js'
import type { Digit } from '../shapes/digits.js'
import { type Said, WHOLE } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The kinds of options that there are. */
export type OptionKind = 'whole' | 'real' | 'choice' | 'flag' | 'text'

/** The numbers that an option takes. */
export interface Range {
  /** The least number. */
  readonly from?: number
  /** The number that all are above: in place of `from`. */
  readonly above?: number
  /** The greatest number. */
  readonly to?: number
}

/** The values that an option takes, as types read them: its kind with the ends of its numbers, or the texts of a choice. */
export interface Taking {
  readonly kind: OptionKind
  readonly from?: number | undefined
  readonly above?: number | undefined
  readonly to?: number | undefined
  readonly words?: readonly string[]
}

/** The values that an option of numbers takes, by what was given for it. */
export type TakesNumbers<Kind extends 'whole' | 'real', Given> = { readonly kind: Kind } & {
  readonly [Name in keyof Given & keyof Range]: Given[Name]
}

/** Whether a number is one of a range. */
export const isIn = ({ from, above, to }: Range, value: number): boolean =>
  (from === undefined || value >= from) && (above === undefined || value > above) && (to === undefined || value <= to)

// -----------------------------------------------------------------------------
// what is said of them
// -----------------------------------------------------------------------------

type End<Of, Name extends string, Otherwise extends number> = Of extends {
  readonly [_ in Name]: infer Value extends number
}
  ? Value
  : Otherwise

const wholeBetween = <From extends number, To extends number>(from: From, to: To) =>
  `a whole number from ${from} to ${to}` as const
const wholeFrom = <From extends number>(from: From) => `a whole number of ${from} or more` as const
const ANY_WHOLE = 'a whole number'

type WholeWords<Of> = Of extends { readonly to: infer To extends number }
  ? Said<typeof wholeBetween<End<Of, 'from', 0>, To>>
  : Of extends { readonly from: infer From extends number }
    ? From extends 1
      ? typeof WHOLE
      : Said<typeof wholeFrom<From>>
    : typeof ANY_WHOLE

/** What whole numbers of a range are called. */
export const wholeWords = ({ from, to }: Range): string =>
  to === undefined
    ? from === undefined
      ? ANY_WHOLE
      : from === 1
        ? WHOLE
        : wholeFrom(from)
    : wholeBetween(from ?? 0, to)

const aboveUpTo = <Above extends number, To extends number>(above: Above, to: To) =>
  `a number above ${above} and of at most ${to}` as const
const between = <From extends number, To extends number>(from: From, to: To) =>
  `a number from ${from} to ${to}` as const
const aboveOnly = <Above extends number>(above: Above) => `a number above ${above}` as const
const fromOnly = <From extends number>(from: From) => `a number of ${from} or more` as const
const POSITIVE = 'a positive number'
const FINITE = 'a finite number'

type RealWords<Of> = Of extends { readonly to: infer To extends number }
  ? Of extends { readonly above: infer Above extends number }
    ? Said<typeof aboveUpTo<Above, To>>
    : Said<typeof between<End<Of, 'from', 0>, To>>
  : Of extends { readonly above: infer Above extends number }
    ? Above extends 0
      ? typeof POSITIVE
      : Said<typeof aboveOnly<Above>>
    : Of extends { readonly from: infer From extends number }
      ? Said<typeof fromOnly<From>>
      : typeof FINITE

/** What numbers of a range are called. */
export const realWords = ({ from, above, to }: Range): string =>
  to !== undefined
    ? above === undefined
      ? between(from ?? 0, to)
      : aboveUpTo(above, to)
    : above === 0
      ? POSITIVE
      : above !== undefined
        ? aboveOnly(above)
        : from !== undefined
          ? fromOnly(from)
          : FINITE

type Listed<Words> = Words extends readonly [infer First extends string, ...infer Rest]
  ? Rest extends readonly []
    ? First
    : `${First}, ${Listed<Rest>}`
  : string

/** What a flag must be. */
export const TRUE_OR_FALSE = 'true or false'

/**
 * What a value of an option must be: the `expected` of the option, as a type.
 *
 * @example
 * TakenWords<{ kind: 'whole'; from: 1 }>
 * //=> 'a positive whole number'
 */
export type TakenWords<Of extends Taking> = Of['kind'] extends 'whole'
  ? WholeWords<Of>
  : Of['kind'] extends 'real'
    ? RealWords<Of>
    : Of['kind'] extends 'choice'
      ? `one of ${Listed<Of['words']>}`
      : Of['kind'] extends 'flag'
        ? typeof TRUE_OR_FALSE
        : 'a text'

// -----------------------------------------------------------------------------
// which numbers they are
// -----------------------------------------------------------------------------

type Order = 'less' | 'equal' | 'more'

type OfDigits<A extends Digit, B extends Digit> = A extends B ? 'equal' : A extends Below[B] ? 'less' : 'more'

/** Of whole numbers: the longer is the greater, else the first digit that differs says. */
type OfWholes<A extends string, B extends string, Found extends Order = 'equal'> = A extends `${infer HeadA extends
  Digit}${infer RestA}`
  ? B extends `${infer HeadB extends Digit}${infer RestB}`
    ? OfWholes<RestA, RestB, Found extends 'equal' ? OfDigits<HeadA, HeadB> : Found>
    : 'more'
  : B extends ''
    ? Found
    : 'less'

/** Of what follows a point. */
type OfFractions<A extends string, B extends string> = A extends `${infer HeadA extends Digit}${infer RestA}`
  ? B extends `${infer HeadB extends Digit}${infer RestB}`
    ? OfDigits<HeadA, HeadB> extends 'equal'
      ? OfFractions<RestA, RestB>
      : OfDigits<HeadA, HeadB>
    : 'more'
  : B extends ''
    ? 'equal'
    : 'less'

type Cut<Text extends string> = Text extends `${infer Whole}.${infer Fraction}` ? [Whole, Fraction] : [Text, '']

type OfPlain<A extends string, B extends string> =
  OfWholes<Cut<A>[0], Cut<B>[0]> extends 'equal' ? OfFractions<Cut<A>[1], Cut<B>[1]> : OfWholes<Cut<A>[0], Cut<B>[0]>

/** Below 1e-6 numbers are written with an exponent, and so are those from 1e21 on. Of two of one sort nothing is said. */
type OfTexts<A extends string, B extends string> = A extends `${string}e-${string}`
  ? B extends `${string}e-${string}`
    ? Order
    : B extends '0'
      ? 'more'
      : 'less'
  : B extends `${string}e-${string}`
    ? A extends '0'
      ? 'less'
      : 'more'
    : A extends `${string}e+${string}`
      ? B extends `${string}e+${string}`
        ? Order
        : 'more'
      : B extends `${string}e+${string}`
        ? 'less'
        : OfPlain<A, B>

/**
 * How a number stands to another, both literals; all three where that is not known before the program runs.
 *
 * @example
 * OrderOf<0.01, 0.5>
 * //=> 'less'
 */
export type OrderOf<A extends number, B extends number> = number extends A | B
  ? Order
  : `${A}` extends `-${infer SizeA}`
    ? `${B}` extends `-${infer SizeB}`
      ? OfTexts<SizeB, SizeA>
      : 'less'
    : `${B}` extends `-${string}`
      ? 'more'
      : OfTexts<`${A}`, `${B}`>

/** Whether two numbers can stand so to each other. */
type Can<A extends number, B extends number, Wanted extends Order> =
  Extract<OrderOf<A, B>, Wanted> extends never ? false : true

type FromFits<Given extends number, Of> = Of extends { readonly from: infer From extends number }
  ? Can<Given, From, 'equal' | 'more'>
  : true
type AboveFits<Given extends number, Of> = Of extends { readonly above: infer Above extends number }
  ? Can<Given, Above, 'more'>
  : true
type ToFits<Given extends number, Of> = Of extends { readonly to: infer To extends number }
  ? Can<Given, To, 'less' | 'equal'>
  : true
type WholeFits<Given extends number, Of> = Of extends { readonly kind: 'whole' }
  ? number extends Given
    ? true
    : `${Given}` extends `${bigint}`
      ? true
      : false
  : true

type NumberFits<Given extends number, Of> = false extends
  | WholeFits<Given, Of>
  | FromFits<Given, Of>
  | AboveFits<Given, Of>
  | ToFits<Given, Of>
  ? false
  : true

/**
 * Whether an option can take a value: `false` where the compiler can tell that it does not.
 *
 * @example
 * Fits<-1, { kind: 'real'; above: 0 }>
 * //=> false
 */
export type Fits<Given, Of extends Taking> = Of['kind'] extends 'whole' | 'real'
  ? Given extends number
    ? NumberFits<Given, Of>
    : false
  : Of['kind'] extends 'choice'
    ? Given extends NonNullable<Of['words']>[number]
      ? true
      : string extends Given
        ? true
        : false
    : Of['kind'] extends 'flag'
      ? Given extends boolean
        ? true
        : false
      : Given extends string
        ? true
        : false
