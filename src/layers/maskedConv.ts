/** The masked convolution: each pixel that it gives depends on those before it alone, row by row. */

import { pipe } from 'fp-ts/lib/function.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { type Convolved, convolved } from '../shapes/convolution.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import { type MustBe, mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { ChannelOf, Conv2dParameters } from './convolution.js'
import { convolving, knownConvolution } from './convolving.js'
import { type Layer, madeOf } from './layer.js'
import type { Step } from './step.js'

const NAME = 'maskedConv2d'

// -----------------------------------------------------------------------------
// step
// -----------------------------------------------------------------------------

/** A masked convolution to `Output` channels, of as many as the layer before gives. */
export interface MaskedConv2d<Output extends Dim, Kernel extends number> extends Step {
  readonly name: typeof NAME
  readonly takes: 'any'
  readonly out: Convolved<this['in'], ChannelOf<this['in']>, Output, [Kernel, Kernel], 1, 'same', 1>
  readonly parameters: Conv2dParameters<Kernel, ChannelOf<this['in']>, Output>
  readonly kind: 'Tensor'
}

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

const [CHANNELS, KERNEL] = [`${NAME}: the number of output channels`, `${NAME}: the kernel`] as const

const ODD = 'an odd number, so that it has a middle' as const

/** The side of a kernel itself, or the message. */
export type OddKernel<Kernel extends number> = number extends Kernel
  ? Kernel
  : `${Kernel}` extends `${string}${1 | 3 | 5 | 7 | 9}`
    ? Kernel
    : MustBe<typeof KERNEL, typeof ODD, `${Kernel}`>

/** The kernel, and whether a pixel that it gives depends on that which stands there too, or on those before it alone. */
export interface MaskedOptions<Kernel extends number> {
  readonly kernel: OddKernel<Kernel>
  readonly sees: 'before' | 'own'
}

/** 1 where the kernel lies before its middle, and at it where that is seen; else 0. Shapes: `[Kernel, Kernel, 1, 1]`. */
const maskOf = (kernel: number, sees: 'before' | 'own'): T.HostTensor<readonly [Dim, Dim, 1, 1]> => {
  const middle = (kernel * kernel - 1) / 2
  const seen = (place: number): boolean => place < middle || (place === middle && sees === 'own')
  return {
    shape: [kernel, kernel, 1, 1],
    sizes: [kernel, kernel, 1, 1],
    values: Float32Array.from({ length: kernel * kernel }, (_, place) => Number(seen(place))),
  }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/**
 * A convolution of the pixels that stand before each, in rows from above and from left to right, and a bias:
 * `maskedConv2d(32, { kernel: 5, sees: 'before' })`. Later layers see what it gives at the pixel itself too: `sees: 'own'`.
 *
 * So a network says of each pixel what follows from those before it, all in one pass: the likelihood of `Joint.autoregressive`. As in the
 * paper, pixels to the right in the rows above come into sight only by and by.
 *
 * Shapes: `[Row, H, W, In] -> [Row, H, W, Out]`. Errors: a `ShapeError` for a kernel that is even, and as `conv2d`.
 * Source: van den Oord, Kalchbrenner and Kavukcuoglu, "Pixel Recurrent Neural Networks", arXiv:1601.06759, section 3.4: the masks A and B
 * for channels of one kind.
 *
 * @example
 * maskedConv2d(32, { kernel: 5, sees: 'before' }).name
 * //=> 'maskedConv2d'
 */
export const maskedConv2d = <const Output = SizeHint, const Kernel extends number = number>(
  output: KnownSize<Output, typeof CHANNELS>,
  options: MaskedOptions<Kernel>,
): Layer<UnlessNever<keyof Output, MaskedConv2d<DimOf<Output> & Dim, Kernel>>> => {
  const channels = orRefuse(knownSize(output, CHANNELS))
  const { kernel, sees } = options as { readonly kernel: number; readonly sees: 'before' | 'own' }
  if (kernel % 2 !== 1) return refuse(mustBe(KERNEL, ODD, kernel))
  if (sees !== 'before' && sees !== 'own') return refuse(mustBe(`${NAME}: sees`, 'before or own', sees))
  const mask = maskOf(kernel, sees)
  return madeOf({
    name: NAME,
    takes: null,
    build: convolving({
      rule: convolved,
      run: (filter: never, windows: never) => T.conv2d(pipe(filter, T.mul(T.fromHost(mask))) as never, windows),
      input: (event) => event[2] ?? channels,
      output: () => channels,
      filter: (input) => ({ channels: [input, channels], fans: input.size + channels.size }),
      windows: orRefuse(knownConvolution({ kernel }, NAME)),
    }),
  })
}
