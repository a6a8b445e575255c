/** A network whose numbers depend only on those before them: dense layers with masked weights. */

import { pipe } from 'fp-ts/lib/function.js'
import { initialAffine } from '../layers/affine.js'
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
// masks
// -----------------------------------------------------------------------------

/** Of each unit, the number of the last input that it may depend on, from 1. */
type Degrees = readonly number[]

const ofInputs = (size: number): Degrees => Array.from({ length: size }, (_, at) => at + 1)

/** From 1 to one less than the inputs, in turn: a unit that saw the last input would be of no use. */
const ofHidden = (inputs: number, size: number): Degrees =>
  Array.from({ length: size }, (_, at) => (at % Math.max(1, inputs - 1)) + 1)

type Sees = (from: number, to: number) => boolean

/** What a hidden unit sees, and what an output does: the latter nothing of its own input. */
const [HIDDEN, OUTPUT]: readonly [Sees, Sees] = [(from, to) => from <= to, (from, to) => from < to]

interface Masked {
  readonly from: Size<Dim>
  readonly to: Size<Dim>
  /** Shapes: `[In, Out]`. Range: 0 and 1. */
  readonly mask: T.HostTensor<readonly [Dim, Dim]>
}

const masked = (from: Size<Dim>, inputs: Degrees, to: Size<Dim>, outputs: Degrees, sees: Sees): Masked => ({
  from,
  to,
  mask: {
    shape: [from.dim, to.dim],
    sizes: [from.size, to.size],
    values: Float32Array.from(inputs.flatMap((each) => outputs.map((other) => (sees(each, other) ? 1 : 0)))),
  },
})

// -----------------------------------------------------------------------------
// the network
// -----------------------------------------------------------------------------

type Rows = T.Tensor<readonly [Dim, Dim]>

const through = ({ mask }: Masked, { weight, bias }: AffineParameters<Dim, Dim>): ((x: Rows) => Rows) =>
  T.affine(pipe(weight, T.same.mul(T.fromHost(mask))), bias)

/** A network that gives for each number of an axis a shift and a raw scale, which depend on the numbers before it alone. */
export interface MaskedNetwork {
  readonly init: (key: Key) => AnyMasked
  /** Shapes: `[Row, N] -> [Row, N]`, two of them. */
  readonly apply: (parameters: AnyMasked) => (x: Rows) => { readonly shift: Rows; readonly rawScale: Rows }
}

/** The hidden layers, and the one that gives what is asked for. */
const layersOf = (axis: Size<Dim>, hidden: readonly Size<Dim>[]) => {
  const sizes = [axis, ...hidden]
  const degrees = sizes.map(({ size }, at) => (at === 0 ? ofInputs(size) : ofHidden(axis.size, size)))
  const last = sizes.length - 1
  return {
    inner: hidden.map((to, at) =>
      masked(sizes[at] as Size<Dim>, degrees[at] as Degrees, to, degrees[at + 1] as Degrees, HIDDEN),
    ),
    outer: masked(sizes[last] as Size<Dim>, degrees[last] as Degrees, axis, ofInputs(axis.size), OUTPUT),
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
  const initial = ({ from, to }: Masked, name: string | number, key: Key) => initialAffine(from, to)(child(name)(key))
  return {
    init: (key) => ({
      hidden: inner.map((each, at) => initial(each, at, child('hidden')(key))),
      shift: initial(outer, 'shift', key),
      rawScale: initial(outer, 'rawScale', key),
    }),
    apply: (own) => (x) => {
      const seen = inner.reduce((value, each, at) => T.tanh(through(each, own.hidden[at] as never)(value)), x)
      return { shift: through(outer, own.shift)(seen), rawScale: through(outer, own.rawScale)(seen) }
    },
  }
}
