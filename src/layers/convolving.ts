/** What convolutional layers have in common when they run: their first filters, their shapes, and the bias that is added. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { Windows } from '../shapes/convolution.js'
import { type Dim, dimsOf, numbersOf, type Shape, type Size, type Sizes } from '../shapes/dim.js'
import { knownWindows } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import type { Built } from './layer.js'

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

const OPTIONS = ['kernel', 'stride', 'padding', 'dilation'] as const

/** The names of the options of a convolution. */
export type ConvolutionOption = (typeof OPTIONS)[number]

/** Windows as they were written, a stride and a dilation of 1 and `'same'` where they are left out; or the message. */
export const knownConvolution = (given: unknown, name: string): Windows | string =>
  knownWindows(given, name, OPTIONS, () => ({ stride: 1, padding: 'same', dilation: 1 }))

// -----------------------------------------------------------------------------
// filters
// -----------------------------------------------------------------------------

type AnyImage = T.Tensor<readonly [Dim, Dim, Dim, Dim]>

/** The last two axes of a filter; and the channels that a number of the result is made of, with those that one of the image goes to. */
interface Channels {
  readonly channels: readonly [Size<Dim>, Size<Dim>]
  readonly fans: number
}

/**
 * The first weights of a filter: uniform within `±√(6 / (in + out))`, each times the pixels of the kernel.
 *
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS
 * 2010, equation 16, with the fans of a receptive field.
 */
const initialFilter =
  (kernel: number, { channels: [third, fourth], fans }: Channels) =>
  (key: Key): AnyImage => {
    const limit = Math.sqrt(6 / (kernel * kernel * fans))
    const shape: readonly [Dim, Dim, Dim, Dim] = [kernel, kernel, third.dim, fourth.dim]
    return pipe(
      Random.uniform(child('filter')(key))({ shape, sizes: [kernel, kernel, third.size, fourth.size] }),
      T.mulScalar(2 * limit),
      T.addScalar(-limit),
    )
  }

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** What differs between convolutions. */
export interface Convolving {
  readonly rule: (image: Shape, input: Dim, out: Dim, windows: readonly [Windows, Windows]) => Shape | string
  readonly run: (filter: never, options: never) => unknown
  /** The channels that it takes, of an event: where it has none, `rule` says so. */
  readonly input: (event: Sizes) => Size<Dim>
  readonly output: (input: Size<Dim>) => Size<Dim>
  readonly filter: (input: Size<Dim>) => Channels
  readonly windows: Windows
}

/** A convolution and a bias over an event, or the message. */
export const convolving =
  ({ rule, run, windows, ...channels }: Convolving) =>
  (event: Sizes): Built | string => {
    const input = channels.input(event)
    const output = channels.output(input)
    const both = [windows, windows] as const
    const dims = rule(dimsOf(event), input.dim, output.dim, both)
    if (typeof dims === 'string') return dims
    const sizes = rule(numbersOf(event), input.size, output.size, both)
    if (typeof sizes === 'string') return sizes
    const { kernel, ...options } = windows
    return {
      out: dims.map((dim, axis) => ({ dim, size: sizes[axis] as number })),
      kind: 'Tensor',
      family: null,
      init: (key: Key) => ({
        filter: initialFilter(kernel, channels.filter(input))(key),
        bias: T.zeros<readonly [Dim]>([output.dim], [output.size]),
      }),
      apply:
        ({ filter, bias }: { readonly filter: AnyImage; readonly bias: T.Tensor<readonly [Dim]> }) =>
        (x: AnyImage) =>
          // safe: `rule` has checked here what the operation checks in its types
          pipe((run(filter as never, options as never) as (x: AnyImage) => AnyImage)(x), T.trailing.add(bias)),
    }
  }
