/** Convolutional layers: over images `[height, width, channels]`. */

import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { type Convolved, type ConvolvedBack, convolved, convolvedBack, type Padding } from '../shapes/convolution.js'
import { orRefuse } from '../shapes/defect.js'
import type { Dim, DimOf, Size } from '../shapes/dim.js'
import type { KnownOptions, Option, WindowHint } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import { type ConvolutionOption, type Convolving, convolving, knownConvolution } from './convolving.js'
import { type Layer, madeOf } from './layer.js'
import type { Step } from './step.js'

// -----------------------------------------------------------------------------
// steps
// -----------------------------------------------------------------------------

/** A filter and a bias. A type and not an interface, so that it is a tree of tensors. */
export type Conv2dParameters<Kernel extends Dim, In extends Dim, Output extends Dim> = {
  readonly filter: T.Tensor<readonly [Kernel, Kernel, In, Output]>
  readonly bias: T.Tensor<readonly [Output]>
}

/** A filter of a transposed convolution, its channels exchanged, and a bias. */
export type Conv2dTransposeParameters<Kernel extends Dim, In extends Dim, Output extends Dim> = {
  readonly filter: T.Tensor<readonly [Kernel, Kernel, Output, In]>
  readonly bias: T.Tensor<readonly [Output]>
}

/** The channels of an image. */
export type ChannelOf<Given> = Given extends readonly [unknown, unknown, infer Channel extends Dim] ? Channel : never

/** A convolution from `In` to `Output` channels. */
export interface Conv2d<
  In extends Dim,
  Output extends Dim,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number,
> extends Step {
  readonly name: 'conv2d'
  readonly takes: 'any'
  readonly out: Convolved<this['in'], In, Output, [Kernel, Kernel], Stride, By, Dilation>
  readonly parameters: Conv2dParameters<Kernel, In, Output>
  readonly kind: 'Tensor'
}

/**
 * A convolution to `Output` channels, of as many as the layer before gives: a step of its own, so that one whose channels
 * are stated is answered where they are a type parameter.
 */
export interface Conv2dTo<
  Output extends Dim,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number,
> extends Step {
  readonly name: 'conv2d'
  readonly takes: 'any'
  readonly out: Convolved<this['in'], ChannelOf<this['in']>, Output, [Kernel, Kernel], Stride, By, Dilation>
  readonly parameters: Conv2dParameters<Kernel, ChannelOf<this['in']>, Output>
  readonly kind: 'Tensor'
}

/** A transposed convolution from `In` to `Output` channels. */
export interface Conv2dTranspose<
  In extends Dim,
  Output extends Dim,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number,
> extends Step {
  readonly name: 'conv2dTranspose'
  readonly takes: 'any'
  readonly out: ConvolvedBack<this['in'], In, Output, [Kernel, Kernel], Stride, By, Dilation>
  readonly parameters: Conv2dTransposeParameters<Kernel, In, Output>
  readonly kind: 'Tensor'
}

/** A transposed convolution to `Output` channels, of as many as the layer before gives. */
export interface Conv2dTransposeTo<
  Output extends Dim,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number,
> extends Step {
  readonly name: 'conv2dTranspose'
  readonly takes: 'any'
  readonly out: ConvolvedBack<this['in'], ChannelOf<this['in']>, Output, [Kernel, Kernel], Stride, By, Dilation>
  readonly parameters: Conv2dTransposeParameters<Kernel, ChannelOf<this['in']>, Output>
  readonly kind: 'Tensor'
}

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

type StepOf<Name extends keyof Stated<Dim, Dim, 1, 1, 1, 1>, In extends Dim, Output, Given> = Stated<
  In,
  DimOf<Output> & Dim,
  Option<Given, 'kernel', never> & number,
  Option<Given, 'stride', 1> & number,
  Option<Given, 'padding', 'same'> & Padding,
  Option<Given, 'dilation', 1> & number
>[Name]

type StepToOf<Name extends keyof Unstated<Dim, 1, 1, 1, 1>, Output, Given> = Unstated<
  DimOf<Output> & Dim,
  Option<Given, 'kernel', never> & number,
  Option<Given, 'stride', 1> & number,
  Option<Given, 'padding', 'same'> & Padding,
  Option<Given, 'dilation', 1> & number
>[Name]

/** Convolutions by their names, their channels stated. */
interface Stated<
  In extends Dim,
  Output extends Dim,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number,
