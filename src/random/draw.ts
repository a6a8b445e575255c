/** Tensors of noise, drawn from a key. */

import type { AnyShape } from '../shapes/dim.js'
import { fromHost } from '../tensors/create.js'
import { elements, type Tensor } from '../tensors/tensor.js'
import { type Key, numbers } from './key.js'
import type { Law } from './noise.js'

/** A shape with its numbers, as a draw needs them. */
export interface Drawn<out Given extends AnyShape> {
  readonly shape: Given
  readonly sizes: readonly number[]
}

const draw =
  (law: Law) =>
  (key: Key) =>
  <const Given extends AnyShape>({ shape, sizes }: Drawn<Given>): Tensor<Readonly<Given>> => {
    const placeholder = key.source.placeholder(key.path, law, sizes)
    return placeholder === null
      ? fromHost({ shape, sizes, values: numbers(law)(key, elements(sizes)) })
      : { shape, sizes, native: placeholder }
  }

/**
 * Standard normal noise.
 *
 * Shapes: `[...Shape]`.
 */
export const normal = draw('normal')

/**
 * Uniform noise in (0, 1).
 *
 * Shapes: `[...Shape]`.
 */
export const uniform = draw('uniform')
