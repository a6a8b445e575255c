/** Names that arithmetic has made (`'latent+10'`, `'ceil(h/2)*3'`), read as mathematics is: products bind tighter. */

import type { Digit } from './digits.js'

// -----------------------------------------------------------------------------
// signs outside of parentheses
// -----------------------------------------------------------------------------

type Count<
  Text extends string,
  Sign extends string,
  Out extends 0[] = [],
> = Text extends `${string}${Sign}${infer Rest}` ? Count<Rest, Sign, [...Out, 0]> : Out['length']

type IsBalanced<Text extends string> = Text extends `${string}(${string}` | `${string})${string}`
  ? Count<Text, '('> extends Count<Text, ')'>
    ? true
    : false
  : true

/** The two sides of the first sign outside of parentheses that comes before `Next`, else `null`. */
export type SplitAt<
  Text extends string,
  Sign extends string,
  Next extends string = string,
  Before extends string = '',
> = Text extends `${infer Left}${Sign}${infer Right}`
  ? Right extends Next
    ? IsBalanced<`${Before}${Left}`> extends true
      ? readonly [`${Before}${Left}`, Right]
      : SplitAt<Right, Sign, Next, `${Before}${Left}${Sign}`>
    : SplitAt<Right, Sign, Next, `${Before}${Left}${Sign}`>
  : null

/** A sign `-` stands before a number: elsewhere it is part of a name, as in `'x-ray'`. */
type IsSum<Text extends string> =
  SplitAt<Text, '+'> extends null ? (SplitAt<Text, '-', `${Digit}${string}`> extends null ? false : true) : true

/** In parentheses where it is a sum. */
export type AsFactor<Text extends string> = Text extends `${string}${'+' | '-'}${string}`
  ? IsSum<Text> extends true
    ? `(${Text})`
    : Text
  : Text

/** The sides of a product, what stands in parentheses around the whole of it, or `null` for a single factor. */
export type SplitProduct<Text extends string> = Text extends `${string}${'+' | '-' | '('}${string}`
  ? IsSum<Text> extends true
    ? null
    : SplitAt<Text, '*'> extends infer Sides extends readonly string[]
      ? Sides
      : Text extends `(${infer Inner})`
        ? readonly [Inner]
        : null
  : Text extends `${infer Left}*${infer Right}`
    ? readonly [Left, Right]
    : null

/** The number that a text is, else the text. */
export type ToDim<Text extends string> = Text extends `${infer Value extends number}` ? Value : Text

// -----------------------------------------------------------------------------
// run-time check
// -----------------------------------------------------------------------------

const pieces = (text: string, sign: string): number => text.split(sign).length

/** The run-time version of `SplitAt`. */
export const splitAt = (text: string, sign: string, next = /^/): readonly [string, string] | null => {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    const [left, right] = [text.slice(0, at), text.slice(at + 1)]
    if (next.test(right) && pieces(left, '(') === pieces(left, ')')) return [left, right]
  }
  return null
}

const isSum = (text: string): boolean => splitAt(text, '+') !== null || splitAt(text, '-', /^\d/) !== null

/** The run-time version of `AsFactor`. */
export const asFactor = (text: string): string => (isSum(text) ? `(${text})` : text)

/** The run-time version of `SplitProduct`. */
export const splitProduct = (text: string): readonly string[] | null =>
  isSum(text) ? null : (splitAt(text, '*') ?? (/^\(.*\)$/.test(text) ? [text.slice(1, -1)] : null))

/** The run-time version of `ToDim`. */
export const toDim = (text: string): number | string =>
  text !== '' && Number.isFinite(Number(text)) && String(Number(text)) === text ? Number(text) : text
