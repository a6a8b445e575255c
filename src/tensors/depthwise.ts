/** Convolutions of each channel by filters of its own. */

import * as tf from '@tensorflow/tfjs-core'
import { type Convolved, convolved, type Windows } from '../shapes/convolution.js'
import type { AnyShape } from '../shapes/dim.js'
import { type Product, product } from '../shapes/product.js'
import type { FilterHint } from '../shapes/windows.js'
import {
  type DilationOf,
  type FilterOptions,
  type NoFilter,
  type NoRows,
  type Nothing,
  optionsOf,
  orRefuseAs,
  type PaddingOf,
  type Prefixed,
  type StrideOf,
  taken,
  type WithRow,
  windowsOf,
} from './convolution.js'
import { dilated, filterGradient, type Through, withGradients } from './filters.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

const NAME = 'depthwiseConv2d'

// -----------------------------------------------------------------------------
// verdicts
// -----------------------------------------------------------------------------

/** The verdict on rows of images and a filter `[height, width, channels, multiplier]`. */
type Depthwise<From, Filter, Given> = From extends readonly [infer Row, ...infer Image]
  ? Filter extends readonly [infer Height extends number, infer Width extends number, infer In, infer Multiplier]
    ? Prefixed<
        typeof NAME,
        WithRow<
          Row,
          Convolved<
            Image,
            In,
            Product<readonly [In, Multiplier]>,
            [Height, Width],
            StrideOf<Given>,
            PaddingOf<Given>,
            DilationOf<Given>
          >
        >
      >
    : NoFilter<typeof NAME, 'channels, multiplier', Filter>
  : NoRows<typeof NAME>

// -----------------------------------------------------------------------------
// computation
// -----------------------------------------------------------------------------

/** 1 where a channel is itself. Shapes: `[1, 1, Channels, Channels, 1]`. */
const own = (channels: number): tf.Tensor => tf.reshape(tf.eye(channels), [1, 1, channels, channels, 1])

/** The same filter as one of a dense convolution, 0 between channels. Shapes: `[H, W, C, M] -> [H, W, C, C * M]`. */
const dense = (filter: tf.Tensor4D): tf.Tensor4D => {
  const [height, width, channels, multiplier] = filter.shape
  const spread = tf.mul(tf.reshape(filter, [height, width, channels, 1, multiplier]), own(channels))
  return tf.reshape(spread, [height, width, channels, channels * multiplier])
}

/** Of the gradient of a dense filter, what is that of a channel's own. Shapes: `[H, W, C, C * M] -> [H, W, C, M]`. */
const ownGradient = (gradient: tf.Tensor, [height, width, channels, multiplier]: tf.Tensor4D['shape']): tf.Tensor4D => {
  const spread = tf.reshape(gradient, [height, width, channels, channels, multiplier])
  return tf.sum(tf.mul(spread, own(channels)), 3) as tf.Tensor4D
}

/** WebAssembly has no kernel for either gradient: they are those of the dense convolution. */
const through = (windows: Windows): Through =>
  withGradients(
    (x, filter) => tf.depthwiseConv2d(x, filter, windows.stride, windows.padding as 'same' | 'valid'),
    (dy, x, filter) => [
      tf.conv2dTranspose(dy, dense(filter), x.shape, windows.stride, windows.padding as 'same' | 'valid'),
      ownGradient(filterGradient(x, dy, dense(filter), windows.stride, windows), filter.shape),
    ],
  )

/** A number of zeros on every side is put there, so that every engine is given whole windows. */
const run = (x: tf.Tensor4D, filter: tf.Tensor4D, windows: Windows): tf.Tensor4D => {
  const { padding } = windows
  if (typeof padding !== 'number') return through(windows)(x, filter)
  const around = tf.pad(x, [
    [0, 0],
    [padding, padding],
    [padding, padding],
    [0, 0],
  ])
  return through({ ...windows, padding: 'valid' })(around as tf.Tensor4D, filter)
}

// -----------------------------------------------------------------------------
// operation
// -----------------------------------------------------------------------------

/** As `Convolving`. */
export interface ConvolvingDepthwise {
  <FilterShape extends AnyShape, const Given = FilterHint>(
    filter: Tensor<FilterShape>,
    options: FilterOptions<Given, typeof NAME>,
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Depthwise<From, FilterShape, Given>>,
  ) => Tensor<ShapeOr<Depthwise<From, FilterShape, Given>>>
  <FilterShape extends AnyShape>(
    filter: Tensor<FilterShape>,
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Depthwise<From, FilterShape, Nothing>>,
  ) => Tensor<ShapeOr<Depthwise<From, FilterShape, Nothing>>>
}

/**
 * The convolution of each channel of rows of images by filters of its own, `Multiplier` of them: one factor of a separable
 * convolution, whose other is a `conv2d` of one pixel.
 *
 * `stride` is 1, `padding` `'same'` and `dilation` 1 where they are left out.
 *
 * Shapes: `[Height, Width, C, Multiplier] -> [Row, H, W, C] -> [Row, ...Convolved<[H, W, C], C, C * Multiplier, ...>]`.
 * Errors: a `ShapeError` with the message of the compiler, and where the size of a name is too small.
 * Source: Chollet, "Xception", arXiv:1610.02357, section 2.
 *
 * @example
 * const filter = zeros([3, 3, 16, 2], [3, 3, 16, 2])
 * pipe(zeros(['batch', 28, 28, 16], [2, 28, 28, 16]), depthwiseConv2d(filter, { stride: 2 })).shape
 * //=> ['batch', 14, 14, 32]
 */
export const depthwiseConv2d: ConvolvingDepthwise =
  <FilterShape extends AnyShape>(filter: Tensor<FilterShape>, ...given: readonly unknown[]) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const { row, image, filter: dims } = taken(NAME, 'channels, multiplier', shapeOf(x), shapeOf(filter))
    const windows = windowsOf(NAME, optionsOf(NAME, given), filter.sizes as readonly number[])
    const [, , input, multiplier] = dims
    const shape = orRefuseAs(NAME, convolved(image, input, product([input, multiplier]), windows))
    orRefuseAs(NAME, convolved(x.sizes.slice(1), filter.sizes[2] as number, 1, windows))
    bind(NAME, [x, filter])
    const by = dilated(unwrap(filter) as tf.Tensor4D, windows[0].dilation)
    // safe: `convolved` is the run-time check of `Convolved`, held by the shared case table
    return wrap([row, ...shape], run(unwrap(x) as tf.Tensor4D, by, windows[0])) as never
  }
