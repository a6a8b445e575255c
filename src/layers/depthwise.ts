/** The depthwise convolutional layer: each channel of an image by filters of its own. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { type Convolved, convolved, type Padding, type Windows } from '../shapes/convolution.js'
import { orRefuse } from '../shapes/defect.js'
import { type Dim, type DimOf, dimsOf, numbersOf, type Size, type Sizes } from '../shapes/dim.js'
import { type Product, product } from '../shapes/product.js'
import { type KnownOptions, knownWindows, type Option, type WindowHint } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import { type ChannelOf, type Conv2dParameters, initialFilter } from './convolution.js'
import { type Built, type Layer, madeOf } from './layer.js'
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

const ALLOWED = ['kernel', 'stride', 'padding', 'dilation'] as const

type Allowed = (typeof ALLOWED)[number]

type StepOf<Multiplier, Given> = DepthwiseConv2d<
  DimOf<Multiplier> & Dim,
  Option<Given, 'kernel', never> & number,
  Option<Given, 'stride', 1> & number,
  Option<Given, 'padding', 'same'> & Padding,
  Option<Given, 'dilation', 1> & number
>

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

type AnyImage = T.Tensor<readonly [Dim, Dim, Dim, Dim]>

// safe: `convolved` has checked, where the layer is built, what the operation checks in its types
const run = T.depthwiseConv2d as unknown as (
  filter: AnyImage,
  options: Omit<Windows, 'kernel'>,
) => (x: AnyImage) => AnyImage

const builtFor =
  (multiplier: Size<Dim>, windows: Windows) =>
  (given: Sizes): Built | string => {
    const input = given[2] ?? multiplier
    const output = { dim: product([input.dim, multiplier.dim]), size: input.size * multiplier.size }
    const both = [windows, windows] as const
    const dims = convolved(dimsOf(given), input.dim, output.dim, both)
    if (typeof dims === 'string') return dims
    const sizes = convolved(numbersOf(given), input.size, output.size, both)
    if (typeof sizes === 'string') return sizes
    const { kernel, ...options } = windows
    return {
      out: dims.map((dim, axis) => ({ dim, size: sizes[axis] as number })),
      kind: 'Tensor',
      family: null,
      // a number of the result is made of one channel, and one of the image goes to as many as each channel has filters
      init: (key: Key) => ({
        filter: initialFilter(kernel, [input, multiplier], 1 + multiplier.size)(key),
        bias: T.zeros<readonly [Dim]>([output.dim], [output.size]),
      }),
      apply:
        ({ filter, bias }: Conv2dParameters<Dim, Dim, Dim>) =>
        (x: AnyImage) =>
          pipe(x, run(filter, options), T.trailing.add(bias)),
    }
  }

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
  multiplier: KnownSize<Multiplier, `${typeof NAME}: the number of filters for each channel`>,
  options: KnownOptions<Options, typeof NAME, Allowed>,
): Layer<UnlessNever<keyof Multiplier | keyof Options, StepOf<Multiplier, Options>>> => {
  const filters = orRefuse(knownSize(multiplier, `${NAME}: the number of filters for each channel`))
  const windows = orRefuse(knownWindows(options, NAME, ALLOWED, () => ({ stride: 1, padding: 'same', dilation: 1 })))
  return madeOf({ name: NAME, takes: null, build: builtFor(filters, windows) })
}
