/** What each prior does, by its tag: as the part of a model, and as the law that terms see. */

import type { Key } from '../random/key.js'
import { type AnyShape, type Dim, numbersOf, type Size, type Sizes } from '../shapes/dim.js'
import type * as T from '../tensors/index.js'
import { boundLogVariance } from './bound.js'
import type { Draw, LatentSupport, Rows } from './coordinates.js'
import { type AnyPosterior, logPosteriorOf } from './latents.js'
import type { LearnedMixture, MixturePriorParameters } from './learnedMixture.js'
import * as MixturePrior from './mixturePrior.js'
import { over, type Standard, type StandardKind } from './standard.js'
import * as StandardLaw from './standardLaw.js'
import * as StandardNormal from './standardNormal.js'

// -----------------------------------------------------------------------------
// the priors there are
// -----------------------------------------------------------------------------

/** The priors that a model may be made with, over an event. */
export interface PriorsOver<Event extends AnyShape> {
  readonly StandardNormal: StandardNormal.StandardNormal<Event>
  readonly StandardLaplace: Standard<'Laplace', Event>
  readonly StandardBernoulli: Standard<'Bernoulli', Event>
  readonly StandardContinuousBernoulli: Standard<'ContinuousBernoulli', Event>
  readonly StandardCategorical: Standard<'Categorical', Event>
  readonly StandardPoisson: Standard<'Poisson', Event>
  readonly StandardRelaxedBernoulli: Standard<'RelaxedBernoulli', Event>
  readonly StandardRelaxedCategorical: Standard<'RelaxedCategorical', Event>
  readonly LearnedMixture: LearnedMixture<Event>
}

/** The numbers that each prior is a law over. */
export interface PriorSupports {
  readonly StandardNormal: 'real'
  readonly StandardLaplace: 'real'
  readonly StandardBernoulli: 'binary'
  readonly StandardContinuousBernoulli: 'unitInterval'
  readonly StandardCategorical: 'oneHot'
  readonly StandardPoisson: 'integer'
  readonly StandardRelaxedBernoulli: 'unitInterval'
  readonly StandardRelaxedCategorical: 'simplex'
  readonly LearnedMixture: 'real'
}

/** The tag of a prior that a model may be made with. */
export type PriorKind = keyof PriorSupports

/** Each prior as terms see it: the latent as one axis, but for the classes of categorical laws. */
export interface PriorLaws {
  readonly StandardNormal: StandardNormal.StandardNormal<readonly ['latent']>
  readonly StandardLaplace: Standard<'Laplace', readonly ['latent']>
  readonly StandardBernoulli: Standard<'Bernoulli', readonly ['latent']>
  readonly StandardContinuousBernoulli: Standard<'ContinuousBernoulli', readonly ['latent']>
  readonly StandardCategorical: Standard<'Categorical', readonly ['laws', 'classes']>
  readonly StandardPoisson: Standard<'Poisson', readonly ['latent']>
  readonly StandardRelaxedBernoulli: Standard<'RelaxedBernoulli', readonly ['latent']>
  readonly StandardRelaxedCategorical: Standard<'RelaxedCategorical', readonly ['laws', 'classes']>
  readonly LearnedMixture: MixturePrior.MixturePrior<readonly ['latent']>
}

/** Any prior, as terms see it. */
export type AnyPrior = PriorLaws[PriorKind]

// -----------------------------------------------------------------------------
// what each does
// -----------------------------------------------------------------------------

type AnyStandard = { readonly [Of in StandardKind]: Standard<Of, AnyShape> }[StandardKind]

const oneAxis = (name: string, sizes: readonly number[]): Size<Dim> => ({
  dim: name,
  size: sizes.reduce((product, size) => product * size, 1),
})

const isOfClasses = (tag: string): boolean => tag.endsWith('Categorical')

/** The latent of an event as terms see it. */
const named = (tag: string, event: Sizes): Sizes => {
  const sizes = numbersOf(event)
  return isOfClasses(tag)
    ? [oneAxis('laws', sizes.slice(0, -1)), oneAxis('classes', sizes.slice(-1))]
    : [oneAxis('latent', sizes)]
}

