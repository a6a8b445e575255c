/** The heads of normal distributions whose means the layers before have already made, of any event: what a convolutional decoder ends in. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogVariance, positive, type Variance } from '../distributions/bound.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import type { Divide, Divides } from '../shapes/arithmetic.js'
import { type AnyShape, type Dim, dimsOf, type Sizes } from '../shapes/dim.js'
import { type Said, type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { Keep, Step } from './step.js'

type Rows = T.Tensor<readonly [Dim, ...AnyShape]>

/** A normal distribution of the means that it is given, which all have the same log-variance. Shapes: `[]` for the log-variance. */
const around = (mean: Rows, logVariance: T.Tensor<readonly []>) =>
  DiagonalNormal.make(mean, pipe(T.zerosLike(mean), T.trailing.add(logVariance)<readonly [Dim, ...AnyShape]>))

/** Means that the layers before have already made, of any event, and a given variance. */
export interface FixedNormalMean extends Keep<'fixedNormalMean', 'DiagonalNormal'> {}

/**
 * A head without parameters: what it is given are the means of a diagonal normal distribution, whose variance is given too:
 * `fixedNormalMean({ variance: 0.01 })`.
 *
 * Shapes: `[Row, ...Event] -> DiagonalNormal<Row, Event>`. Errors: a `ShapeError` when the variance is not above 0.
 */
export const fixedNormalMean = <const Given extends number>({
  variance,
}: Variance<Given, 'fixedNormalMean'>): Layer<FixedNormalMean> => {
  const logVariance = Math.log(positive('fixedNormalMean', 'variance', variance))
  return madeOf({
    name: 'fixedNormalMean',
    takes: null,
    build: (given) =>
      stateless(given, 'DiagonalNormal', DiagonalNormal.family, (mean: Rows) => around(mean, T.scalar(logVariance))),
  })
}

/** Means that the layers before have already made, of any event, and one log-variance that is learned. */
export interface SharedNormalMean extends Step {
  readonly name: 'sharedNormalMean'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: { readonly logVariance: T.Tensor<readonly []> }
  readonly kind: 'DiagonalNormal'
}

/**
 * A head of one parameter: what it is given are the means of a diagonal normal distribution, whose log-variance is one parameter for
 * all numbers of the event. It begins at 0 and is bounded.
 *
 * Shapes: `[Row, ...Event] -> DiagonalNormal<Row, Event>`.
 * Source: Rybkin, Daniilidis and Levine, "Simple and Effective VAE Training with Calibrated Decoders", arXiv:2006.13202,
 * section 3: σ-VAE.
 */
export const sharedNormalMean: Layer<SharedNormalMean> = madeOf({
  name: 'sharedNormalMean',
  takes: null,
  build: (given) => ({
    out: given,
    kind: 'DiagonalNormal',
    family: DiagonalNormal.family,
    init: () => ({ logVariance: T.scalar(0) }),
    apply:
      ({ logVariance }: { readonly logVariance: T.Tensor<readonly []> }) =>
      (mean: Rows) =>
        around(mean, boundLogVariance(logVariance)),
  }),
})

// -----------------------------------------------------------------------------
// μ and log σ² side by side
// -----------------------------------------------------------------------------

type TakesHalves<Given> = Said<typeof takesHalves<Show<Given>>>
const takesHalves = <Given extends string>(given: Given) =>
  `takes an even number of channels on the last axis but is given ${given}` as const

/** An event of half of the channels, or the message. */
type Halved<Event> = Event extends readonly [...infer Lead extends AnyShape, infer Channels extends number]
  ? Divides<2, Channels> extends true
    ? readonly [...Lead, Divide<Channels, 2>]
    : TakesHalves<Event>
  : TakesHalves<Event>

/** Half of the channels, or `null` where there is none. */
const halfOf = (given: Sizes): number | null => {
  const dim = given.at(-1)?.dim
  return typeof dim === 'number' && dim % 2 === 0 ? dim / 2 : null
}

/** Means, then log-variances, that the layers before have already made: each half of the channels, on the last axis. */
export interface NormalMeanLogVariance extends Step {
  readonly name: 'normalMeanLogVariance'
  readonly takes: 'any'
  readonly out: Halved<this['in']>
  readonly parameters: null
  readonly kind: 'DiagonalNormal'
}

const split = (channels: number) => (x: Rows) =>
  // safe: the last axis is of twice as many channels, which `build` has looked at
  T.split(x.shape.length - 1, [channels, channels] as never)(x as never) as unknown as readonly [Rows, Rows]

/**
 * A head without parameters: what it is given are the means and the log-variances of a diagonal normal distribution, the first and the
 * second half of the channels. The log-variance is bounded.
 *
 * Shapes: `[Row, ...Event, 2 Channels] -> DiagonalNormal<Row, [...Event, Channels]>`.
 */
export const normalMeanLogVariance: Layer<NormalMeanLogVariance> = madeOf({
  name: 'normalMeanLogVariance',
  takes: null,
  build: (given) => {
    const half = halfOf(given)
    if (half === null) return takesHalves(show(dimsOf(given)))
    const out = [...given.slice(0, -1), { dim: half, size: half }]
    return stateless(out, 'DiagonalNormal', DiagonalNormal.family, (x: Rows) => {
      const [mean, raw] = split(half)(x)
      return DiagonalNormal.make(mean, boundLogVariance(raw))
    })
  },
})
