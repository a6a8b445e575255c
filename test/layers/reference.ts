/** Layers in float64: what the networks of the tests are held to. */

import { indicesFromHost } from '../../src/tensors/create.js'
import type { Indices } from '../../src/tensors/indices.js'
import { hostOf } from '../support/engine.js'
import { binary, matmul } from '../support/reference.js'

/** `x · weight + bias`, for so many rows. */
export const affine =
  (rows: number, input: number, output: number) =>
  (x: readonly number[], weight: readonly number[], bias: readonly number[]): readonly number[] =>
    binary((a, b) => a + b, [rows, output], [output])(matmul([rows, input], [input, output])(x, weight), bias)

/** `10 tanh(raw / 10)`. */
export const bounded = (raw: number): number => 10 * Math.tanh(raw / 10)

/** Numbers without a pattern. */
export const some = (count: number, from: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 2.3 * index))

/** Indices without the checks. */
export const indicesOf = <const Shape extends readonly unknown[], const Limit extends number>(
  shape: Shape,
  sizes: readonly number[],
  limit: Limit,
  values: readonly number[],
): Indices<Shape, Limit> =>
  // safe: a check makes host indices, and these are made by hand
  indicesFromHost({ ...hostOf(shape, sizes, values), below: { dim: limit, size: limit } } as never) as never
