/** The upsampling layer: images with more pixels, without parameters. */

import type { Known, UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import { dimsOf, numbersOf } from '../shapes/dim.js'
import { type Enlarged, enlarged } from '../shapes/upsample.js'
import { numberMessage } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { Step } from './step.js'

/** Upsampling by a factor. */
export interface Upsampling<Factor extends number> extends Step {
  readonly name: 'upsample'
  readonly takes: 'any'
  readonly out: Enlarged<this['in'], Factor>
  readonly parameters: null
  readonly kind: 'Tensor'
}

const FACTOR = 'upsample: the factor'

/**
 * Images with each pixel as a square of equal pixels: `upsample(2)`. With a `conv2d` after it, a `conv2dTranspose` without
 * its checkerboard.
 *
 * Shapes: `[Row, H, W, C] -> [Row, H * Factor, W * Factor, C]`. Errors: a `ShapeError` with the message of the compiler.
 * Source: Odena et al., "Deconvolution and Checkerboard Artifacts", Distill 2016.
 *
 * @example
 * Layer.sequence(Layer.input([7, 7, 64]), upsample(2)).output.map(({ size }) => size)
 * //=> [14, 14, 64]
 */
export const upsample = <const Factor extends number>(
  factor: Known<Factor, typeof FACTOR>,
): Layer<UnlessNever<keyof Factor, Upsampling<Factor>>> => {
  const by = Number(factor)
  orRefuse(numberMessage(factor, FACTOR) ?? by)
  return madeOf({
    name: 'upsample',
    takes: null,
    build: (given) => {
      const [dims, sizes] = [enlarged(dimsOf(given), by), enlarged(numbersOf(given), by)]
      if (typeof dims === 'string') return dims
      const out = dims.map((dim, axis) => ({ dim, size: sizes[axis] as number }))
      // safe: `enlarged` has checked here what the operation checks in its types
      return stateless(out, 'Tensor', null, T.upsample(by as 1) as (x: never) => unknown)
    },
  })
}
