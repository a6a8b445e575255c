/** Which shapes a tensor can be read as: those with equally many elements, whose axes stay in their order. */

import type { AnyShape, Dim, Shape } from './dim.js'
import type { Equal } from './equal.js'
import { type Said, type Show, show } from './message.js'
import { type MovedAxes, moved } from './moved.js'
import { factorsOf, type Product, product, type SameProduct, sameProduct } from './product.js'

type Mismatch<From, To> = Said<typeof mismatch<Show<From>, Product<From>, Show<To>, Product<To>>>

const mismatch = <From extends string, Has extends Dim, To extends string, Other extends Dim>(
  from: From,
  has: Has,
  to: To,
  other: Other,
) => `reshape: ${from} has ${has} elements and ${to} has ${other}` as const

const TOO_MANY = 'reshape: a shape has more than 2^53 elements'

type Moved<From, To> = Said<typeof pastAnother<Show<From>, Show<To>>>

const pastAnother = <From extends string, To extends string>(from: From, to: To) =>
  `reshape: would move an axis of ${from} past another, to ${to}: use T.permute` as const

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
    ? typeof TOO_MANY
    : [Product<To>] extends [never]
      ? typeof TOO_MANY
      : Mismatch<From, To>
  : never

/** The run-time version of `Reshape`: a shape, or the message. */
export const reshape = (from: readonly unknown[], to: Shape): Shape | string =>
  sameProduct(from, to)
    ? moved(from, to)
      ? pastAnother(show(from), show(to))
      : to
    : [from, to].every((shape) => Number.isSafeInteger(factorsOf(shape)[0]))
      ? mismatch(show(from), product(from), show(to), product(to))
      : TOO_MANY
