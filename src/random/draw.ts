/** Tensors of noise, drawn from a key. */

import { type Possible, shapeFault } from '../shapes/checkShape.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Shape } from '../shapes/dim.js'
import { fromHost } from '../tensors/create.js'
import type { Tensor } from '../tensors/tensor.js'
import { type Key, streamOf } from './key.js'
import type { NoiseDistribution } from './noise.js'
import { type Drawn, numbersFrom, takenBy } from './rows.js'

/** The numbers of a draw on the host. Errors: a `TypeError` for the key of a program that is being traced. */
export const drawnNumbers =
  (distribution: NoiseDistribution) =>
  (key: Key) =>
  (drawn: Drawn<AnyShape>): Float32Array =>
    numbersFrom(streamOf(distribution)(key), takenBy(drawn, key.rows))

const draw =
  <What extends string>(distribution: NoiseDistribution, what: What) =>
  (key: Key) =>
  <const Given extends AnyShape>(drawn: Drawn<Given> & Possible<Given, What>): Tensor<Readonly<Given>> => {
    const { shape, sizes }: Drawn<Given> = drawn
    const message = shapeFault(shape as AnyShape as Shape, sizes, what) // safe: the check lets only dimensions through
    if (message !== null) return refuse(message)
    const native = key.source.placeholder(key.path, distribution, drawn)
    return native === null
      ? fromHost({ shape, sizes, values: drawnNumbers(distribution)(key)(drawn) })
      : { shape, sizes, native }
  }

export type { Drawn }

/**
 * Standard normal noise. Under an axis `batch` each row has its own, whatever rows are beside it.
 *
 * Shapes: `[...Shape]`.
 * Errors: a `ShapeError` when a dimension is not a whole number above 0 or a name, or a size is not such a number.
 */
export const normal = draw('normal', 'Random.normal')

/**
 * Uniform noise in (0, 1), by rows as normal noise.
 *
 * Shapes: `[...Shape]`.
 * Errors: a `ShapeError` when a dimension is not a whole number above 0 or a name, or a size is not such a number.
 */
export const uniform = draw('uniform', 'Random.uniform')
