/** The number of elements of a shape: one whole number times some names. */

import type { Multiply } from './arithmetic.js'
import type { AnyShape, Dim } from './dim.js'
import { same } from './equal.js'
import { type AsFactor, asFactor, type SplitProduct, splitProduct, type ToDim, toDim } from './expression.js'

// -----------------------------------------------------------------------------
// factors
// -----------------------------------------------------------------------------

/** A number, and names in the order in which they appear. */
export type Factors = readonly [number: number, names: readonly string[]]

/** The dimensions that some texts are. */
type ToDims<Texts extends readonly string[]> = { [Index in keyof Texts]: ToDim<Texts[Index]> }

/** `['batch*2', 14]` has the number 28 and the name `batch`. */
export type FactorsOf<Dims, Value extends number = 1, Names extends readonly string[] = []> = Dims extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Head extends number
    ? FactorsOf<Rest, Multiply<Value, Head>, Names>
    : Head extends string
      ? SplitProduct<Head> extends infer Parts extends readonly string[]
        ? FactorsOf<[...ToDims<Parts>, ...Rest], Value, Names>
        : FactorsOf<Rest, Value, [...Names, Head]>
      : never
  : [Value, Names]

export const factorsOf = (dims: readonly unknown[]): Factors =>
  dims.reduce<Factors>(
    ([value, names], dim) => {
      const read = typeof dim === 'string' ? toDim(dim) : dim
      if (typeof read === 'number') return [value * read, names]
      const parts = splitProduct(String(dim))
      const [number, more] = parts === null ? ([1, [String(dim)]] as const) : factorsOf(parts.map(toDim))
      return [value * number, [...names, ...more]]
    },
    [1, []],
  )

// -----------------------------------------------------------------------------
// as text, and as a dimension
// -----------------------------------------------------------------------------

type Join<Names extends readonly string[], Text extends string = ''> = Names extends readonly [
  infer Head extends string,
  ...infer Rest extends readonly string[],
]
  ? Join<Rest, Text extends '' ? AsFactor<Head> : `${Text}*${AsFactor<Head>}`>
  : Text

/** Factors as a dimension. */
export type Elements<Given> = Given extends readonly [infer Value extends number, infer Names extends readonly string[]]
  ? Names extends readonly []
    ? Value
    : Value extends 1
      ? Names extends readonly [infer Only]
        ? Only
        : Join<Names>
      : `${Join<Names>}*${Value}`
  : never

/**
 * The number of elements of a shape as a dimension: a number, or a readable name.
 *
 * `never` from 2^53.
 *
 * @example
 * Product<readonly ['batch', 28, 28]>
 * //=> 'batch*784'
 */
export type Product<Dims> = Elements<FactorsOf<Dims>>

/** The run-time version of `Elements`. */
export const elementsOf = ([value, names]: Factors): Dim => {
  const text = names.map(asFactor).join('*')
  return names.length === 0 ? value : value !== 1 ? `${text}*${value}` : names.length === 1 ? (names[0] as Dim) : text
}

/** The run-time version of `Product`. */
export const product = (dims: readonly unknown[]): Dim => elementsOf(factorsOf(dims))

// -----------------------------------------------------------------------------
// comparison
// -----------------------------------------------------------------------------

type Without<Dims extends AnyShape, Gone, Kept extends AnyShape = readonly []> = Dims extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Head extends Gone
    ? readonly [...Kept, ...Rest]
    : Without<Rest, Gone, readonly [...Kept, Head]>
  : Kept

/** What is left of both sides when equal dimensions are struck out, each once. */
export type Cancel<Left, Right extends AnyShape, Kept extends AnyShape = readonly []> = Left extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Head extends Right[number]
    ? Cancel<Rest, Without<Right, Head>, Kept>
    : Cancel<Rest, Right, readonly [...Kept, Head]>
  : readonly [Kept, Right]

type SameFactors<Left, Right> = Left extends readonly [infer ValueLeft, infer NamesLeft]
  ? Right extends readonly [infer ValueRight, infer NamesRight extends readonly string[]]
    ? [ValueLeft] extends [never]
      ? false
      : [ValueLeft, Cancel<NamesLeft, NamesRight>] extends [ValueRight, readonly [readonly [], readonly []]]
        ? true
        : false
    : false
  : false

/** Whether two shapes have equally many elements, whatever their names stand for. */
export type SameProduct<Left, Right extends AnyShape> =
  Cancel<Left, Right> extends readonly [infer RestLeft, infer RestRight]
    ? RestLeft extends readonly []
      ? RestRight extends readonly []
        ? true
        : SameFactors<FactorsOf<RestLeft>, FactorsOf<RestRight>>
      : SameFactors<FactorsOf<RestLeft>, FactorsOf<RestRight>>
    : false

/** What is left of both sides when equal dimensions are struck out, each once. */
const cancel = (
  left: readonly unknown[],
  right: readonly unknown[],
): readonly [readonly unknown[], readonly unknown[]] =>
  left.reduce<readonly [readonly unknown[], readonly unknown[]]>(
    ([kept, rest], dim) => (rest.includes(dim) ? [kept, rest.toSpliced(rest.indexOf(dim), 1)] : [[...kept, dim], rest]),
    [[], right],
  )

export const sameProduct = (left: readonly unknown[], right: readonly unknown[]): boolean => {
  const [[valueLeft, namesLeft], [valueRight, namesRight]] = cancel(left, right).map(factorsOf) as [Factors, Factors]
  return (
    Number.isSafeInteger(valueLeft) && valueLeft === valueRight && same([...namesLeft].sort(), [...namesRight].sort())
  )
}
