/** A network whose numbers depend only on those before them: dense layers with masked weights. */

import { pipe } from 'fp-ts/lib/function.js'
import { initialAffine } from '../layers/affine.js'
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

/** The same, and what the numbers of a hidden vector count for in the first hidden layer. */
export type SeeingParameters<Only extends Dim, Hidden extends readonly unknown[], Seen extends Dim> = MaskedParameters<
  Only,
  Hidden
> & {
  readonly seen: Hidden extends readonly [infer First extends Dim, ...unknown[]]
    ? Pick<AffineParameters<Seen, First>, 'weight'>
    : never
}

/** The same with its types erased. */
export interface AnyMasked {
  /** Of a network that sees a hidden vector. */
  readonly seen?: Pick<AffineParameters<Dim, Dim>, 'weight'>
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

/** A masked network that sees a hidden vector of each row too, of which every number counts for all hidden units. */
export interface SeeingNetwork {
  readonly init: (key: Key) => AnyMasked
  /** The network where it sees the vectors of some rows. Shapes: `[Row, Seen]`. */
  readonly seeing: (vectors: Rows) => MaskedNetwork
}

/**
 * A masked network whose first hidden layer has what a hidden vector makes of itself added to it, so that it says nothing of which
 * number depends on which.
 *
 * Source: Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow", arXiv:1606.04934, section 3 and
 * algorithm 1, where it is h.
 */
export const seeingNetwork = (axis: Size<Dim>, hidden: readonly Size<Dim>[], seen: Size<Dim>): SeeingNetwork => {
  const plain = maskedNetwork(axis, hidden)
  const { inner, outer } = layersOf(axis, hidden)
  const [first, ...others] = inner
  const init = (key: Key): AnyMasked => {
    const { weight } = initialAffine(seen, hidden[0] as Size<Dim>)(child('seen')(key)) // safe: the caller has looked: there is one
    return { ...plain.init(key), seen: { weight } }
  }
  const seeing = (vectors: Rows): MaskedNetwork => ({
    init,
    apply: (own) => (x) => {
      const { weight } = own.seen as NonNullable<AnyMasked['seen']> // safe: `init` makes it
      const bias = T.zeros([weight.shape[1]], [weight.sizes[1] as number])
      const sum = pipe(
        x,
        (first as typeof outer).apply(own.hidden[0] as never),
        T.same.add(T.affine(weight, bias)(vectors)),
      )
      const last = others.reduce(
        (value: Rows, { apply }, at) => T.tanh(apply(own.hidden[at + 1] as never)(value)),
        T.tanh(sum),
      )
      return { shift: outer.apply(own.shift)(last), rawScale: outer.apply(own.rawScale)(last) }
    },
  })
  return { init, seeing }
}
