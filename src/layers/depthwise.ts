/** The depthwise convolutional layer: each channel of an image by filters of its own. */

import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { type Convolved, convolved, type Padding } from '../shapes/convolution.js'
import { orRefuse } from '../shapes/defect.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import { type Product, product } from '../shapes/product.js'
import type { KnownOptions, Option, WindowHint } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import type { ChannelOf } from './convolution.js'
import { type ConvolutionOption, convolving, knownConvolution } from './convolving.js'
import { type Layer, madeOf } from './layer.js'
import type { Step } from './step.js'

const NAME = 'depthwiseConv2d'

// -----------------------------------------------------------------------------
// step
// -----------------------------------------------------------------------------

/** Filters of each channel and a bias. A type and not an interface, so that it is a tree of tensors. */
export type DepthwiseConv2dParameters<Kernel extends Dim, In extends Dim, Multiplier extends Dim> = {
  readonly filter: T.Tensor<readonly [Kernel, Kernel, In, Multiplier]>
  readonly bias: T.Tensor<readonly [Product<readonly [In, Multiplier]> & Dim]>
}

/** A convolution of each channel of the layer before by `Multiplier` filters of its own. */
export interface DepthwiseConv2d<
  Multiplier extends Dim,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number,
> extends Step {
  readonly name: typeof NAME
  readonly takes: 'any'
  readonly out: Convolved<
    this['in'],
    ChannelOf<this['in']>,
    Product<readonly [ChannelOf<this['in']>, Multiplier]>,
    [Kernel, Kernel],
    Stride,
    By,
    Dilation
  >
  readonly parameters: DepthwiseConv2dParameters<Kernel, ChannelOf<this['in']>, Multiplier>
  readonly kind: 'Tensor'
}

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

type StepOf<Multiplier, Given> = DepthwiseConv2d<
  DimOf<Multiplier> & Dim,
  Option<Given, 'kernel', never> & number,
  Option<Given, 'stride', 1> & number,
  Option<Given, 'padding', 'same'> & Padding,
  Option<Given, 'dilation', 1> & number
>

const FILTERS = `${NAME}: the number of filters for each channel` as const

/**
 * A convolution of each channel of the layer before by filters of its own, and a bias: `depthwiseConv2d(1, { kernel: 3 })`
 * has one filter for each channel. With a `conv2d` of a kernel of 1 after it, a separable convolution.
 *
 * Options as in `conv2d`.
 *
 * Shapes: `[Row, H, W, C] -> [Row, ...Convolved<[H, W, C], C, C * Multiplier, ...>]`. Errors: a `ShapeError` with the message
 * of the compiler.
 * Source: Chollet, "Xception", arXiv:1610.02357, section 2.
 *
 * @example
 * Layer.sequence(Layer.input([8, 8, 3]), depthwiseConv2d(2, { kernel: 3, stride: 2 })).output.map(({ size }) => size)
 * //=> [4, 4, 6]
 */
export const depthwiseConv2d = <const Multiplier = SizeHint, const Options = WindowHint>(
  multiplier: KnownSize<Multiplier, typeof FILTERS>,
  options: KnownOptions<Options, typeof NAME, ConvolutionOption>,
): Layer<UnlessNever<keyof Multiplier | keyof Options, StepOf<Multiplier, Options>>> => {
  const filters = orRefuse(knownSize(multiplier, FILTERS))
  const windows = orRefuse(knownConvolution(options, NAME))
  return madeOf({
    name: NAME,
    takes: null,
    build: convolving({
      rule: convolved,
      run: T.depthwiseConv2d,
      input: (event) => event[2] ?? filters,
      output: (input) => ({ dim: product([input.dim, filters.dim]), size: input.size * filters.size }),
      // a number of the result is made of one channel, and one of the image goes to as many as each channel has filters
      filter: (input) => ({ channels: [input, filters], fans: 1 + filters.size }),
      windows,
    }),
  })
}
