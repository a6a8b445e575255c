/** How a shape reads in a message: `[batch, 28, 28]`. */

import type { Dim } from './dim.js'

/**
 * A shape in words.
 *
 * @example
 * Show<readonly ['batch', 784]>
 * //=> '[batch, 784]'
 */
export type Show<Shape, Text extends string = ''> = Shape extends readonly [infer Head extends Dim, ...infer Rest]
  ? Show<Rest, Text extends '' ? `${Head}` : `${Text}, ${Head}`>
  : `[${Text}]`

/** The run-time twin of `Show`. */
export const show = (shape: readonly unknown[]): string => `[${shape.join(', ')}]`

/** Not wrapped in a tuple: so it also resolves when both sides mention the same type parameter. */
export type Same<Left, Right> = Left extends Right ? (Right extends Left ? true : false) : false

/**
 * Whether two dimensions are one: decided in generic code too, where both mention one type parameter.
 *
 * Of no tuples, whose members the compiler would work out to compare two.
 */
export type Equal<Left, Right> = Exactly<Left> extends Exactly<Right> ? true : false

interface Exactly<in out Given> {
  readonly dim: Given
}

/** As `Equal`, one way. */
export type IsPart<Some, All> = Within<Some> extends Within<All> ? true : false

interface Within<out Given> {
  readonly dim: Given
}

export const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length && left.every((dim, index) => dim === right[index])
