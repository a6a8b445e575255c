/** Convolutions, transposed convolutions and pools: how many windows fit, and which images they take. */

import type { Add, Multiply, Subtract } from './arithmetic.js'
import type { Dim, Shape } from './dim.js'
import type { Equal } from './equal.js'
import { type Said, type Show, show } from './message.js'
import { type Product, product } from './product.js'
import { type CeilQuotient, ceilQuotient, type Quotient, quotient } from './quotient.js'
import { type Difference, difference, type Sum, sum } from './sum.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** `'same'`: as many windows as strides; `'valid'`: only whole windows; a number: so many zeros on every side. */
export type Padding = 'same' | 'valid' | number

/** How windows lie along one axis. */
export interface Windows {
  readonly kernel: number
  readonly stride: number
  readonly padding: Padding
  readonly dilation: number
}

/** How many pixels a window reaches over: more than its kernel when it is dilated. */
type Span<Kernel extends number, Dilation extends number> = Dilation extends 1
  ? Kernel
  : Add<Multiply<Subtract<Kernel, 1>, Dilation>, 1>

const span = ({ kernel, dilation }: Windows): number => (kernel - 1) * dilation + 1

type Padded<Size, By> = By extends number ? (By extends 0 ? Size : Sum<Size, Multiply<2, By>>) : Size

const padded = (size: Dim, { padding }: Windows): Dim =>
  typeof padding === 'number' ? (sum(size, 2 * padding) as Dim) : size

// -----------------------------------------------------------------------------
// one axis
// -----------------------------------------------------------------------------

/**
 * The number of windows along an axis, or `never` when none fits.
 *
 * Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, relationship 6
 * and, for dilations, 15; `'same'` as TensorFlow has it.
 *
 * @example
 * WindowCount<28, 4, 2, 'same'>
 * //=> 14
 */
export type WindowCount<
  Size,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number = 1,
> = By extends 'same'
  ? CeilQuotient<Size, Stride>
  : Quotient<Sum<Difference<Padded<Size, By>, Span<Kernel, Dilation>>, Stride>, Stride>

/** The run-time version of `WindowCount`; `null` for what is `never`. */
export const windowCount = (size: Dim, windows: Windows): Dim | null => {
  if (windows.padding === 'same') return ceilQuotient(size, windows.stride)
  const room = difference(padded(size, windows), span(windows))
  // the stride is added before and not 1 after: so that names read better
  return room === null ? null : quotient(sum(room, windows.stride) as Dim, windows.stride)
}

type NotNought<Given> = Given extends 0 ? never : Given

/**
 * The number of pixels that so many windows were taken from, or `never` when it would be none.
 *
 * The least of those that a stride does not tell apart. Source: Dumoulin and Visin, arXiv:1603.07285, relationship 13.
 *
 * @example
 * TransposedCount<14, 4, 2, 'same'>
 * //=> 28
 */
export type TransposedCount<
  Size,
  Kernel extends number,
  Stride extends number,
  By extends Padding,
  Dilation extends number = 1,
> = By extends 'same'
  ? Product<readonly [Size, Stride]>
  : Sum<Product<readonly [Difference<Size, 1>, Stride]>, Span<Kernel, Dilation>> extends infer Whole
    ? By extends number
      ? NotNought<Difference<Whole, Multiply<2, By>>>
      : Whole
    : never

/** The run-time version of `TransposedCount`; `null` for what is `never`. */
export const transposedCount = (size: Dim, windows: Windows): Dim | null => {
  const { stride, padding } = windows
  if (padding === 'same') return product([size, stride])
  const steps = difference(size, 1)
  const whole = steps === null ? null : sum(product([steps, stride]), span(windows))
  const count = whole === null || padding === 'valid' ? whole : difference(whole, 2 * padding)
  return count === 0 ? null : count
}

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

type NoImage<Given> = Said<typeof noImage<Show<Given>>>
type Channels<Needed extends Dim, Found extends Dim, Given> = Said<typeof wrongChannels<Needed, Found, Show<Given>>>
type TooSmall<Needed extends number, Found extends Dim, Given> = Said<typeof tooSmall<Needed, Found, Show<Given>>>
type Nothing<Given> = Said<typeof nothing<Show<Given>>>

const noImage = <Given extends string>(given: Given) => `takes [height, width, channels] but is given ${given}` as const
const wrongChannels = <Needed extends Dim, Found extends Dim, Given extends string>(
  needed: Needed,
  found: Found,
  given: Given,
) => `takes ${needed} channels but is given ${found}, in ${given}` as const
const tooSmall = <Needed extends number, Found extends Dim, Given extends string>(
  needed: Needed,
  found: Found,
  given: Given,
) => `takes at least ${needed} pixels but is given ${found}, in ${given}` as const
const nothing = <Given extends string>(given: Given) =>
  `leaves no pixels of ${given}: the padding removes them all` as const

// -----------------------------------------------------------------------------
// images
// -----------------------------------------------------------------------------

type Least<Kernel extends number, By extends Padding, Dilation extends number> = By extends number
  ? Subtract<Span<Kernel, Dilation>, Multiply<2, By>>
  : Span<Kernel, Dilation>

const least = (windows: Windows): number =>
  span(windows) - (typeof windows.padding === 'number' ? 2 * windows.padding : 0)

type Short<Given, Found, Kernel extends number, By extends Padding, Dilation extends number> = TooSmall<
  Least<Kernel, By, Dilation>,
  Found & Dim,
  Given
>

type IsNever<Given> = [Given] extends [never] ? true : false

