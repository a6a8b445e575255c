/** A tensor whose type carries its shape. */

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
