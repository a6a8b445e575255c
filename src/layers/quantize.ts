/** Vector quantization as a layer: the nearest of some codes in the place of each vector. */

import { child, type Key } from '../random/key.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnySize, Dim, DimOf } from '../shapes/dim.js'
import type { Tensor } from '../tensors/tensor.js'
import { type Layer, madeOf } from './layer.js'
import { type Codes, initialCodes, nearest, type Rows, straightThrough } from './nearest.js'
import { noChannels, type WithChannels } from './normalized.js'
import type { Step } from './step.js'

/** The codes, each a vector of the channels. */
export type CodesOf<Count extends Dim, Event> = Event extends readonly [...infer _Before, infer Channels]
  ? Tensor<readonly [Count, Channels]>
  : never

/** The codes as parameters. A type and not an interface, so that it is a tree of tensors. */
export type Codebook<Count extends Dim, Event> = { readonly codes: CodesOf<Count, Event> }

/** Vector quantization as a step. */
export interface Quantize<Count extends Dim> extends Step {
  readonly name: 'quantize'
  readonly takes: 'any'
  readonly out: WithChannels<this['in']>
  readonly parameters: Codebook<Count, this['in']>
  readonly kind: 'Tensor'
}

const CODES = 'quantize: the number of codes'

/**
 * The nearest of some learned codes in the place of each vector, which are those of the last axis. The gradient goes straight through,
 * as if nothing had been replaced, and none goes to the codes: `VqVae.make` has the terms that move them.
 *
 * Shapes: `[Row, ...Event, Channels] -> [Row, ...Event, Channels]`.
 * Errors: a `ShapeError` when the number of codes is not a whole number above 0.
 * Source: van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning", arXiv:1711.00937, section 3.2.
 *
 * @example
 * quantize(512).name
 * //=> 'quantize'
 */
export const quantize = <const Count = SizeHint>(
  codes: KnownSize<Count, typeof CODES>,
): Layer<UnlessNever<keyof Count, Quantize<DimOf<Count> & Dim>>> => {
  const count: AnySize = orRefuse(knownSize(codes, CODES))
  return madeOf({
    name: 'quantize',
    takes: null,
    build: (given) =>
      noChannels(given) ?? {
        out: given,
        kind: 'Tensor',
        family: null,
        // safe: there are channels, or it is refused
        init: (key: Key) => ({ codes: initialCodes(count, given.at(-1) as AnySize)(child('codes')(key)) }),
        apply:
          ({ codes }: { readonly codes: Codes }) =>
          (x: Rows) =>
            straightThrough(nearest(given)(codes)(x))(x),
      },
  })
}
