/** What a prior can do: as the part of a model, and as the distribution that terms see. */

import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import type * as T from '../tensors/index.js'
import type { Coordinate, Draw, Rows } from './coordinates.js'
import { record } from './family.js'
import type { PriorsOver } from './kinds.js'

// -----------------------------------------------------------------------------
// records
// -----------------------------------------------------------------------------

/** What a prior can do, as terms see it. */
export interface PriorRecord<out Over extends string, From extends string = never> {
  readonly over: Over
  /** Where densities are taken; `null` for at the samples themselves. */
  readonly coordinate: Coordinate | null
  /** `log p(z)` at a draw, with respect to its coordinate. Units: nats. */
  readonly logProb: (prior: never) => (at: Draw) => Rows
  /** Divergences in closed form from posteriors that do not know of this prior, each by their name. */
  readonly klFrom: { readonly [Q in From]: (prior: never) => (q: never) => T.Tensor<readonly [Dim]> }
  /** Of a mixture: the logarithm of the density of each component at a draw, times its weight. Units: nats. */
  readonly logProbOfEach?: (prior: never) => (at: Draw) => T.Tensor<readonly ['samples', 'batch', 'components']>
}

/** The encoder of a model at its parameters, for a prior that is made of it. Shapes: `[Row, ...Event]`, to a distribution of each. */
export type Encode = (rows: never) => unknown

/** What a prior can do, as a part of a model: its parameters are those that its `init` has made, if it has one. */
export interface PartRecord<out Over extends string, Event extends AnyShape, out Seen> {
  readonly over: Over
  /** What a draw is called in an exported model. */
  readonly inExport: string
  /** What an exported sampler makes of its input, where that is not a draw yet. Shapes: `[Row, ...Event] -> [Row, ...Event]`. */
  readonly inSampler?: (parameters: never) => (z: never) => T.AnyTensor
  /** What terms see it as: its name, and the posteriors whose divergence from it has a closed form; of a learned one. */
  readonly seen?: { readonly name: string; readonly klFrom: readonly string[] }
  /** Set for a mixture, whose components terms see apart. */
  readonly mixture?: true
  /** The prior as terms see it: the latent as one axis, but for the classes of categorical distributions. */
  readonly distribution: (parameters: never, encode: Encode) => Seen
  /** Shapes: `[Row, ...Event]`. */
  readonly draw: <const Row extends Dim>(
    key: Key,
    row: Row,
    count: number,
  ) => (parameters: never, encode: Encode) => T.Tensor<readonly [Row, ...Event]>
}

/** What a prior can do that is the same before and after it is in a model: it has no parameters. */
export interface FixedRecord<out Over extends string, Event extends AnyShape, out Seen>
  extends PriorRecord<Over>,
    PartRecord<Over, Event, Seen> {
  readonly over: Over
}

/** What a model may be made with as its prior. */
export interface AnyPart {
  readonly _tag: string
  readonly shape: AnyShape
  readonly event: Sizes
  /** Makes the parameters of a prior that is learned. */
  readonly init?: (key: Key) => unknown
  /** The encoder that it is made of: it is for models of this one alone. */
  readonly encoder?: unknown
  readonly [record]: Omit<PartRecord<string, never, PriorDistributionOf<PriorKind>>, 'draw'>
}

/** A prior that is made of the encoder of a model. */
export interface ThroughEncoder {
  readonly encoder: unknown
}

// -----------------------------------------------------------------------------
// the priors there are
// -----------------------------------------------------------------------------

/** The tag of a prior that a model may be made with. */
export type PriorKind = keyof PriorsOver<AnyShape>

/** A prior as terms see it. */
export type PriorDistributionOf<Name extends PriorKind> = {
  [Each in Name]: PriorsOver<AnyShape>[Each] extends {
    readonly [record]: { readonly distribution: (given: never, encode: never) => infer Distribution }
  }
    ? Distribution
    : never
}[Name]

/** The prior of several latents, as terms see them: side by side along the axis `latent`. */
export interface JointPrior {
  readonly _tag: 'Joint'
  readonly [record]: PriorRecord<string, 'Joint'>
}

/** Any prior, as terms see it. */
export type AnyPrior = PriorDistributionOf<PriorKind> | JointPrior

// -----------------------------------------------------------------------------
// what is done with them
// -----------------------------------------------------------------------------

/** The parameters that a prior makes from a key, or `null` for one without. */
export const initOf = ({ init }: AnyPart): ((key: Key) => unknown) | null => init ?? null

/** Where there is no encoder: a prior that needs one is refused. */
const noEncoder: Encode = () => refuse('a prior through an encoder needs the encoder of its model')

/** A prior as terms see it. `params` are those of a learned one. */
export const priorDistribution = (
  prior: AnyPart,
  params: unknown,
  encode: Encode = noEncoder,
): PriorDistributionOf<PriorKind> => prior[record].distribution(params as never, encode) // safe: the parameters are those that `init` of the same prior has made

/**
 * `log p(z)` of any prior at a draw, with respect to its coordinate.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch']`. Units: nats.
 */
export const logPriorOf = (p: AnyPrior): ((at: Draw) => Rows) => p[record].logProb(p as never) // safe: the record of a value is its own

/** Draws of any prior. Shapes: `[Row, ...Event]`. */
export const drawPrior =
  <const Row extends Dim>(key: Key, row: Row, count: number) =>
  <Event extends AnyShape>(
    prior: { readonly [record]: Pick<PartRecord<string, Event, unknown>, 'draw'> },
    params: unknown,
    encode: Encode = noEncoder,
  ): T.Tensor<readonly [Row, ...Event]> =>
    prior[record].draw(key, row, count)(params as never, encode) // safe: as in `priorDistribution`

/** Whether something is a prior that a model may be made with, which a cast may let past the compiler. */
export const isPrior = (given: unknown): given is AnyPart => {
  const own = (given as { readonly [record]?: object } | null | undefined)?.[record]
  return own !== undefined && 'distribution' in own
}
