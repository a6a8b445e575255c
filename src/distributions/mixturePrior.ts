/** Mixtures of diagonal normal distributions as a prior, the same for every row: given, or learned with the model. */

import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { KnownSizes } from '../shapes/checkDim.js'
import { type AnyShape, type Dim, dimsOf, numbersOf, type ShapeOf, type Sizes } from '../shapes/dim.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { boundLogVariance } from './bound.js'
import { record } from './family.js'
import { type Components, draws, logDensity, logDensityOfEach, refuseOthers } from './mixture.js'
import type { PartRecord, PriorRecord } from './priors.js'
import { knownEvent } from './standard.js'

// -----------------------------------------------------------------------------
// given
// -----------------------------------------------------------------------------

/** A mixture without rows. Its tensors may be parameters. */
export interface MixturePrior<Event extends AnyShape> extends Components<readonly [], Event> {
  readonly _tag: 'MixturePrior'
  readonly [record]: PriorRecord<'real'>
}

const own: PriorRecord<'real'> = {
  over: 'real',
  coordinate: null,
  klFrom: {},
  logProb:
    (p: MixturePrior<readonly ['latent']>) =>
    ({ z }) =>
      logProb(p)<readonly ['samples', 'batch']>(z),
  logProbOfEach:
    (p: MixturePrior<readonly ['latent']>) =>
    ({ z }) =>
      logDensityOfEach<readonly [], readonly ['latent']>(p, ['latent'])<readonly ['samples', 'batch']>(z),
}

/** A prior from its logits, means and log-variances. Shapes: `['components']`, and two of `['components', ...Event]`. */
export const make = <Event extends AnyShape>(
  logits: T.Tensor<readonly ['components']>,
  mean: T.Tensor<readonly ['components', ...Event]>,
  logVariance: T.Tensor<readonly ['components', ...Event]>,
): MixturePrior<Readonly<Event>> => {
  refuseOthers('MixturePrior.make', logits, mean, logVariance)
  // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
  return { _tag: 'MixturePrior', logits, mean, logVariance, [record]: own } as never
}

/** The same distribution with all axes of its event as one, under a name. */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Event extends AnyShape>(p: MixturePrior<Event>): MixturePrior<readonly [Name]> =>
    make<readonly [Name]>(p.logits, T.flattenEvent(name)(p.mean), T.flattenEvent(name)(p.logVariance))

/**
 * The log-density of `z`.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead]`. Units: nats.
 * Source: Bishop, "Pattern Recognition and Machine Learning", equation 2.188.
 */
export const logProb = <Event extends AnyShape>(
  p: MixturePrior<Event>,
): (<Lead extends AnyShape>(z: T.Tensor<readonly [...Lead, ...Event]>) => T.Tensor<readonly [...Lead]>) =>
  logDensity<readonly [], Event>(p, T.eventShape(p.mean))

/** Independent draws, which carry no gradient. Shapes: `[Row, ...Event]`. */
export const draw =
  <const Row extends Dim>(key: Key, row: Row, count: number) =>
  <Event extends AnyShape>(p: MixturePrior<Event>): T.Tensor<readonly [Row, ...Event]> =>
    draws<readonly [], Event>(key, p)<readonly [Row]>({ shape: [row], sizes: [count] })

// -----------------------------------------------------------------------------
// learned
// -----------------------------------------------------------------------------

/** The parameters of a learned mixture. A type and not an interface, so that it is a tree of tensors. */
export type MixturePriorParameters<Event extends AnyShape> = {
  readonly logits: T.Tensor<readonly ['components']>
  readonly mean: T.Tensor<readonly ['components', ...Event]>
  readonly logVariance: T.Tensor<readonly ['components', ...Event]>
}

/** A mixture that is learned: it holds no tensor, and makes its parameters from a key as a layer does. */
export interface LearnedMixture<in out Event extends AnyShape> {
  readonly _tag: 'LearnedMixture'
  readonly shape: Event
  readonly event: Sizes
  readonly init: (key: Key) => MixturePriorParameters<Event>
  readonly [record]: PartRecord<'real', Event, MixturePrior<readonly ['latent']>>
}

declare module './kinds.js' {
  interface PriorsOver<Event extends AnyShape> {
    readonly LearnedMixture: LearnedMixture<Event>
  }
}

/** The mixture of some parameters, with its log-variances bounded. */
const mixtureOf = <Event extends AnyShape>({ logits, mean, logVariance }: MixturePriorParameters<Event>) =>
  make<Event>(logits, mean, boundLogVariance(logVariance))

const COMPONENTS = 'MixturePrior.learned: the number of components'

/**
 * A mixture over an event, to be learned, with the given number of components: `learned({ components: 10 })(20)`.
 *
 * It begins with equal weights, standard normal means, so that the components are apart, and variances of 1. The
 * log-variances are bounded as those of `Layer.normalHead`.
 *
 * Errors: a `ShapeError` when the number of components or a size is not a whole number above 0.
 * Source: Dilokthanakul et al., "Deep Unsupervised Clustering with Gaussian Mixture Variational Autoencoders",
 * arXiv:1611.02648, section 3.
 *
 * @example
 * learned({ components: 10 })(20).shape
 * //=> [20]
 */
export const learned =
  <const Count extends number>({ components }: { readonly components: WholeNumber<Count, typeof COMPONENTS> }) =>
  <const Given extends readonly unknown[]>(
    ...sizes: KnownSizes<Given, 'MixturePrior.learned'>
  ): LearnedMixture<ShapeOf<Given>> => {
    const size = counted(components, COMPONENTS)
    const event = knownEvent('MixturePrior.learned', sizes)
    const own = dimsOf(event) as AnyShape as ShapeOf<Given> // safe: it is computed from the same sizes
    const drawn = { shape: ['components', ...own] as const, sizes: [size, ...numbersOf(event)] }
    return {
      _tag: 'LearnedMixture',
      shape: own,
      event,
      init: (key) => ({
        logits: T.zeros(['components'] as const, [size]),
        mean: Random.normal(child('mean')(key))(drawn),
        logVariance: T.zeros(drawn.shape, drawn.sizes),
      }),
      [record]: {
        over: 'real',
        inExport: 'a draw from p(z), a LearnedMixture',
        seen: { name: 'MixturePrior', klFrom: [] },
        mixture: true,
        distribution: (parameters: MixturePriorParameters<ShapeOf<Given>>) =>
          flattenEvent('latent')(mixtureOf(parameters)),
        draw: (key, row, count) => (parameters: MixturePriorParameters<ShapeOf<Given>>) =>
          draw(key, row, count)(mixtureOf(parameters)),
      },
    }
  }
