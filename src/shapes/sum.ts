/** Sums and differences of dimensions: numbers are computed, names keep a readable form. */

import type { Add, Subtract } from './arithmetic.js'
import type { Digit } from './digits.js'
import type { Dim } from './dim.js'
import { type SplitAt, splitAt, type ToDim, toDim } from './expression.js'

// -----------------------------------------------------------------------------
// terms
// -----------------------------------------------------------------------------

/** Names in the order in which they appear, a number to add and one to take away. */
export type Terms = readonly [names: readonly string[], plus: number, minus: number]

/** `['latent+10', 2]` has the name `latent` and the number 12. */
type TermsOf<
  Dims extends readonly unknown[],
  Names extends readonly string[] = [],
  Plus extends number = 0,
  Minus extends number = 0,
> = Dims extends readonly [infer Head, ...infer Rest]
  ? Head extends number
    ? TermsOf<Rest, Names, Add<Plus, Head>, Minus>
    : Head extends string
      ? Head extends `${string}${'+' | '-'}${string}`
        ? SplitAt<Head, '+'> extends readonly [infer Left extends string, infer Right extends string]
          ? TermsOf<[ToDim<Left>, ToDim<Right>, ...Rest], Names, Plus, Minus>
          : SplitAt<Head, '-', `${Digit}${string}`> extends readonly [
                infer Left extends string,
                `${infer Less extends number}`,
              ]
            ? TermsOf<[ToDim<Left>, ...Rest], Names, Plus, Add<Minus, Less>>
            : TermsOf<Rest, [...Names, Head], Plus, Minus>
        : TermsOf<Rest, [...Names, Head], Plus, Minus>
      : never
  : [Names, Plus, Minus]

const minusOf = (text: string): readonly [string, number] | null => {
  const sides = splitAt(text, '-', /^\d/)
  const less = sides === null ? '' : toDim(sides[1])
  return sides !== null && typeof less === 'number' ? [sides[0], less] : null
}

const termsOf = (dims: readonly Dim[]): Terms =>
  dims.reduce<Terms>(
    ([names, plus, minus], dim) => {
      if (typeof dim === 'number') return [names, plus + dim, minus]
      const [sides, less] = [splitAt(dim, '+'), minusOf(dim)]
      const [more, up, down]: Terms =
        sides !== null ? termsOf(sides.map(toDim)) : less !== null ? termsOf([toDim(less[0])]) : [[dim], 0, 0]
      return [[...names, ...more], plus + up, minus + down + (sides === null && less !== null ? less[1] : 0)]
    },
    [[], 0, 0],
  )

// -----------------------------------------------------------------------------
// as text, and as a dimension
// -----------------------------------------------------------------------------

type Join<Names extends readonly string[], Text extends string = ''> = Names extends readonly [
  infer Head extends string,
  ...infer Rest extends readonly string[],
]
  ? Join<Rest, Text extends '' ? Head : `${Text}+${Head}`>
  : Text

type Written<Given> = Given extends readonly [
  infer Names extends readonly string[],
  infer Plus extends number,
  infer Minus extends number,
]
  ? [Subtract<Plus, Minus>] extends [never]
    ? Names extends readonly []
      ? never
      : `${Join<Names>}-${Subtract<Minus, Plus>}`
    : Names extends readonly []
      ? Subtract<Plus, Minus>
      : Subtract<Plus, Minus> extends 0
        ? Join<Names>
        : `${Join<Names>}+${Subtract<Plus, Minus>}`
  : never

const written = ([names, plus, minus]: Terms): Dim | null => {
  const number = plus - minus
  const text = names.join('+')
  if (names.length === 0) return number >= 0 && Number.isSafeInteger(number) ? number : null
  return number === 0 ? text : number > 0 ? `${text}+${number}` : `${text}${number}`
}

/**
 * The sum of two dimensions: a number, or a readable name. `never` from 2^53.
 *
 * @example
 * Sum<'latent', 10>
 * //=> 'latent+10'
 */
export type Sum<Left, Right> = Left extends number
  ? Right extends number
    ? Add<Left, Right>
    : Written<TermsOf<[Left, Right]>>
  : Written<TermsOf<[Left, Right]>>

/** The run-time version of `Sum`; `null` for what is `never`. */
export const sum = (left: Dim, right: Dim): Dim | null => written(termsOf([left, right]))

/**
 * A dimension less a number: a number, or a readable name. `never` below 0.
 *
 * @example
 * Difference<'height', 2>
 * //=> 'height-2'
 */
export type Difference<From, Less extends number> = From extends number
  ? Subtract<From, Less>
  : TermsOf<[From]> extends readonly [infer Names, infer Plus, infer Minus extends number]
    ? Written<readonly [Names, Plus, Add<Minus, Less>]>
    : never

/** The run-time version of `Difference`; `null` for what is `never`. */
export const difference = (from: Dim, less: number): Dim | null => {
  const [names, plus, minus] = termsOf([from])
  return written([names, plus, minus + less])
}
