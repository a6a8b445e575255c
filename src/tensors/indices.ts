/** Whole numbers that stand for places along a dimension: tokens of a vocabulary, labels of classes. */

import type { AnyShape, Dim } from '../shapes/dim.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

declare const brand: unique symbol
declare const checked: unique symbol

/** What an engine holds for indices: no tensor, so that nothing computes with them by mistake. */
export interface NativeIndices {
  readonly [brand]: 'NativeIndices'
}

/** The dimension that indices stand for places along: each is a whole number from 0 to its size less 1. */
export interface Below<out Name> {
  readonly dim: Name
  readonly size: number
}

/**
 * Whole numbers from 0, with a shape, below the size of a dimension: `Indices<readonly ['batch'], 10>`.
 *
 * Invariant in both: indices below 7 are not indices below 10, nor are those of a vocabulary those of a lexicon. They are
 * made by `asIndices`, `decodeIndices` and `argMax`, and taken by `gather`, `embedding` and `oneHot`.
 *
 * Engines hold them as float32, which has every whole number to 16,777,216, and as 32-bit integers where they are used.
 */
export interface Indices<in out Shape extends AnyShape, in out Limit> {
  readonly shape: Shape
  readonly sizes: readonly number[]
  readonly below: Below<Limit>
  readonly native: NativeIndices
}

/** Any indices at all. */
export interface AnyIndices {
  readonly shape: AnyShape
  readonly sizes: readonly number[]
  readonly below: Below<unknown>
  readonly native: NativeIndices
}

/** Indices outside the engine, in row-major order, readable by anyone. Only a check makes them: they have been checked. */
export interface HostIndices<in out Shape extends AnyShape, in out Limit> {
  readonly shape: Shape
  readonly sizes: readonly number[]
  readonly values: Float32Array
  readonly below: Below<Limit>
  readonly [checked]: true
}

/** Whether a leaf has a dimension that it is below: whether it is indices, of the engine or of the host. */
export const isBelow = (leaf: object): leaf is { readonly below: Below<Dim> } =>
  'below' in leaf && leaf.below !== undefined
