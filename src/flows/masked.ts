/** A network whose numbers depend only on those before them: dense layers with masked weights. */

import { type Degrees, maskedAffine } from '../layers/maskedDense.js'
import type { AffineParameters } from '../layers/step.js'
import { child, type Key } from '../random/key.js'
import type { Dim, Size } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

type Chain<In extends Dim, Hidden extends readonly unknown[]> = Hidden extends readonly [
  infer First extends Dim,
  ...infer Rest,
]
  ? readonly [AffineParameters<In, First>, ...Chain<First, Rest>]
  : readonly []

type LastOf<In extends Dim, Hidden extends readonly unknown[]> = Hidden extends readonly [
  ...unknown[],
  infer Last extends Dim,
]
  ? Last
  : In

/** The parameters of a masked network: of its hidden layers, and of the two numbers that it gives for each. */
export type MaskedParameters<Only extends Dim, Hidden extends readonly unknown[]> = {
  readonly hidden: Chain<Only, Hidden>
  readonly shift: AffineParameters<LastOf<Only, Hidden>, Only>
  readonly rawScale: AffineParameters<LastOf<Only, Hidden>, Only>
}

/** The same with its types erased. */
export interface AnyMasked {
  readonly hidden: readonly AffineParameters<Dim, Dim>[]
  readonly shift: AffineParameters<Dim, Dim>
  readonly rawScale: AffineParameters<Dim, Dim>
}

// -----------------------------------------------------------------------------
// degrees
// -----------------------------------------------------------------------------

/** The place of an input, from 1. */
const ofInput: Degrees = (place) => place + 1

/** One less than that of its input: an output depends on nothing of its own. */
const ofOutput: Degrees = (place) => place

/** From 1 to one less than the inputs, in turn: a unit that saw the last input would be of no use. */
const ofHidden =
  ({ size }: Size<Dim>): Degrees =>
  (place) =>
    (place % Math.max(1, size - 1)) + 1

// -----------------------------------------------------------------------------
// the network
// -----------------------------------------------------------------------------

type Rows = T.Tensor<readonly [Dim, Dim]>

/** A network that gives for each number of an axis a shift and a raw scale, which depend on the numbers before it alone. */
export interface MaskedNetwork {
  readonly init: (key: Key) => AnyMasked
  /** Shapes: `[Row, N] -> [Row, N]`, two of them. */
  readonly apply: (parameters: AnyMasked) => (x: Rows) => { readonly shift: Rows; readonly rawScale: Rows }
}

/** The hidden layers, and the one that gives what is asked for. */
const layersOf = (axis: Size<Dim>, hidden: readonly Size<Dim>[]) => {
  const after = (at: number, to: Size<Dim>, output: Degrees) =>
    at === 0
      ? maskedAffine(axis, to, { input: ofInput, output })
      : maskedAffine(hidden[at - 1] as Size<Dim>, to, { input: ofHidden(axis), output })
  return {
    inner: hidden.map((to, at) => after(at, to, ofHidden(axis))),
    outer: after(hidden.length, axis, ofOutput),
  }
}

/**
 * A masked network over an axis, of tanh layers of some sizes.
 *
 * Source: Germain, Gregor, Murray and Larochelle, "MADE: Masked Autoencoder for Distribution Estimation",
 * arXiv:1502.03509, equations 12 and 13.
 */
export const maskedNetwork = (axis: Size<Dim>, hidden: readonly Size<Dim>[]): MaskedNetwork => {
  const { inner, outer } = layersOf(axis, hidden)
  return {
    init: (key) => ({
      hidden: inner.map(({ init }, at) => init(child(at)(child('hidden')(key)))),
      shift: outer.init(child('shift')(key)),
      rawScale: outer.init(child('rawScale')(key)),
    }),
    apply: (own) => (x) => {
      const seen = inner.reduce((value: Rows, { apply }, at) => T.tanh(apply(own.hidden[at] as never)(value)), x)
      return { shift: outer.apply(own.shift)(seen), rawScale: outer.apply(own.rawScale)(seen) }
    },
  }
}