> {
  readonly conv2d: Conv2d<In, Output, Kernel, Stride, By, Dilation>
  readonly conv2dTranspose: Conv2dTranspose<In, Output, Kernel, Stride, By, Dilation>
}

/** Convolutions by their names, of the channels of the layer before. */
interface Unstated<
  Output extends Dim,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number,
> {
  readonly conv2d: Conv2dTo<Output, Kernel, Stride, By, Dilation>
  readonly conv2dTranspose: Conv2dTransposeTo<Output, Kernel, Stride, By, Dilation>
}

/** The number of output channels, or the message in its place. */
type OutputChannels<Given, Name extends string> = KnownSize<Given, `${Name}: the number of output channels`>

/** A convolution, given its channels and its options; or its output channels and its options. */
export interface Convolution<Name extends 'conv2d' | 'conv2dTranspose'> {
  <const Output = SizeHint, const Options = WindowHint>(
    output: OutputChannels<Output, Name>,
    options: KnownOptions<Options, Name, ConvolutionOption>,
  ): Layer<UnlessNever<keyof Output | keyof Options, StepToOf<Name, Output, Options>>>
  <const In = SizeHint, const Output = SizeHint, const Options = WindowHint>(
    input: KnownSize<In, `${Name}: the number of input channels`>,
    output: OutputChannels<Output, Name>,
    options: KnownOptions<Options, Name, ConvolutionOption>,
  ): Layer<UnlessNever<keyof In | keyof Output | keyof Options, StepOf<Name, DimOf<In> & Dim, Output, Options>>>
}

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** What differs between the two convolutions. */
interface Direction extends Pick<Convolving, 'rule' | 'run'> {
  readonly name: 'conv2d' | 'conv2dTranspose'
  /** The channels as the filter has them. */
  readonly order: (input: Size<Dim>, output: Size<Dim>) => readonly [Size<Dim>, Size<Dim>]
}

const convolution =
  <Name extends 'conv2d' | 'conv2dTranspose'>({
    name,
    order,
    ...direction
  }: Direction & { readonly name: Name }): Convolution<Name> =>
  (...given: readonly unknown[]): Layer<never> => {
    const known = (size: unknown, which: string) =>
      orRefuse(knownSize(size, `${name}: the number of ${which} channels`))
    const output = known(given.at(-2), 'output')
    const stated = given.length < 3 ? null : known(given[0], 'input')
    return madeOf({
      name,
      takes: null,
      build: convolving({
        ...direction,
        input: (event) => stated ?? event[2] ?? output,
        output: () => output,
        filter: (input) => ({ channels: order(input, output), fans: input.size + output.size }),
        windows: orRefuse(knownConvolution(given.at(-1), name)),
      }),
    })
  }

/**
 * A convolution and a bias: `conv2d(1, 32, { kernel: 4, stride: 2 })`, or `conv2d(32, { kernel: 4, stride: 2 })` with the
 * channels of the layer before.
 *
 * `stride` is 1, `padding` `'same'` (or `'valid'`, or a number) and `dilation` 1 where they are left out.
 *
 * Shapes: `[Row, H, W, In] -> [Row, ...Convolved<[H, W, In], ...>]`. Errors: a `ShapeError` with the message of the compiler.
 *
 * @example
 * conv2d(1, 32, { kernel: 4, stride: 2 }).name
 * //=> 'conv2d'
 */
export const conv2d: Convolution<'conv2d'> = convolution({
  name: 'conv2d',
  rule: convolved,
  order: (input, output) => [input, output],
  run: T.conv2d,
})

/**
 * A transposed convolution and a bias, which makes images larger: `conv2dTranspose(64, 32, { kernel: 4, stride: 2 })`,
 * or `conv2dTranspose(32, { kernel: 4, stride: 2 })` with the channels of the layer before.
 *
 * Options as in `conv2d`.
 *
 * Shapes: `[Row, H, W, In] -> [Row, ...ConvolvedBack<[H, W, In], ...>]`. Errors: a `ShapeError` with the message of the
 * compiler.
 *
 * @example
 * conv2dTranspose(64, 32, { kernel: 4, stride: 2 }).name
 * //=> 'conv2dTranspose'
 */
export const conv2dTranspose: Convolution<'conv2dTranspose'> = convolution({
  name: 'conv2dTranspose',
  rule: convolvedBack,
  order: (input, output) => [output, input],
  run: T.conv2dTranspose,
})
