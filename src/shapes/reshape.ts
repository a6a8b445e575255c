/** Which shapes a tensor can be read as: those with equally many elements. */

import type { AnyShape, Shape } from './dim.js'
import { factorsOf, type Product, product, type SameProduct, sameProduct } from './product.js'
import { type Show, show } from './show.js'

type Mismatch<From, To> = `reshape: ${Show<From>} has ${Product<From>} elements and ${Show<To>} has ${Product<To>}`

const mismatch = (from: readonly unknown[], to: readonly unknown[]): string =>
  `reshape: ${show(from)} has ${product(from)} elements and ${show(to)} has ${product(to)}`

type TooMany = 'reshape: a shape has more than 2^53 elements'

/**
 * `To` when it has as many elements as `From`, else the words.
 *
 * @example
 * Reshape<readonly ['batch', 28, 28], readonly ['batch', 784]>
 * //=> readonly ['batch', 784]
 */
export type Reshape<From, To extends AnyShape> = SameProduct<From, To> extends true ? To : Refusal<From, To>

/** Both by `infer`: while the one is not known, the compiler would work out the words of the other, and drop them. */
type Refusal<Given, Wanted> = [Given, Wanted] extends [infer From, infer To]
  ? [Product<From>] extends [never]
    ? TooMany
    : [Product<To>] extends [never]
      ? TooMany
      : Mismatch<From, To>
  : never

/** The run-time twin of `Reshape`: a shape, or the words. */
export const reshape = (from: readonly unknown[], to: Shape): Shape | string => {
  const tooMany: TooMany = 'reshape: a shape has more than 2^53 elements'
  return sameProduct(from, to)
    ? to
    : [from, to].every((shape) => Number.isSafeInteger(factorsOf(shape)[0]))
      ? mismatch(from, to)
      : tooMany
}
