/** Tensors of noise, drawn from a key. */

import type { AnyShape } from '../shapes/dim.js'
import { fromHost } from '../tensors/create.js'
import type { Tensor } from '../tensors/tensor.js'
import { type Key, streamOf } from './key.js'
import type { Law } from './noise.js'
import { type Drawn, numbersFrom, takenBy } from './rows.js'

/** The numbers of a draw on the host. Errors: a `TypeError` for the key of a program that is being traced. */
export const drawnNumbers =
  (law: Law) =>
  (key: Key) =>
  (drawn: Drawn<AnyShape>): Float32Array =>
    numbersFrom(streamOf(law)(key), takenBy(drawn, key.rows))

const draw =
  (law: Law) =>
  (key: Key) =>
  <const Given extends AnyShape>(drawn: Drawn<Given>): Tensor<Readonly<Given>> => {
    const { shape, sizes } = drawn
    const native = key.source.placeholder(key.path, law, drawn)
    return native === null
      ? fromHost({ shape, sizes, values: drawnNumbers(law)(key)(drawn) })
      : { shape, sizes, native }
  }

export type { Drawn }

/**
 * Standard normal noise. Under an axis `batch` each row has its own, whatever rows are beside it.
 *
 * Shapes: `[...Shape]`.
 */
export const normal = draw('normal')

/**
 * Uniform noise in (0, 1), by rows as normal noise.
 *
 * Shapes: `[...Shape]`.
 */
export const uniform = draw('uniform')
