/** Arithmetic on one leaf of a tree, whose shape is the same in every tree. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

/** A leaf. */
export type Leaf = T.Tensor<AnyShape>

/** A number that was fed in, times a leaf. */
export const times =
  (scalar: T.Tensor<readonly []>) =>
  (leaf: Leaf): Leaf =>
    pipe(leaf, T.trailing.mul(scalar)<AnyShape>)

/** A leaf plus a number that was fed in. */
export const plus =
  (scalar: T.Tensor<readonly []>) =>
  (leaf: Leaf): Leaf =>
    pipe(leaf, T.trailing.add(scalar)<AnyShape>)

/** The scalar at a place of what `scalars` made. */
export const at = (scalars: readonly T.Tensor<readonly []>[], index: number): T.Tensor<readonly []> =>
  scalars[index] ?? T.scalar(Number.NaN) // never: `scalars` makes as many as `update` reads
