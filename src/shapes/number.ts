/**
 * Numbers that are not sizes, as a caller writes them: a literal out of its range is refused by the types, and any number
 * when the program runs.
 */

import { refuse } from './refusal.js'

// -----------------------------------------------------------------------------
// literals out of a range
// -----------------------------------------------------------------------------

/** The literals below 0 of a type. */
export type BelowZero<Given> = Given extends number ? (`${Given}` extends `-${string}` ? Given : never) : never

/** The literals of a type that are not above 0. */
type NotAboveZero<Given extends number> = Given extends unknown
  ? `${Given}` extends '0' | `-${string}`
    ? Given
    : never
  : never

/** The literals of a type that are not whole numbers above 0. */
type NotCounted<Given extends number> = Given extends unknown
  ? number extends Given
    ? never
    : `${Given}` extends '0' | `-${string}`
      ? Given
      : `${Given}` extends `${bigint}`
        ? never
        : Given
  : never

// -----------------------------------------------------------------------------
// parameters: the type itself, or the words in its place
// -----------------------------------------------------------------------------

/**
 * `Given` itself, or the words in its place where there are some: a function of a user's that is generic in the number is
 * taken, as one that is given any number is.
 */
export type OrWords<Given, Words> = [Words] extends [string] ? Words : Given

/**
 * The words about the literals outside of a range, or `true`: not `null`, which passes for words in a project that is not
 * strict. Of `any` there are none, and `never` is the one type it is not assignable to.
 *
 * Asked for `unknown` first: as that the compiler tries out a type parameter, of which there is nothing to be said.
 */
export type OutOfRange<Given, Outside extends number, Before extends string, After extends string> = [unknown] extends [
  Given,
]
  ? [Given] extends [never]
    ? true
    : never
  : [Outside] extends [never]
    ? true
    : `${Before} ${Outside}${After}`

type InRange<Given, Outside extends number, Before extends string, After extends string> = OrWords<
  Given,
  OutOfRange<Given, Outside, Before, After>
>

/** A number of 0 or more, or the words: before and after the number that was given. */
export type FromZero<Given extends number, Before extends string, After extends string> = InRange<
  Given,
  BelowZero<Given>,
  Before,
  After
>

/** A number above 0, or the words: before and after the number that was given. */
export type AboveZero<Given extends number, Before extends string, After extends string> = InRange<
  Given,
  NotAboveZero<Given>,
  Before,
  After
>

/** A whole number above 0, or the words. */
export type WholeNumber<Given extends number, What extends string> = InRange<
  Given,
  NotCounted<Given>,
  `${What} is`,
  ': it is a whole number above 0'
>

// -----------------------------------------------------------------------------
// run-time twin
// -----------------------------------------------------------------------------

/**
 * Whether a number is 0 or more, and finite in float32, which is what the engines make of it.
 *
 * @example
 * isFromZero(1e39)
 * //=> false
 */
export const isFromZero = (given: number): boolean => given >= 0 && Number.isFinite(Math.fround(given))

/**
 * A whole number above 0. Errors: a `ShapeError` for any other.
 *
 * @example
 * counted(3, 'miwae: the number of groups')
 * //=> 3
 */
export const counted = (given: unknown, what: string): number =>
  typeof given === 'number' && Number.isSafeInteger(given) && given > 0
    ? given
    : refuse(`${what} is ${given}: it is a whole number above 0`)
