/** Quotients of dimensions by numbers, rounded down or up: numbers are computed, names keep a readable form. */

import type { CeilDivide, Divide, Divides } from './arithmetic.js'
import type { Dim } from './dim.js'
import { type AsFactor, asFactor } from './expression.js'
import { type Elements, elementsOf, type FactorsOf, factorsOf } from './product.js'

/** `'h*4'` by 2 is `'h*2'`, else `null`. */
type Exact<From, By extends number> =
  FactorsOf<[From]> extends readonly [infer Value extends number, infer Names]
    ? Divides<By, Value> extends true
      ? Elements<readonly [Divide<Value, By>, Names]>
      : null
    : null

const exact = (from: Dim, by: number): Dim | null => {
  const [value, names] = factorsOf([from])
  return value % by === 0 ? elementsOf([value / by, names]) : null
}

type Rounded<Word extends string, From, By extends number> =
  Exact<From, By> extends infer Whole extends Dim ? Whole : `${Word}(${AsFactor<From & string>}/${By})`

const rounded = (word: string, from: string, by: number): Dim => exact(from, by) ?? `${word}(${asFactor(from)}/${by})`

/**
 * A dimension divided by a number above 0 and rounded down.
 *
 * @example
 * Quotient<'height', 2>
 * //=> 'floor(height/2)'
 */
export type Quotient<From, By extends number> = From extends number ? Divide<From, By> : Rounded<'floor', From, By>

/** The run-time version of `Quotient`. */
export const quotient = (from: Dim, by: number): Dim =>
  typeof from === 'number' ? Math.floor(from / by) : rounded('floor', from, by)

/**
 * A dimension divided by a number above 0 and rounded up.
 *
 * @example
 * CeilQuotient<'height', 2>
 * //=> 'ceil(height/2)'
 */
export type CeilQuotient<From, By extends number> = From extends number
  ? CeilDivide<From, By>
  : Rounded<'ceil', From, By>

/** The run-time version of `CeilQuotient`. */
export const ceilQuotient = (from: Dim, by: number): Dim =>
  typeof from === 'number' ? Math.ceil(from / by) : rounded('ceil', from, by)
