/** A tensor whose type carries its shape. */

import type { Possible } from '../shapes/checkShape.js'
import type { AnyShape } from '../shapes/dim.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

declare const brand: unique symbol

/** What an engine holds for a tensor. Nothing outside the engine can look into it. */
export interface Native {
  readonly [brand]: 'Native'
}

/**
 * Float32 numbers with a shape.
 *
 * `shape` is what the type says, names included (`['batch', 784]`); `sizes` are the numbers (`[128, 784]`).
 *
 * Invariant in its shape: a covariant one would let the compiler widen two inner sizes to `3 | 4` and accept their
 * product.
 */
export interface Tensor<in out Shape extends AnyShape> {
  readonly shape: Shape
  readonly sizes: readonly number[]
  readonly native: Native
}

/** Any tensor at all: what takes one says nothing about its shape. */
export interface AnyTensor {
  readonly shape: AnyShape
  readonly sizes: readonly number[]
  readonly native: Native
}

/** What must be held where a tensor of an engine stands. */
export const OF_THE_HOST = 'a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost'

/** A tensor outside the engine: its numbers in row-major order, readable by anyone. */
export interface HostTensor<in out Shape extends AnyShape> {
  readonly shape: Shape
  readonly sizes: readonly number[]
  readonly values: Float32Array
  /** Indices have it, and are no numbers to compute with. */
  readonly below?: never
}

/** Any host tensor at all. */
export interface AnyHostTensor {
  readonly shape: AnyShape
  readonly sizes: readonly number[]
  readonly values: Float32Array
}

// -----------------------------------------------------------------------------
// how the verdict of a shape rule becomes a parameter and a result
// -----------------------------------------------------------------------------

/**
 * What a parameter must be besides its type: nothing more, or the message of the refusal.
 *
 * No tensor that is one of several passes by the other: all that a verdict may be must fit. Nothing is inferred from the
 * messages: for that the compiler would walk the rule once more, of shapes that are not known.
 */
export type ShapeCheck<Verdict> = [Verdict] extends [never]
  ? never
  : [Verdict] extends [object]
    ? unknown
    : NoInfer<Extract<Verdict, string>>

/**
 * The shape of a result: what the rule computed, or the message of the refusal in its place.
 *
 * Not `never`, which fits everywhere: the message reaches the first line of an error under `pipe`, and a function of a
 * tensor whose shape is not known yet still gives a tensor, so that `flow` accepts it. Each by `infer`: where the compiler
 * infers from a result, or asks what bounds it, it would else walk the rule once more, of shapes that are not known.
 */
export type ShapeOr<Verdict> = Verdict extends infer Shape extends AnyShape
  ? Shape
  : Verdict extends infer Message
    ? Message & AnyShape
    : never

/**
 * What a tensor must be besides its type where another must have the same shape: a size that is one of several may be two.
 *
 * Nothing more of a shape that is one, of one of which nothing is said, and of a type parameter; else the message.
 */
export type OneShape<Given, Operation extends string> = AnyShape extends Given ? unknown : Possible<Given, Operation>

// -----------------------------------------------------------------------------
// elements
// -----------------------------------------------------------------------------

/** The number of elements of given sizes. */
export const elements = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1)

/**
 * The place of an element by its number in row-major order: one index for each axis.
 *
 * @example
 * placeAt([2, 3], 4)
 * //=> [1, 1]
 */
export const placeAt = (sizes: readonly number[], flat: number): readonly number[] =>
  sizes.map((size, axis) => Math.floor(flat / elements(sizes.slice(axis + 1))) % size)
