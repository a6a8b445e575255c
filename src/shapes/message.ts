/** Messages: how a shape reads in one, `[batch, 28, 28]`, and what one says of a value that is out of its range. */

import type { Dim } from './dim.js'

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

/** What a count must be. */
export const WHOLE = 'a positive whole number'

/**
 * The message that a function of its parts gives, by their types: so its text is written once, as a value. It ends in `as const`, without which it would give a
 * `string`.
 */
export type Said<Message extends (...parts: never) => string> = Message extends (...parts: never) => infer Text
  ? Text
  : never

/**
 * A shape as text.
 *
 * @example
 * Show<readonly ['batch', 784]>
 * //=> '[batch, 784]'
 */
export type Show<Shape, Text extends string = ''> = Shape extends readonly [infer Head extends Dim, ...infer Rest]
  ? Show<Rest, Text extends '' ? `${Head}` : `${Text}, ${Head}`>
  : `[${Text}]`

/** The run-time version of `Show`. */
export const show = (shape: readonly unknown[]): string => `[${shape.join(', ')}]`
