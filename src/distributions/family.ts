/** What a distribution can do, as one record, which its values and the networks that give it carry. */

import { flow, pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { mergeClasses, splitClasses } from '../tensors/classes.js'
import type { AnyTensor, Tensor } from '../tensors/tensor.js'
import { type Coordinate, coordinateOf, type Draw, type Rows, type Samples } from './coordinates.js'
import type { DistributionFacts, Kinds, PriorsOver } from './kinds.js'

// -----------------------------------------------------------------------------
// what is known of each
// -----------------------------------------------------------------------------

/** What the compiler knows of a distribution. */
export interface Facts {
  /** The numbers that it is over. For a likelihood, one of `Support`. */
  readonly over: string
  /** Whether a gradient goes through its samples, or its score alone moves it. */
  readonly gradient: 'pathwise' | 'score'
  /** The event as terms see it: one axis, or for classes one axis of the distributions and one of their classes. */
  readonly axes: readonly ['latent'] | readonly ['variables', 'classes']
  /** The distributions and priors to which its Kullback-Leibler divergence has a closed form. */
  readonly kl: string
  /** Whether it may be the likelihood of a decoder: whether its mean has a closed form. */
  readonly likelihood: boolean
  /** The parameters that a head makes, each by an affine map of its own. */
  readonly head: string
  /** Left out where the density is known everywhere. */
  readonly density?: 'at its samples'
}

/** The name of what a network gives. */
export type Kind = keyof Kinds<Dim, AnyShape>

/** The name of a distribution: each may be the posterior of a latent. */
export type LatentKind = keyof DistributionFacts & Kind

/** The name of a distribution that may be the likelihood of a decoder. */
export type LikelihoodKind = {
  [Name in LatentKind]: DistributionFacts[Name]['likelihood'] extends true ? Name : never
}[LatentKind]

/** Whether a gradient goes through the samples of a distribution, or its score alone moves it. */
export type LatentGradient = Facts['gradient']

/** A posterior as terms see it: the latent as one axis, but for the classes of categorical distributions. */
export type PosteriorOf<Name extends LatentKind> = {
  [Each in Name]: Kinds<'batch', DistributionFacts[Each]['axes']>[Each]
}[Name]

/** Any posterior, as terms see it. */
export type AnyPosterior = PosteriorOf<LatentKind> | JointPosterior

// -----------------------------------------------------------------------------
// the record
// -----------------------------------------------------------------------------

/** Samples, and their log-densities where these cost less, or are more exact, by the noise. */
export interface Drawn extends Draw {
  /** Units: nats. */
  readonly logProb?: Rows
}

/** A number for every number of the event. Shapes: `[Row, ...Event]`. */
export type Mean<Name extends Kind> = <Row extends Dim, Event extends AnyShape>(
  distribution: Kinds<Row, Event>[Name],
) => Tensor<readonly [Row, ...Event]>

/** A distribution or a prior, by its name. */
export type NamedOver<Name extends string, Row extends Dim, Event extends AnyShape> = Name extends Kind
  ? Kinds<Row, Event>[Name]
  : Name extends keyof PriorsOver<Event>
    ? PriorsOver<Event>[Name]
    : never

/** `KL(q || p)`, summed over the event. Shapes: `[Row, ...Event] -> [Row]`. Units: nats. */
export type Divergence<Q extends Kind, P extends string> = <Row extends Dim, Event extends AnyShape>(
  p: NamedOver<P, Row, Event>,
) => (q: Kinds<Row, Event>[Q]) => Tensor<readonly [Row]>

/** A parameter, of the number that a head makes. Shapes: `[...Shape] -> [...Shape]`. */
export type Raw = <Kept extends AnyShape>(raw: Tensor<Kept>) => Tensor<Kept>

/** The number itself. */
export const unbounded: Raw = (raw) => raw

/** What each number of a latent is alone: its marginal distribution. */
export interface Alone {
  /** Of which family it is; left out where that is the same. */
  readonly family?: Pick<Family<LatentKind>, 'kind'>
  /** Each as a row of its own, of one number. Shapes: a distribution over `['batch', 'latent']`, of `batch * latent` rows. */
  readonly of: (q: never) => unknown
}

/** What a distribution can do, whatever its parameters. */
export interface Family<in out Name extends LatentKind> {
  readonly kind: Name
  readonly over: DistributionFacts[Name]['over']
  readonly gradient: DistributionFacts[Name]['gradient']
  readonly axes: DistributionFacts[Name]['axes']
  /** The names of its tensors. */
  readonly parameters: readonly string[]
  /** Whether the numbers of an event, or the variables of classes, are independent; left out where they may not be. */
  readonly independent?: true
  /** What each number of the latent is alone, where they may depend on each other; left out where that is not known. */
  readonly alone?: Alone
  /** Whether several samples of a row depend on one another; left out where they do not. */
  readonly dependent?: true
  /** Left out where the density is known everywhere. */
  readonly density?: NonNullable<Facts['density']>
  /** Where densities of its samples are taken; `null` for at the samples themselves. */
  readonly coordinate: Coordinate | null

  /** What each parameter is of the number that a head makes: itself, or a bound of it. */
  readonly head: { readonly [Parameter in DistributionFacts[Name]['head']]: Raw }

  // as a likelihood, for any rows and events

  /** Shapes: `[Row, ...Event] -> [Row]`. Units: nats. */
  readonly logProb: <Row extends Dim, Event extends AnyShape>(
    distribution: Kinds<Row, Event>[Name],
  ) => (x: Tensor<readonly [Row, ...Event]>) => Tensor<readonly [Row]>
  /** The mean, or `null` where it has no closed form: then it is not a likelihood. Shapes: `[Row, ...Event]`. */
  readonly mean: Mean<Name> | null
  /** Shapes: `[Row, ...Event]`. */
  readonly sample: (
    key: Key,
  ) => <Row extends Dim, Event extends AnyShape>(
    distribution: Kinds<Row, Event>[Name],
  ) => Tensor<readonly [Row, ...Event]>

  // as a posterior

  /** The distribution as terms see it. */
  readonly named: <Event extends AnyShape>(distribution: Kinds<'batch', Event>[Name]) => PosteriorOf<Name>
  /** The log-density of a coordinate, with respect to it. Units: nats. */
  readonly logProbAt: (distribution: PosteriorOf<Name>) => (coordinate: Samples) => Rows
  /** Samples: reparameterized where the gradient is pathwise, else without a gradient. */
  readonly draw: (key: Key, count: number) => (distribution: PosteriorOf<Name>) => Drawn
  /** The point that stands for it: its mean, or where its numbers are 0 and 1 or counts the most probable point. */
  readonly center: Mean<Name>
  /** Its divergences in closed form, each by the name of the other. */
  readonly kl: { readonly [P in DistributionFacts[Name]['kl']]: Divergence<Name, P> }
}

/** A distribution that may be a likelihood. */
export interface Likelihood<in out Name extends LatentKind> extends Family<Name> {
  readonly mean: Mean<Name>
}

/** A distribution whose parameters are all some zeros. Shapes: `[Row, ...Event]`. */
export type AtZeros<Name extends LatentKind> = <Row extends Dim, Event extends AnyShape>(
  zeros: Tensor<readonly [Row, ...Event]>,
) => Kinds<Row, Event>[Name]

/** What a network of a kind carries: the record of its distribution, or nothing. */
export type FamilyOf<Name extends Kind> = Name extends LatentKind
  ? DistributionFacts[Name]['likelihood'] extends true
    ? Likelihood<Name>
    : Family<Name>
  : null

// -----------------------------------------------------------------------------
// values that carry their record
// -----------------------------------------------------------------------------

/** Where a value carries its record. A symbol, so that a walk through its tensors does not meet it; one for all copies of the package. */
export const record: unique symbol = Symbol.for('shapebound.record')

/** What every value of a distribution is. */
export interface Of<Name extends LatentKind> {
  readonly _tag: Name
  readonly [record]: Family<Name>
}

/** The tensors of a value. */
export type ParametersOf<Value> = Omit<Value, keyof Of<never>>

/** A value of a distribution, from its tensors. */
export const valued =
  <Name extends LatentKind>(family: Family<Name>) =>
  <Row extends Dim, Event extends AnyShape>(
    parameters: ParametersOf<Kinds<Row, Event>[Name]>,
  ): Kinds<Row, Readonly<Event>>[Name] =>
    // safe: it is the same event; the compiler infers the tail of a readonly tuple as one that can be written to
    ({ _tag: family.kind, ...parameters, [record]: family }) as never

// -----------------------------------------------------------------------------
// as a posterior
// -----------------------------------------------------------------------------

/** The posterior of several latents, as terms see them: side by side along the axis `latent`. Its tensors are its parameters. */
export interface JointPosterior {
  readonly _tag: 'Joint'
  readonly parameters: unknown
  readonly [record]: {
    readonly coordinate: Coordinate | null
    /** Whether several samples of some latent depend on one another; left out where they do not. */
    readonly dependent?: true
    /** The log-density of all latents at a draw, with respect to its coordinate. Units: nats. */
    readonly logProb: (q: JointPosterior) => (at: Draw) => Rows
  }
}

/** Samples of classes as one axis. Shapes: `['samples', 'batch', 'variables', 'classes'] -> ['samples', 'batch', 'latent']`. */
export const mergedClasses = mergeClasses('latent')<readonly ['samples', 'batch']>

/** A density of classes as one of the whole latent; the logits have the same number of classes. */
export const ofClasses =
  (logProb: (z: Tensor<readonly ['samples', 'batch', 'variables', 'classes']>) => Rows, logits: AnyTensor) =>
  (z: Samples): Rows =>
    pipe(z, splitClasses(logits.sizes.at(-1) as number)<readonly ['samples', 'batch'], 'latent'>, logProb)

/**
 * `log q(z|x)` of any posterior at a draw, with respect to its coordinate.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch']`. Units: nats.
 */
export const logPosteriorOf = (q: AnyPosterior): ((at: Draw) => Rows) => {
  if (q._tag === 'Joint') return q[record].logProb(q)
  const { coordinate, logProbAt } = q[record]
  // safe: the record of a value is that of its own distribution
  return flow(coordinateOf(coordinate), logProbAt(q as never))
}
