/** The options of a recipe together: decoded from what somebody wrote, with the nearest name of one that there is not. */

import * as E from 'fp-ts/lib/Either.js'
import { nearest } from '../shapes/nearest.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import type { Option } from './option.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Options by their names. */
export type Options = Readonly<Record<string, Option<unknown>>>

/** The values of options. */
export type ValuesOf<Given> = {
  readonly [Name in keyof Given]: Given[Name] extends Option<infer Value> ? Value : never
}

/** What somebody wrote for options: texts of a command line, values of a file. */
export type Written = Readonly<Record<string, unknown>>

/** A value that an option does not take, or an option that there is not. */
export interface OptionRefused extends Tagged<'OptionRefused'> {
  /** The name of the option as it was written. */
  readonly option: string
}

/** The refusal of a value of an option, for `conflict`, `build` and `fault` of a recipe. */
export const optionRefused = (option: string, message: string): OptionRefused =>
  tagged<OptionRefused>('OptionRefused', message, { option })

// -----------------------------------------------------------------------------
// decoding
// -----------------------------------------------------------------------------

/**
 * The name of an option as it is written on a command line.
 *
 * @example
 * dashed('freeBits')
 * //=> 'free-bits'
 */
export const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/**
 * The name of an option in a program.
 *
 * @example
 * camel('free-bits')
 * //=> 'freeBits'
 */
export const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** What to say of an option that there is not. */
export const unknownOption = (name: string, known: readonly string[]): OptionRefused => {
  const meant = nearest(name, known)
  return optionRefused(
    name,
    `there is no option ${name}: ${meant === null ? `the options are ${known.join(', ')}` : `did you mean ${meant}?`}`,
  )
}

const show = (given: unknown): string => (typeof given === 'string' ? given : (JSON.stringify(given) ?? 'nothing'))

const decodeOne = (name: string, option: Option<unknown>, written: unknown): E.Either<OptionRefused, unknown> =>
  written === undefined
    ? E.right(option.preset)
    : E.mapLeft((expected: string) => optionRefused(name, `${name} must be ${expected}, not ${show(written)}`))(
        option.decode(written),
      )

/**
 * The values of options, those that were left out with their defaults.
 *
 * Errors: `OptionRefused` for a value that an option does not take, and for a name that there is not, with the nearest.
 */
export const decodeOptions =
  <Given extends Options>(options: Given) =>
  (written: Written): E.Either<OptionRefused, ValuesOf<Given>> => {
    const known = Object.keys(options)
    const stray = Object.keys(written).find((name) => !known.includes(name))
    if (stray !== undefined) return E.left(unknownOption(stray, known))
    return E.map((values: readonly (readonly [string, unknown])[]) => Object.fromEntries(values) as ValuesOf<Given>)(
      // safe: each value is of its own option
      E.traverseArray(([name, option]: readonly [string, Option<unknown>]) =>
        E.map((value) => [name, value] as const)(decodeOne(name, option, written[name])),
      )(Object.entries(options)),
    )
  }