/** The law of the parameters of a learned mixture, with its log-variances bounded. */
const mixtureOf = <Event extends AnyShape>({ logits, mean, logVariance }: MixturePriorParameters<Event>) =>
  MixturePrior.make<Event>(logits, mean, boundLogVariance(logVariance))

/** The parameters that a prior makes from a key, or `null` for one without. */
export const initOf = <Event extends AnyShape>(
  p: PriorsOver<Event>[PriorKind],
): LearnedMixture<Event>['init'] | null => (p._tag === 'LearnedMixture' ? p.init : null)

/** A prior as terms see it. `params` are those of a learned one. */
export const priorLaw = (p: PriorsOver<AnyShape>[PriorKind], params: unknown): AnyPrior =>
  p._tag === 'StandardNormal'
    ? StandardNormal.nameEvent('latent')(p)
    : p._tag === 'LearnedMixture'
      ? // safe: the parameters are those that `init` of the same prior has made
        MixturePrior.nameEvent('latent')(mixtureOf(params as MixturePriorParameters<AnyShape>))
      : // safe: the event is that of the law of the tag
        (over(named(p._tag, p.event))(p as AnyStandard as Standard<'Laplace', AnyShape>) as never)

/** A standard law with rows, which is the law of its family over the event that terms see. */
const rowed = (p: AnyPrior, count: number): AnyPosterior =>
  // safe: the callers leave the standard laws, whose events are those of `Posteriors`
  StandardLaw.withRows('batch', count)(p as unknown as Standard<StandardKind, AnyShape>) as unknown as AnyPosterior

/** The numbers that a prior is over. */
export const supportOf = (p: AnyPrior): LatentSupport =>
  p._tag === 'MixturePrior' ? priorSupports.LearnedMixture : priorSupports[p._tag]

/**
 * `log p(z)` of any prior at a draw, with respect to its coordinate.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch']`. Units: nats.
 */
export const logPriorOf =
  (p: AnyPrior) =>
  (at: Draw): Rows =>
    p._tag === 'StandardNormal'
      ? StandardNormal.logProb(p)<readonly ['samples', 'batch']>(at.z)
      : p._tag === 'MixturePrior'
        ? MixturePrior.logProb(p)<readonly ['samples', 'batch']>(at.z)
        : logPosteriorOf(rowed(p, at.z.sizes[1] as number))(at)

/** Draws of any prior. Shapes: `[Row, ...Event]`. */
export const drawPrior =
  <const Row extends Dim>(key: Key, row: Row, count: number) =>
  <Event extends AnyShape>(p: PriorsOver<Event>[PriorKind], params: unknown): T.Tensor<readonly [Row, ...Event]> =>
    p._tag === 'StandardNormal'
      ? StandardNormal.sample(key, row, count)(p)
      : p._tag === 'LearnedMixture'
        ? // safe: as in `priorLaw`
          MixturePrior.draw(key, row, count)(mixtureOf(params as MixturePriorParameters<Event>))
        : StandardLaw.draw(key, row, count)(p as Standard<StandardKind, Event>)

/** The run-time twin of `PriorSupports`. */
export const priorSupports: PriorSupports = {
  StandardNormal: 'real',
  StandardLaplace: 'real',
  StandardBernoulli: 'binary',
  StandardContinuousBernoulli: 'unitInterval',
  StandardCategorical: 'oneHot',
  StandardPoisson: 'integer',
  StandardRelaxedBernoulli: 'unitInterval',
  StandardRelaxedCategorical: 'simplex',
  LearnedMixture: 'real',
}

/** Whether something is a prior that a model may be made with, which a cast may let past the compiler. */
export const isPrior = (given: unknown): given is PriorsOver<AnyShape>[PriorKind] => {
  const tag = (given as { readonly _tag?: unknown } | null | undefined)?._tag
  return typeof tag === 'string' && Object.hasOwn(priorSupports, tag)
}
