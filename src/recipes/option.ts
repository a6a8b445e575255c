/** Options of a recipe: values that say what they are for, which values they take, and what they are where they are left out. */

import * as E from 'fp-ts/lib/Either.js'
import { refuse } from '../shapes/defect.js'
import type { Said } from '../shapes/message.js'
import {
  isIn,
  type OptionKind,
  type Range,
  realWords,
  type TakesNumbers,
  type Taking,
  TRUE_OR_FALSE,
  wholeWords,
} from './takes.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** An option: what it is for, and what makes its value of what somebody wrote. */
export interface Option<out Value, out Takes extends Taking = Taking> {
  readonly kind: OptionKind
  readonly takes: Takes
  readonly about: string
  /** What a value must be: `a positive whole number`. */
  readonly expected: string
  /** The values of a choice. */
  readonly choices: readonly string[] | null
  /** The value where none is given: `undefined` where there is none, and then `build` sees it too. */
  readonly preset: Value
  /** The value of what is given, as a value or as text; `Left` says what it must be. */
  readonly decode: (given: unknown) => E.Either<string, Value>
}

/** What every option may be: its value, and one sentence on it. */
export interface OptionAbout {
  readonly about: string
}

/** A default, which may be left out. */
export interface OptionDefault<Value> {
  readonly default?: Value
}

/** What the value of an option is where none is given. */
export type OptionPreset<Given, Value> = Given extends { readonly default: Value } ? Value : Value | undefined

// -----------------------------------------------------------------------------
// what an option says of itself
// -----------------------------------------------------------------------------

type NoWord<Kind extends string, Name extends string> = Said<typeof noWord<Kind, Name>>
const noWord = <Kind extends string, Name extends string>(kind: Kind, name: Name) =>
  `${kind}: there is no ${name}` as const

/** What each kind says of itself. */
const WORDS = {
  whole: ['about', 'default', 'from', 'to'],
  real: ['about', 'default', 'from', 'above', 'to'],
  choice: ['about', 'default'],
  flag: ['about'],
  text: ['about', 'default'],
} as const satisfies Readonly<Record<OptionKind, readonly string[]>>

/** What is given, with a message in the place of each word that its kind does not know. */
export type KnownOption<Kind extends OptionKind, Given> = {
  readonly [Name in Exclude<keyof Given, (typeof WORDS)[Kind][number]>]: NoWord<Kind, Name & string>
}

/** The run-time check of `KnownOption`. */
const known = (kind: OptionKind, given: object): void => {
  const words: readonly string[] = WORDS[kind]
  const stray = Object.keys(given).find((name) => !words.includes(name))
  if (stray !== undefined) refuse(noWord(kind, stray))
}

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

/** A number, or the number that a text is; NaN for everything else. */
const numberOf = (given: unknown): number =>
  typeof given === 'number' ? given : typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN

const numeric = (
  kind: 'whole' | 'real',
  given: OptionAbout & OptionDefault<number> & Range,
  expected: string,
  fits: (value: number) => boolean,
): Option<number | undefined> => {
  known(kind, given)
  const { about, default: preset, from, above, to } = given
  const ends = {
    ...(from !== undefined && { from }),
    ...(above !== undefined && { above }),
    ...(to !== undefined && { to }),
  }
  return {
    ...{ kind, takes: { kind, ...ends }, about, expected, choices: null, preset },
    decode: (written) => {
      const value = numberOf(written)
      return fits(value) ? E.right(value) : E.left(expected)
    },
  }
}

/**
 * A whole number, such as a size or a count.
 *
 * Errors: a `ShapeError` for a word that an option of its kind does not know.
 *
 * @example
 * whole({ default: 400, from: 1, about: 'units of the hidden layer' }).expected
 * //=> 'a positive whole number'
 */
export const whole = <const Given extends OptionAbout & OptionDefault<number> & Omit<Range, 'above'>>(
  given: Given & KnownOption<'whole', Given>,
): Option<OptionPreset<Given, number>, TakesNumbers<'whole', Given>> =>
  // safe: the preset and the ends are there wherever the type says so
  numeric('whole', given, wholeWords(given), (value) => Number.isSafeInteger(value) && isIn(given, value)) as Option<
    OptionPreset<Given, number>,
    TakesNumbers<'whole', Given>
  >

/**
 * A finite number, such as a weight or a rate.
 *
 * Errors: as `whole`.
 *
 * @example
 * real({ default: 1, from: 0, about: 'weight of the KL' }).expected
 * //=> 'a number of 0 or more'
 */
export const real = <const Given extends OptionAbout & OptionDefault<number> & Range>(
  given: Given & KnownOption<'real', Given>,
): Option<OptionPreset<Given, number>, TakesNumbers<'real', Given>> =>
  // safe: the preset and the ends are there wherever the type says so
  numeric('real', given, realWords(given), (value) => Number.isFinite(value) && isIn(given, value)) as Option<
    OptionPreset<Given, number>,
    TakesNumbers<'real', Given>
  >

// -----------------------------------------------------------------------------
// words
// -----------------------------------------------------------------------------

/**
 * One of several words.
 *
 * Errors: as `whole`.
 *
 * @example
 * choice(['relu', 'tanh'], { default: 'tanh', about: 'the nonlinearity' }).expected
 * //=> 'one of relu, tanh'
 */
export const choice = <
  const Words extends readonly [string, ...string[]],
  const Given extends OptionAbout & OptionDefault<Words[number]>,
>(
  words: Words,
  given: Given & KnownOption<'choice', Given>,
): Option<OptionPreset<Given, Words[number]>, { readonly kind: 'choice'; readonly words: Words }> => {
  known('choice', given)
  const expected = `one of ${words.join(', ')}`
  return {
    kind: 'choice',
    takes: { kind: 'choice', words },
    about: given.about,
    expected,
    choices: words,
    preset: given.default as OptionPreset<Given, Words[number]>, // safe: it is there wherever the type says so
    decode: (text) => {
      const found = words.find((word) => word === text)
      // safe: a word of the choice is a value of it
      return found === undefined ? E.left(expected) : E.right(found as OptionPreset<Given, Words[number]>)
    },
  }
}

/**
 * Yes or no: left out, it is no.
 *
 * Errors: as `whole`.
 */
export const flag = (given: OptionAbout): Option<boolean, { readonly kind: 'flag' }> => {
  known('flag', given)
  return {
    ...{
      kind: 'flag',
      takes: { kind: 'flag' },
      about: given.about,
      expected: TRUE_OR_FALSE,
      choices: null,
      preset: false,
    },
    decode: (written) =>
      written === true || written === 'true'
        ? E.right(true)
        : written === false || written === 'false'
          ? E.right(false)
          : E.left(TRUE_OR_FALSE),
  }
}

/**
 * Any text.
 *
 * Errors: as `whole`.
 */
export const text = <const Given extends OptionAbout & OptionDefault<string>>(
  given: Given & KnownOption<'text', Given>,
): Option<OptionPreset<Given, string>, { readonly kind: 'text' }> => {
  known('text', given)
  return {
    ...{ kind: 'text', takes: { kind: 'text' }, about: given.about, expected: 'a text', choices: null },
    preset: given.default as OptionPreset<Given, string>, // safe: it is there wherever the type says so
    // safe: a text is a value of an option of texts
    decode: (found) => (typeof found === 'string' ? E.right(found as OptionPreset<Given, string>) : E.left('a text')),
  }
}
