/** Which shapes a tensor can be read as: those with equally many elements, whose axes stay in their order. */

import type { AnyShape, Shape } from './dim.js'
import type { Equal } from './equal.js'
import { type Show, show } from './message.js'
import { type MovedAxes, moved } from './moved.js'
import { factorsOf, type Product, product, type SameProduct, sameProduct } from './product.js'

type Mismatch<From, To> = `reshape: ${Show<From>} has ${Product<From>} elements and ${Show<To>} has ${Product<To>}`

const mismatch = (from: readonly unknown[], to: readonly unknown[]): string =>
  `reshape: ${show(from)} has ${product(from)} elements and ${show(to)} has ${product(to)}`

type TooMany = 'reshape: a shape has more than 2^53 elements'

type Moved<From, To> = `reshape: would move an axis of ${Show<From>} past another, to ${Show<To>}: use T.permute`

const pastAnother = (from: readonly unknown[], to: readonly unknown[]): string =>
  `reshape: would move an axis of ${show(from)} past another, to ${show(to)}: use T.permute`

/**
 * Two shapes without the dimensions that both begin with: what is left is less to compare, and known also in a function
 * that is generic in the rows.
 */
type AfterSame<From, To> = From extends readonly [infer Head, ...infer Rest]
  ? To extends readonly [infer Other, ...infer Others]
    ? Equal<Head, Other> extends true
      ? AfterSame<Rest, Others>
      : readonly [From, To]
    : readonly [From, To]
  : readonly [From, To]

/**
 * `To` when it has as many elements as `From` and no axis moves past another, else the message.
 *
 * The numbers keep their row-major order: under an axis that moved they would be those of other places.
 *
 * @example
 * Reshape<readonly ['batch', 28, 28], readonly ['batch', 784]>
 * //=> readonly ['batch', 784]
 */
export type Reshape<From, To extends AnyShape> =
  AfterSame<From, To> extends readonly [infer Left extends AnyShape, infer Right extends AnyShape]
    ? SameProduct<Left, Right> extends true
      ? MovedAxes<Left, Right> extends true
        ? Moved<From, To>
        : To
      : Refusal<From, To>
    : never

/** Both by `infer`: while the one is not known, the compiler would work out the message of the other, and drop them. */
type Refusal<Given, Wanted> = [Given, Wanted] extends [infer From, infer To]
  ? [Product<From>] extends [never]
    ? TooMany
    : [Product<To>] extends [never]
      ? TooMany
      : Mismatch<From, To>
  : never

/** The run-time version of `Reshape`: a shape, or the message. */
export const reshape = (from: readonly unknown[], to: Shape): Shape | string => {
  const tooMany: TooMany = 'reshape: a shape has more than 2^53 elements'
  return sameProduct(from, to)
    ? moved(from, to)
      ? pastAnother(from, to)
      : to
    : [from, to].every((shape) => Number.isSafeInteger(factorsOf(shape)[0]))
      ? mismatch(from, to)
      : tooMany
}
