/** Axes of arrays of numbers in another order. */

import { elements } from '../tensors/tensor.js'

/** How far apart the numbers along each axis lie, in row-major order. */
const stridesOf = (sizes: readonly number[]): readonly number[] =>
  sizes.map((_, axis) => elements(sizes.slice(axis + 1)))

/**
 * Numbers in row-major order with their axes in another order, which names axes of the sizes that are given.
 *
 * @example
 * permuted([2, 3], [1, 0])(Float32Array.of(1, 2, 3, 4, 5, 6))
 * //=> Float32Array.of(1, 4, 2, 5, 3, 6)
 */
export const permuted =
  (sizes: readonly number[], order: readonly number[]) =>
  (values: Float32Array): Float32Array => {
    const [to, from] = [order.map((axis) => sizes[axis] as number), stridesOf(sizes)]
    const [own, theirs] = [stridesOf(to), order.map((axis) => from[axis] as number)]
    return Float32Array.from(values, (_, index) => {
      const at = own.reduce(
        (sum, stride, axis) => sum + (Math.floor(index / stride) % (to[axis] as number)) * (theirs[axis] as number),
        0,
      )
      return values[at] as number
    })
  }
