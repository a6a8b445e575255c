/** Convolutions of images, whose channels come last. */

import * as tf from '@tensorflow/tfjs-core'
import type { IsAny } from '../shapes/checkDim.js'
import { type Convolved, type ConvolvedBack, convolved, convolvedBack, type Windows } from '../shapes/convolution.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Shape } from '../shapes/dim.js'
import { type Show, show } from '../shapes/message.js'
import { type FilterHint, type KnownOptions, knownWindows, type Option } from '../shapes/windows.js'
import { dilated, filterGradient, padOf, type Through, withGradients } from './filters.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

export type NoRows<Name extends string> = `${Name}: takes rows of images but is given []`
export type NoFilter<
  Name extends string,
  Channels extends string,
  Given,
> = `${Name}: takes a filter of [height, width, ${Channels}], whose height and width are numbers, but is given ${Show<Given>}`

const noRows = <Name extends string>(name: Name): NoRows<Name> => `${name}: takes rows of images but is given []`
const noFilter = (name: string, channels: string, given: Shape): string =>
  `${name}: takes a filter of [height, width, ${channels}], whose height and width are numbers, but is given ${show(given)}`

// -----------------------------------------------------------------------------
// verdicts
// -----------------------------------------------------------------------------

/** The message of a rule, after the name of the operation; any other verdict as it is. */
export type Prefixed<Name extends string, Verdict> = Verdict extends string ? `${Name}: ${Verdict}` : Verdict

/** The shape of rows of images, of that of one image; a message as it is. */
export type WithRow<Row, Verdict> = Verdict extends readonly unknown[] ? readonly [Row, ...Verdict] : Verdict

export type StrideOf<Given> = Option<Given, 'stride', 1> & number
export type PaddingOf<Given> = Option<Given, 'padding', 'same'> & ('same' | 'valid' | number)
export type DilationOf<Given> = Option<Given, 'dilation', 1> & number

/** The verdict on rows of images and a filter `[height, width, in, out]`. */
type Conv<From, Filter, Given> = From extends readonly [infer Row, ...infer Image]
  ? Filter extends readonly [infer Height extends number, infer Width extends number, infer In, infer Out]
    ? Prefixed<
        'conv2d',
        WithRow<Row, Convolved<Image, In, Out, [Height, Width], StrideOf<Given>, PaddingOf<Given>, DilationOf<Given>>>
      >
    : NoFilter<'conv2d', 'in, out', Filter>
  : NoRows<'conv2d'>

/** As `Conv`, for a filter `[height, width, out, in]`. */
type ConvBack<From, Filter, Given> = From extends readonly [infer Row, ...infer Image]
  ? Filter extends readonly [infer Height extends number, infer Width extends number, infer Out, infer In]
    ? Prefixed<
        'conv2dTranspose',
        WithRow<
          Row,
          ConvolvedBack<Image, In, Out, [Height, Width], StrideOf<Given>, PaddingOf<Given>, DilationOf<Given>>
        >
      >
    : NoFilter<'conv2dTranspose', 'out, in', Filter>
  : NoRows<'conv2dTranspose'>

// -----------------------------------------------------------------------------
// shapes at run time
// -----------------------------------------------------------------------------

const ALLOWED = ['stride', 'padding', 'dilation'] as const

type SaysKernel<What extends string> = `${What}: the options must not say the kernel, which the filter says`

/** The options of a convolution, whose kernel the filter says. Its message has no name of its own: one costs every program. */
export type FilterOptions<Given, What extends string> =
  IsAny<Given> extends true
    ? never
    : undefined extends Given
      ? `${What}: the options may be undefined: leave them out, or give them`
      : 'kernel' extends keyof Given
        ? SaysKernel<What>
        : KnownOptions<Given & { readonly kernel: 1 }, What, (typeof ALLOWED)[number] | 'kernel'> extends infer Message
          ? Message extends string
            ? Given extends object
              ? Message
              : `${What}: the options are not a record of options`
            : Given
          : never

const isFilter = (given: Shape): given is readonly [number, number, Dim, Dim] =>
  given.length === 4 && given.slice(0, 2).every((dim) => typeof dim === 'number')

/** The dimensions of rows of images and of a filter, or refuses what is none. */
export const taken = (name: string, channels: string, rows: Shape, filter: Shape) => {
  const [row, ...image] = rows
  if (row === undefined) return refuse(noRows(name))
  return isFilter(filter) ? { row, image, filter } : refuse(noFilter(name, channels, filter))
}

const maybeAbsent = (name: string): string => `${name}: the options may be undefined: leave them out, or give them`
const notRecord = (name: string): string => `${name}: the options are not a record of options`
const listed = (name: string): string => `${name}: there is no option length`
const saysKernel = (name: string): SaysKernel<string> =>
  `${name}: the options must not say the kernel, which the filter says`

/** The options themselves, or refuses. */
const known = (name: string, given: unknown): object =>
  given === undefined
    ? refuse(maybeAbsent(name))
    : typeof given !== 'object' || given === null
      ? refuse(notRecord(name))
      : Array.isArray(given)
        ? refuse(listed(name))
        : 'kernel' in given
          ? refuse(saysKernel(name))
          : given

/** The options among the arguments after the filter: none where they are left out. */
export const optionsOf = (name: string, after: readonly unknown[]): object =>
  after.length === 0 ? {} : known(name, after[0])

/** The windows of both axes, or refuses. */
export const windowsOf = (name: string, given: object, filter: Shape): readonly [Windows, Windows] => {
  const of = (axis: number) => {
    const windows = knownWindows({ ...given, kernel: filter[axis] }, name, ['kernel', ...ALLOWED], () => ({
      stride: 1,
      padding: 'same',
      dilation: 1,
    }))
    return typeof windows === 'string' ? refuse(windows) : windows
  }
  return [of(0), of(1)]
}

