/**
 * What each law offers as the posterior of a latent, by its tag: its density, its draws, and whether a gradient goes
 * through them.
 */

import { flow, pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { mergeClasses, splitClasses } from '../tensors/classes.js'
import * as T from '../tensors/index.js'
import * as Bernoulli from './bernoulli.js'
import * as Categorical from './categorical.js'
import * as ContinuousBernoulli from './continuousBernoulli.js'
import { coordinateOf, type Draw, type Rows, type Samples } from './coordinates.js'
import * as DiagonalNormal from './diagonalNormal.js'
import * as FullNormal from './fullNormal.js'
import type { Kinds } from './kinds.js'
import * as Laplace from './laplace.js'
import * as NormalMixture from './normalMixture.js'
import * as Poisson from './poisson.js'
import * as RelaxedBernoulli from './relaxedBernoulli.js'
import * as RelaxedCategorical from './relaxedCategorical.js'

// -----------------------------------------------------------------------------
// what is known of each law
// -----------------------------------------------------------------------------

export type { LatentSupport } from './coordinates.js'

/** Whether a gradient goes through the samples of a law, or its score alone moves it. */
export type LatentGradient = 'pathwise' | 'score'

/** The numbers that each law is over, and its gradient. */
export interface LatentFacts {
  readonly DiagonalNormal: { readonly over: 'real'; readonly gradient: 'pathwise' }
  readonly FullNormal: { readonly over: 'real'; readonly gradient: 'pathwise' }
  readonly Laplace: { readonly over: 'real'; readonly gradient: 'pathwise' }
  readonly RelaxedBernoulli: { readonly over: 'unitInterval'; readonly gradient: 'pathwise' }
  readonly ContinuousBernoulli: { readonly over: 'unitInterval'; readonly gradient: 'pathwise' }
  readonly RelaxedCategorical: { readonly over: 'simplex'; readonly gradient: 'pathwise' }
  readonly NormalMixture: { readonly over: 'real'; readonly gradient: 'score' }
  readonly Bernoulli: { readonly over: 'binary'; readonly gradient: 'score' }
  readonly Categorical: { readonly over: 'oneHot'; readonly gradient: 'score' }
  readonly Poisson: { readonly over: 'integer'; readonly gradient: 'score' }
}

/** The name of a law that a latent may have. */
export type LatentKind = keyof LatentFacts

/** Each law as terms see it: the latent as one axis, but for the classes of categorical laws. */
export interface Posteriors {
  readonly DiagonalNormal: DiagonalNormal.DiagonalNormal<'batch', readonly ['latent']>
  readonly FullNormal: FullNormal.FullNormal<'batch', readonly ['latent']>
  readonly Laplace: Laplace.Laplace<'batch', readonly ['latent']>
  readonly RelaxedBernoulli: RelaxedBernoulli.RelaxedBernoulli<'batch', readonly ['latent']>
  readonly ContinuousBernoulli: ContinuousBernoulli.ContinuousBernoulli<'batch', readonly ['latent']>
  readonly RelaxedCategorical: RelaxedCategorical.RelaxedCategorical<'batch', readonly ['laws', 'classes']>
  readonly NormalMixture: NormalMixture.NormalMixture<'batch', readonly ['latent']>
  readonly Bernoulli: Bernoulli.Bernoulli<'batch', readonly ['latent']>
  readonly Categorical: Categorical.Categorical<'batch', readonly ['laws', 'classes']>
  readonly Poisson: Poisson.Poisson<'batch', readonly ['latent']>
}

/** Any posterior, as terms see it. */
export type AnyPosterior = Posteriors[LatentKind]

// -----------------------------------------------------------------------------
// what each law does
// -----------------------------------------------------------------------------

/** Samples of a law, and their log-densities where these cost less, or are more exact, by the noise. */
export interface Drawn extends Draw {
  /** Units: nats. */
  readonly logProb?: Rows
}

/** What a law does as a posterior. */
export interface Latent<Name extends LatentKind> {
  readonly over: LatentFacts[Name]['over']
  readonly gradient: LatentFacts[Name]['gradient']
  /** The law as terms see it. */
  readonly named: <Event extends AnyShape>(law: Kinds<'batch', Event>[Name]) => Posteriors[Name]
  /** The log-density of a coordinate, with respect to it. Units: nats. */
  readonly logProb: (law: Posteriors[Name]) => (coordinate: Samples) => Rows
  /** Samples: reparameterized where the gradient is pathwise, else without a gradient. */
  readonly draw: (key: Key, count: number) => (law: Posteriors[Name]) => Drawn
  /** The point that stands for the law: its mean, or of laws over 0 and 1 the most probable point. */
  readonly centre: <Row extends Dim, Event extends AnyShape>(
    law: Kinds<Row, Event>[Name],
  ) => T.Tensor<readonly [Row, ...Event]>
}

const flat = mergeClasses('latent')<readonly ['samples', 'batch']>

/** A density of classes as one of the whole latent. */
const ofClasses =
  (logProb: (z: T.Tensor<readonly ['samples', 'batch', 'laws', 'classes']>) => Rows, logits: T.AnyTensor) =>
  (z: Samples): Rows =>
    pipe(z, splitClasses(logits.sizes.at(-1) as number)<readonly ['samples', 'batch'], 'latent'>, logProb)

/** Every law that a latent may have, by its tag. */
export const latents: { readonly [Name in LatentKind]: Latent<Name> } = {
  DiagonalNormal: {
    over: 'real',
    gradient: 'pathwise',
    named: DiagonalNormal.nameEvent('latent'),
    logProb: (q) => DiagonalNormal.logProb(q)<readonly ['samples']>,
    draw: (key, count) => (q) => ({ z: DiagonalNormal.sample(key, 'samples', count)(q) }),
    centre: (q) => q.mean,
  },
  FullNormal: {
    over: 'real',
    gradient: 'pathwise',
    named: FullNormal.nameEvent('latent'),
    logProb: (q) => FullNormal.logProb(q)<readonly ['samples']>,
    draw: (key, count) => FullNormal.sampleWithLogProb(key, 'samples', count),
    centre: (q) => q.mean,
  },
  Laplace: {
    over: 'real',
    gradient: 'pathwise',
    named: Laplace.nameEvent('latent'),
    logProb: (q) => Laplace.logProb(q)<readonly ['samples']>,
    // by the noise: the density by the samples asks for the sign of a difference that may round to 0
    draw: (key, count) => Laplace.sampleWithLogProb(key, 'samples', count),
    centre: (q) => q.mean,
  },
  RelaxedBernoulli: {
    over: 'unitInterval',
    gradient: 'pathwise',
    named: RelaxedBernoulli.nameEvent('latent'),
    logProb: (q) => RelaxedBernoulli.logProbOfLogit(q)<readonly ['samples']>,
    draw: (key, count) => (q) => {
      const coordinate = RelaxedBernoulli.sampleLogits(key, 'samples', count)(q)
      return { z: T.sigmoid(coordinate), coordinate }
    },
    centre: RelaxedBernoulli.hardened,
  },
  ContinuousBernoulli: {
    over: 'unitInterval',
    gradient: 'pathwise',
    named: ContinuousBernoulli.nameEvent('latent'),
    logProb: (q) => ContinuousBernoulli.logProbOfLogit(q)<readonly ['samples']>,
    draw: (key, count) => ContinuousBernoulli.sampleWithLogit(key, 'samples', count),
    centre: ContinuousBernoulli.mean,
  },
  RelaxedCategorical: {
    over: 'simplex',
    gradient: 'pathwise',
    named: RelaxedCategorical.nameClasses,
    logProb: (q) => ofClasses(RelaxedCategorical.logProbOfLogarithms(q)<readonly ['samples']>, q.logits),
    draw: (key, count) => (q) => {
      const coordinate = flat(RelaxedCategorical.sampleLogarithms(key, 'samples', count)(q))
      return { z: T.exp(coordinate), coordinate }
    },
    centre: RelaxedCategorical.hardened,
  },
  NormalMixture: {
    over: 'real',
    gradient: 'score',
    named: NormalMixture.nameEvent('latent'),
    logProb: (q) => NormalMixture.logProb(q)<readonly ['samples']>,
    draw: (key, count) => (q) => ({ z: NormalMixture.draw(key, 'samples', count)(q) }),
    centre: NormalMixture.mean,
  },
  Bernoulli: {
    over: 'binary',
    gradient: 'score',
    named: Bernoulli.nameEvent('latent'),
    logProb: (q) => Bernoulli.logProbOfSamples(q)<readonly ['samples']>,
    draw: (key, count) => (q) => ({ z: Bernoulli.draw(key, 'samples', count)(q) }),
    centre: Bernoulli.mode,
  },
  Categorical: {
    over: 'oneHot',
    gradient: 'score',
    named: Categorical.nameClasses,
    logProb: (q) => ofClasses(Categorical.logProb(q)<readonly ['samples']>, q.logits),
    draw: (key, count) => (q) => ({ z: flat(Categorical.draw(key, 'samples', count)(q)) }),
    centre: Categorical.mode,
  },
  Poisson: {
    over: 'integer',
    gradient: 'score',
    named: Poisson.nameEvent('latent'),
    logProb: (q) => Poisson.logProb(q)<readonly ['samples']>,
    draw: (key, count) => (q) => ({ z: Poisson.draw(key, 'samples', count)(q) }),
    centre: Poisson.mode,
  },
}

/** What the law of a tag does, or `null` for a tag that no latent has. */
export const latentOf = <Name extends LatentKind>(name: Name): Latent<Name> | null =>
  Object.hasOwn(latents, name) ? (latents[name] as Latent<Name>) : null // safe: the table is by name

/**
 * `log q(z|x)` of any posterior at a draw, with respect to its coordinate.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch']`. Units: nats.
 */
export const logPosteriorOf = (q: AnyPosterior): ((at: Draw) => Rows) => {
  // safe: the law is of the tag that the table is asked for
  const { over, logProb } = latents[q._tag] as unknown as Latent<'DiagonalNormal'>
  return flow(coordinateOf(over), logProb(q as Posteriors['DiagonalNormal']))
}
