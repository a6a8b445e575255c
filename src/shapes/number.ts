/**
 * Numbers that are not sizes, as a caller writes them: a literal out of its range is refused by the types, and any number
 * when the program runs.
 */

import { refuse } from './defect.js'
import { type MustBe, mustBe, WHOLE } from './message.js'

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
// parameters: the type itself, or the message in its place
// -----------------------------------------------------------------------------

/**
 * `Given` itself, or the message in its place where there is one: a generic function of a user's that passes its own type
 * parameter on compiles, as it does with a `number`.
 */
export type OrMessage<Given, Message> = [Message] extends [string] ? Message : Given

/**
 * The message about the literals outside of a range, or `true`: not `null`, which passes for a message in a project that
 * is not strict. `any` has none, and `never` is the one type it is not assignable to.
 *
 * Asked for `unknown` first: the compiler tries out a type parameter as that, and nothing is known of one.
 */
export type OutOfRange<
  Given,
  Outside extends number,
  What extends string,
  Requirement extends string,
  Hint extends string = '',
> = [unknown] extends [Given]
  ? [Given] extends [never]
    ? true
    : never
  : [Outside] extends [never]
    ? true
    : `${MustBe<What, Requirement, Outside>}${Hint}`

type InRange<
  Given,
  Outside extends number,
  What extends string,
  Requirement extends string,
  Hint extends string = '',
> = OrMessage<Given, OutOfRange<Given, Outside, What, Requirement, Hint>>

/** A number of 0 or more, or the message. */
export type FromZero<
  Given extends number,
  What extends string,
  Requirement extends string,
  Hint extends string,
> = InRange<Given, BelowZero<Given>, What, Requirement, Hint>

/** A number above 0, or the message. */
export type AboveZero<Given extends number, What extends string, Requirement extends string> = InRange<
  Given,
  NotAboveZero<Given>,
  What,
  Requirement
>

/** A whole number above 0, or the message. */
export type WholeNumber<Given extends number, What extends string> = InRange<
  Given,
  NotCounted<Given>,
  What,
  typeof WHOLE
>

// -----------------------------------------------------------------------------
// run-time checks
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
  typeof given === 'number' && Number.isSafeInteger(given) && given > 0 ? given : refuse(mustBe(what, WHOLE, given))
