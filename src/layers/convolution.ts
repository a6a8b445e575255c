/** Convolutional layers: over images `[height, width, channels]`. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import {
  type Convolved,
  type ConvolvedBack,
  convolved,
  convolvedBack,
  type Padding,
  type Windows,
} from '../shapes/convolution.js'
import { orRefuse } from '../shapes/defect.js'
import { type Dim, type DimOf, dimsOf, numbersOf, type Shape, type Size, type Sizes } from '../shapes/dim.js'
import { type KnownOptions, knownWindows, type Option, type WindowHint } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import { type Built, type Layer, madeOf } from './layer.js'
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

const ALLOWED = ['kernel', 'stride', 'padding', 'dilation'] as const

type Allowed = (typeof ALLOWED)[number]

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
    options: KnownOptions<Options, Name, Allowed>,
  ): Layer<UnlessNever<keyof Output | keyof Options, StepToOf<Name, Output, Options>>>
  <const In = SizeHint, const Output = SizeHint, const Options = WindowHint>(
    input: KnownSize<In, `${Name}: the number of input channels`>,
    output: OutputChannels<Output, Name>,
    options: KnownOptions<Options, Name, Allowed>,
  ): Layer<UnlessNever<keyof In | keyof Output | keyof Options, StepOf<Name, DimOf<In> & Dim, Output, Options>>>
}

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/**
 * The first weights of a filter: uniform within `±√(6 / (in + out))`, each times the pixels of the kernel. `fans` is in + out:
 * the channels that a number of the result is made of, and those that one of the image goes to.
 *
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010, equation 16, with the fans of a receptive field.
 */
export const initialFilter =
  (kernel: number, [third, fourth]: readonly [Size<Dim>, Size<Dim>], fans = third.size + fourth.size) =>
  (key: Key): T.Tensor<readonly [Dim, Dim, Dim, Dim]> => {
    const limit = Math.sqrt(6 / (kernel * kernel * fans))
    const shape: readonly [Dim, Dim, Dim, Dim] = [kernel, kernel, third.dim, fourth.dim]
    return pipe(
      Random.uniform(child('filter')(key))({ shape, sizes: [kernel, kernel, third.size, fourth.size] }),
      T.mulScalar(2 * limit),
      T.addScalar(-limit),
    )
  }

/** What differs between the two convolutions. */
interface Direction {
  readonly name: 'conv2d' | 'conv2dTranspose'
  readonly rule: (image: Shape, input: Dim, out: Dim, windows: readonly [Windows, Windows]) => Shape | string
  /** The channels as the filter has them. */
  readonly order: (input: Size<Dim>, output: Size<Dim>) => readonly [Size<Dim>, Size<Dim>]
  readonly run: (filter: never, options: never) => unknown
}

type AnyImage = T.Tensor<readonly [Dim, Dim, Dim, Dim]>

const builtFor =
  ({ rule, order, run }: Direction, stated: Size<Dim> | null, output: Size<Dim>, windows: Windows) =>
  (given: Sizes): Built | string => {
    const input = stated ?? given[2] ?? output
    const both = [windows, windows] as const
    const dims = rule(dimsOf(given), input.dim, output.dim, both)
    if (typeof dims === 'string') return dims
    const sizes = rule(numbersOf(given), input.size, output.size, both)
    if (typeof sizes === 'string') return sizes
    const { kernel, ...options } = windows
    return {
      out: dims.map((dim, axis) => ({ dim, size: sizes[axis] as number })),
      kind: 'Tensor',
      family: null,
      init: (key: Key) => ({
        filter: initialFilter(kernel, order(input, output))(key),
        bias: T.zeros<readonly [Dim]>([output.dim], [output.size]),
      }),
      apply:
        ({ filter, bias }: Conv2dParameters<Dim, Dim, Dim>) =>
        (x: AnyImage) =>
          // safe: `rule` has checked here what the operation checks in its types
          pipe((run(filter as never, options as never) as (x: AnyImage) => AnyImage)(x), T.trailing.add(bias)),
    }
  }

const convolution =
  <Name extends 'conv2d' | 'conv2dTranspose'>(direction: Direction & { readonly name: Name }): Convolution<Name> =>
  (...given: readonly unknown[]): Layer<never> => {
    const { name } = direction
    const known = (size: unknown, which: string) =>
      orRefuse(knownSize(size, `${name}: the number of ${which} channels`))
    const output = known(given.at(-2), 'output')
    const stated = given.length < 3 ? null : known(given[0], 'input')
    const windows = orRefuse(
      knownWindows(given.at(-1), name, ALLOWED, () => ({ stride: 1, padding: 'same', dilation: 1 })),
    )
    return madeOf({ name, takes: null, build: builtFor(direction, stated, output, windows) })
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