/**
 * The windows of an image, one stride both ways, else the message.
 *
 * @example
 * Windowed<readonly [28, 28, 3], 8, [4, 4], 2, 'same'>
 * //=> readonly [14, 14, 8]
 */
export type Windowed<
  Image,
  Out,
  Kernel extends readonly [number, number],
  Stride extends number,
  By extends Padding,
  Dilation extends number = 1,
> = Image extends readonly [infer Height, infer Width, unknown]
  ? WindowCount<Height, Kernel[0], Stride, By, Dilation> extends infer Rows
    ? IsNever<Rows> extends true
      ? Short<Image, Height, Kernel[0], By, Dilation>
      : WindowCount<Width, Kernel[1], Stride, By, Dilation> extends infer Columns
        ? IsNever<Columns> extends true
          ? Short<Image, Width, Kernel[1], By, Dilation>
          : readonly [Rows, Columns, Out]
        : never
    : never
  : NoImage<Image>

/** The run-time version of `Windowed`: a shape, or the message. */
export const windowed = (image: Shape, out: Dim, windows: readonly [Windows, Windows]): Shape | string => {
  if (image.length !== 3) return noImage(show(image))
  const counts = windows.map((each, axis) => windowCount(image[axis] as Dim, each))
  const bad = counts.indexOf(null)
  return bad >= 0
    ? tooSmall(least(windows[bad] as Windows), image[bad] as Dim, show(image))
    : [...(counts as readonly Dim[]), out]
}

/** The image when its channels are those that are needed, else the message. */
type Checked<Image, In, Result> = Image extends readonly [unknown, unknown, infer Channel]
  ? Equal<Channel, In> extends true
    ? Result
    : Channels<In & Dim, Channel & Dim, Image>
  : NoImage<Image>

const channelMessage = (image: Shape, input: Dim): string | null =>
  image.length !== 3
    ? noImage(show(image))
    : image[2] === input
      ? null
      : wrongChannels(input, image[2] as Dim, show(image))

/**
 * The image that a convolution gives, else the message.
 *
 * @example
 * Convolved<readonly [28, 28, 1], 1, 32, [4, 4], 2, 'same'>
 * //=> readonly [14, 14, 32]
 */
export type Convolved<
  Image,
  In,
  Out,
  Kernel extends readonly [number, number],
  Stride extends number,
  By extends Padding,
  Dilation extends number = 1,
> = Checked<Image, In, Windowed<Image, Out, Kernel, Stride, By, Dilation>>

/** The run-time version of `Convolved`: a shape, or the message. */
export const convolved = (image: Shape, input: Dim, out: Dim, windows: readonly [Windows, Windows]): Shape | string =>
  channelMessage(image, input) ?? windowed(image, out, windows)

/**
 * The image that a transposed convolution gives, else the message.
 *
 * @example
 * ConvolvedBack<readonly [7, 7, 64], 64, 32, [4, 4], 2, 'same'>
 * //=> readonly [14, 14, 32]
 */
export type ConvolvedBack<
  Image,
  In,
  Out,
  Kernel extends readonly [number, number],
  Stride extends number,
  By extends Padding,
  Dilation extends number = 1,
> = Checked<
  Image,
  In,
  Image extends readonly [infer Height, infer Width, unknown]
    ? readonly [
        TransposedCount<Height, Kernel[0], Stride, By, Dilation>,
        TransposedCount<Width, Kernel[1], Stride, By, Dilation>,
      ] extends readonly [infer Rows, infer Columns]
      ? true extends IsNever<Rows> | IsNever<Columns>
        ? Nothing<Image>
        : readonly [Rows, Columns, Out]
      : never
    : never
>

/** The run-time version of `ConvolvedBack`: a shape, or the message. */
export const convolvedBack = (
  image: Shape,
  input: Dim,
  out: Dim,
  windows: readonly [Windows, Windows],
): Shape | string => {
  const message = channelMessage(image, input)
  if (message !== null) return message
  const counts = windows.map((each, axis) => transposedCount(image[axis] as Dim, each))
  return counts.includes(null) ? nothing(show(image)) : [...(counts as readonly Dim[]), out]
}

type AllPadding<By extends number, Kernel extends number> = Said<typeof allPadding<By, Kernel>>

const allPadding = <By extends number, Kernel extends number>(by: By, kernel: Kernel) =>
  `pads by ${by} but its kernel is ${kernel}: a window would see no pixel` as const

/**
 * The image that a pool gives, else the message.
 *
 * @example
 * Pooled<readonly [28, 28, 3], 2, 2, 'valid'>
 * //=> readonly [14, 14, 3]
 */
export type Pooled<Image, Kernel extends number, Stride extends number, By extends Padding> = By extends number
  ? [Subtract<Kernel, By>] extends [0]
    ? AllPadding<By, Kernel>
    : PooledAlways<Image, Kernel, Stride, By>
  : PooledAlways<Image, Kernel, Stride, By>

type PooledAlways<Image, Kernel extends number, Stride extends number, By extends Padding> = Image extends readonly [
  unknown,
  unknown,
  infer Channel,
]
  ? Windowed<Image, Channel, [Kernel, Kernel], Stride, By>
  : NoImage<Image>

/** The run-time version of `Pooled`: a shape, or the message. */
export const pooled = (image: Shape, windows: Windows): Shape | string =>
  typeof windows.padding === 'number' && windows.padding >= windows.kernel
    ? allPadding(windows.padding, windows.kernel)
    : windowed(image, image[2] as Dim, [windows, windows])