export const orRefuseAs = (name: string, verdict: Shape | string): Shape =>
  typeof verdict === 'string' ? refuse(`${name}: ${verdict}`) : verdict

// -----------------------------------------------------------------------------
// computation
// -----------------------------------------------------------------------------

const convolve = (windows: Windows): Through =>
  withGradients(
    (x, filter) => tf.conv2d(x, filter, windows.stride, padOf(windows)),
    (dy, x, filter) => [
      tf.conv2dTranspose(dy, filter, x.shape, windows.stride, padOf(windows)),
      filterGradient(x, dy, filter, windows.stride, windows),
    ],
  )

const convolveBack = (windows: Windows, sizes: [number, number, number, number]): Through =>
  withGradients(
    (x, filter) => tf.conv2dTranspose(x, filter, sizes, windows.stride, padOf(windows)),
    (dy, x, filter) => [
      tf.conv2d(dy, filter, windows.stride, padOf(windows)),
      filterGradient(dy, x, filter, windows.stride, windows),
    ],
  )

// -----------------------------------------------------------------------------
// operations
// -----------------------------------------------------------------------------

export type Nothing = Readonly<Record<never, never>>

/** Two ways to call it, by the number of arguments: options that may be `undefined` would be taken for none. */
export interface ConvolutionOperation {
  <FilterShape extends AnyShape, const Given = FilterHint>(
    filter: Tensor<FilterShape>,
    options: FilterOptions<Given, 'conv2d'>,
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Conv<From, FilterShape, Given>>,
  ) => Tensor<ShapeOr<Conv<From, FilterShape, Given>>>
  <FilterShape extends AnyShape>(
    filter: Tensor<FilterShape>,
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Conv<From, FilterShape, Nothing>>,
  ) => Tensor<ShapeOr<Conv<From, FilterShape, Nothing>>>
}

/** As `ConvolutionOperation`. */
export interface TransposeOperation {
  <FilterShape extends AnyShape, const Given = FilterHint>(
    filter: Tensor<FilterShape>,
    options: FilterOptions<Given, 'conv2dTranspose'>,
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<ConvBack<From, FilterShape, Given>>,
  ) => Tensor<ShapeOr<ConvBack<From, FilterShape, Given>>>
  <FilterShape extends AnyShape>(
    filter: Tensor<FilterShape>,
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<ConvBack<From, FilterShape, Nothing>>,
  ) => Tensor<ShapeOr<ConvBack<From, FilterShape, Nothing>>>
}

/**
 * The convolution of rows of images by a filter: as in deep learning, the filter is not mirrored.
 *
 * `stride` is 1, `padding` `'same'` and `dilation` 1 where they are left out.
 *
 * Shapes: `[Height, Width, In, Out] -> [Row, H, W, In] -> [Row, ...Convolved<[H, W, In], ...>]`.
 * Errors: a `ShapeError` with the message of the compiler, and where the size of a name is too small.
 * Source: Goodfellow et al., "Deep Learning", MIT Press 2016, equation 9.6.
 */
export const conv2d: ConvolutionOperation =
  <FilterShape extends AnyShape>(filter: Tensor<FilterShape>, ...given: readonly unknown[]) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const { row, image, filter: dims } = taken('conv2d', 'in, out', shapeOf(x), shapeOf(filter))
    const windows = windowsOf('conv2d', optionsOf('conv2d', given), filter.sizes as Shape)
    const [, , input, out] = dims
    const shape = orRefuseAs('conv2d', convolved(image, input, out, windows))
    orRefuseAs('conv2d', convolved(x.sizes.slice(1), filter.sizes[2] as number, filter.sizes[3] as number, windows))
    bind('conv2d', [x, filter])
    const [{ dilation }] = windows
    const by = dilated(unwrap(filter) as tf.Tensor4D, dilation)
    // safe: `convolved` is the run-time version of `Convolved`, held by the shared case table
    return wrap([row, ...shape], convolve(windows[0])(unwrap(x) as tf.Tensor4D, by)) as never
  }

/**
 * The transposed convolution of rows of images by a filter: the gradient of `conv2d` as a map of its own.
 *
 * `stride` is 1, `padding` `'same'` and `dilation` 1 where they are left out.
 *
 * Shapes: `[Height, Width, Out, In] -> [Row, H, W, In] -> [Row, ...ConvolvedBack<[H, W, In], ...>]`.
 * Errors: a `ShapeError` with the message of the compiler, and where the size of a name is too small.
 * Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, section 4.
 */
export const conv2dTranspose: TransposeOperation =
  <FilterShape extends AnyShape>(filter: Tensor<FilterShape>, ...given: readonly unknown[]) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const name = 'conv2dTranspose'
    const { row, image, filter: dims } = taken(name, 'out, in', shapeOf(x), shapeOf(filter))
    const windows = windowsOf(name, optionsOf(name, given), filter.sizes as Shape)
    const [, , out, input] = dims
    const shape = orRefuseAs(name, convolvedBack(image, input, out, windows))
    const [, , outSize, inSize] = filter.sizes as readonly [number, number, number, number]
    const sizes = orRefuseAs(name, convolvedBack(x.sizes.slice(1), inSize, outSize, windows))
    bind(name, [x, filter])
    const [{ dilation }] = windows
    const by = dilated(unwrap(filter) as tf.Tensor4D, dilation)
    // safe: as in `conv2d`; the sizes are numbers since they come of numbers
    const whole = [x.sizes[0], ...sizes] as [number, number, number, number]
    return wrap([row, ...shape], convolveBack(windows[0], whole)(unwrap(x) as tf.Tensor4D, by)) as never
  }
