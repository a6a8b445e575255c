/** The atoms of the evidence lower bound. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Draw, ofNumbers } from '../distributions/coordinates.js'
import type * as DiagonalNormal from '../distributions/diagonalNormal.js'
import { type AnyPosterior, logPosteriorOf, record } from '../distributions/family.js'
import * as Kl from '../distributions/kl.js'
import { type AnyPrior, logPriorOf } from '../distributions/priors.js'
import type * as StandardNormal from '../distributions/standardNormal.js'
import { refuse } from '../shapes/defect.js'
import type { Said } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { closedKl, DENSITY } from './asks.js'
import { formula } from './formula.js'
import { atom } from './term.js'

// -----------------------------------------------------------------------------
// what a model supplies
// -----------------------------------------------------------------------------

/** `log p(x|z)` for every sample of every example, in nats. */
export interface HasLogLikelihood {
  readonly logLikelihood: T.Tensor<readonly ['samples', 'batch']>
}

/** `log p(x|z)` as a function of the samples, in nats: for gradients that do not go where the samples lead. */
export interface HasLogLikelihoodAt {
  readonly logLikelihoodAt: (
    z: T.Tensor<readonly ['samples', 'batch', 'latent']>,
  ) => T.Tensor<readonly ['samples', 'batch']>
}

/** The mean of `p(x|z)` as a function of the samples, all axes of an example as one: for terms that compare examples themselves. */
export interface HasMeanAt {
  readonly meanAt: (
    z: T.Tensor<readonly ['samples', 'batch', 'latent']>,
  ) => T.Tensor<readonly ['samples', 'batch', 'features']>
}

/** A posterior `q(z|x)` of any distribution, all axes of the latent as one. */
export interface HasAnyPosterior {
  readonly posterior: AnyPosterior
}

declare const everywhere: unique symbol

/** A posterior whose density is known everywhere, and not at its own samples alone. */
export interface HasPosteriorDensity extends HasAnyPosterior {
  /** Only for the compiler: a model whose posterior has it at its samples alone is refused by it. */
  readonly [everywhere]?: true | undefined
}

/** Whether something needs a posterior whose density is known everywhere. */
export type NeedsPosteriorDensity<Needs> = typeof everywhere extends keyof Needs ? true : false

/** A prior `p(z)` of any distribution. */
export interface HasAnyPrior {
  readonly prior: AnyPrior
}

declare const closed: unique symbol

/** A posterior and a prior whose KL has a closed form. */
export interface HasClosedKl extends HasAnyPosterior, HasAnyPrior {
  /** Only for the compiler: a model whose two distributions have none is refused by it. */
  readonly [closed]?: true | undefined
}

/** Whether something needs a KL in closed form. */
export type NeedsClosedKl<Needs> = typeof closed extends keyof Needs ? true : false

/** The diagonal normal posterior `q(z|x)`, all axes of the latent as one: for terms that read its parameters. */
export interface HasPosterior {
  readonly posterior: DiagonalNormal.DiagonalNormal<'batch', readonly ['latent']>
}

/** The standard normal prior `p(z)`. */
export interface HasPrior {
  readonly prior: StandardNormal.StandardNormal<readonly ['latent']>
}

/** Samples of the posterior through which a gradient goes. */
export interface HasSamples extends Draw {
  /** `log q(z|x)` of these samples with respect to their coordinate, where it comes with them. */
  readonly logPosterior?: T.Tensor<readonly ['samples', 'batch']>
}

/** Samples of the posterior as numbers, without a gradient. Every distribution has them. */
export interface HasDraws extends Pick<Draw, 'coordinate'> {
  readonly draws: T.Tensor<readonly ['samples', 'batch', 'latent']>
}

/** The data, all axes of an example as one. */
export interface HasData {
  readonly x: T.Tensor<readonly ['batch', 'features']>
}

/** What an autoencoder makes of the data. */
export interface HasReconstruction {
  readonly reconstruction: T.Tensor<readonly ['batch', 'features']>
}

/** The code of the data that an autoencoder makes, all axes of it as one. */
export interface HasCode {
  readonly code: T.Tensor<readonly ['batch', 'latent']>
}

/** All that our models supply. */
type AllSupplies = HasLogLikelihood &
  HasLogLikelihoodAt &
  HasMeanAt &
  HasAnyPosterior &
  HasAnyPrior &
  HasSamples &
  HasDraws &
  HasData &
  HasReconstruction &
  HasCode

/** What our models supply, by its name in plain English: whatever is missing here does not compile. */
const SUPPLIED: Readonly<Record<Exclude<keyof AllSupplies, symbol>, string>> = {
  x: 'the data x',
  z: 'samples z of q(z|x)',
  draws: 'samples of q(z|x) without a gradient',
  coordinate: 'the coordinate of the samples',
  posterior: 'the posterior q(z|x)',
  prior: 'the prior p(z)',
  logPosterior: 'log q(z|x) of every sample',
  logLikelihood: 'log p(x|z) of every sample',
  logLikelihoodAt: 'log p(x|z) as a function of z',
  meanAt: 'the mean of p(x|z) as a function of z',
  reconstruction: 'the reconstruction of x',
  code: 'the code of x',
}

/** What is supplied under a name, in plain English; of a model of a user's own, the name. */
export const suppliedWords = (name: string): string =>
  Object.hasOwn(SUPPLIED, name) ? SUPPLIED[name as keyof typeof SUPPLIED] : name // safe: it is one of its own

// -----------------------------------------------------------------------------
// gains
// -----------------------------------------------------------------------------

/**
 * `log p(x|z)`: a gain.
 *
 * Axes: samples, batch. Units: nats per example.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, equation 7 and appendix C.
 */
export const logLikelihood = atom('+log p(x|z)', {
  axes: ['samples', 'batch'] as const,
  sense: 'gain',
  needs: ['logLikelihood'],
  formula: formula('log p(x|z)', '\\log p(x|z)'),
  title: 'Reconstruction',
  note: 'The log-likelihood log p(x|z) says how well x is explained by z: higher is better.',
  nats: (supplied: HasLogLikelihood) => supplied.logLikelihood,
})

/**
 * `log p(z)`: a gain.
 *
 * Axes: samples, batch. Units: nats per example. Source: arXiv:1312.6114, equation 6 and appendix B.
 */
export const logPrior = atom('+log p(z)', {
  axes: ['samples', 'batch'] as const,
  sense: 'gain',
  needs: ['prior', 'z'],
  formula: formula('log p(z)', '\\log p(z)'),
  title: 'Prior',
  nats: (supplied: HasAnyPrior & HasSamples) =>
    pipe(logPriorOf(supplied.prior)(supplied), ofNumbers(supplied.prior[record].coordinate)(supplied)),
})

// -----------------------------------------------------------------------------
// costs
// -----------------------------------------------------------------------------

/** `log q(z|x)` of the samples with respect to their coordinate: as it comes with them, else by the distribution. Units: nats. */
export const logPosteriorAt = (supplied: HasAnyPosterior & HasSamples) =>
  supplied.logPosterior ?? logPosteriorOf(supplied.posterior)(supplied)

/** The posterior whose parameters are constant. */
export const constant: (posterior: AnyPosterior) => AnyPosterior = T.Tree.map(T.stopGradient)

/** A log-density of the posterior with respect to the coordinate as that of `z`. */
const ofPosterior = (supplied: HasAnyPosterior & HasSamples) =>
  ofNumbers(supplied.posterior[record].coordinate)(supplied)

/**
 * `log q(z|x)`: a cost.
 *
 * Axes: samples, batch. Units: nats per example. Source: arXiv:1312.6114, equation 6.
 */
export const logPosterior = atom('+log q(z|x)', {
  axes: ['samples', 'batch'] as const,
  sense: 'cost',
  needs: ['posterior', 'z'],
  formula: formula('log q(z|x)', '\\log q(z|x)'),
  title: 'Posterior',
  nats: (supplied: HasAnyPosterior & HasSamples) => pipe(logPosteriorAt(supplied), ofPosterior(supplied)),
})

/** The message of a posterior and a prior without a KL in closed form. */
export type NoClosedKl<Q extends string, P extends string> = Said<typeof noClosedKl<Q, P>>
export const noClosedKl = <Q extends string, P extends string>(q: Q, p: P) =>
  `KL(${q} ‖ ${p}) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl` as const

/**
 * `KL(q(z|x) || p(z))` in closed form: a cost. Of a posterior and a prior without one, `klByMonteCarlo` is it.
 *
 * Axes: batch. Units: nats per example. Range: never negative.
 * Errors: a `ShapeError` with the message of the compiler, for a pair without a closed form that a cast let through.
 * Source: arXiv:1312.6114, appendix B, and those of `Kl`.
 */
export const kl = atom('+kl', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['posterior', 'prior'],
  asks: [closedKl(null)],
  formula: formula('KL(q(z|x) || p(z))', '\\mathrm{KL}(q(z|x) \\,\\|\\, p(z))'),
  title: 'KL divergence',
  note: 'The KL divergence is what the code costs, and is never negative.',
  nats: ({ posterior, prior }: HasClosedKl) =>
    Kl.closedFormOf<'batch'>(posterior, prior) ?? refuse(noClosedKl(posterior._tag, prior._tag)),
})

/**
 * `KL(q(z|x) || p(z))` as the mean of `log q(z|x) - log p(z)` over the samples, for any two distributions: a cost.
 *
 * Axes: batch. Units: nats per example. Range: any number; never negative in expectation.
 * Source: arXiv:1312.6114, equation 6.
 */
export const klByMonteCarlo = atom('+kl', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['posterior', 'prior', 'z'],
  formula: formula('E_q[log q(z|x) - log p(z)]', '\\mathbb{E}_q[\\log q(z|x) - \\log p(z)]'),
  title: 'KL divergence, estimated',
  nats: (supplied: HasAnyPosterior & HasAnyPrior & HasSamples) =>
    pipe(logPosteriorAt(supplied), T.same.sub(logPriorOf(supplied.prior)(supplied)), T.mean('samples')),
})

/**
 * `KL(q(z_j|x) || p(z_j))` of every dimension of the latent, in closed form: a cost. Their sum is the KL.
 *
 * Axes: batch, latent. Units: nats per example. Range: never negative. Source: arXiv:1312.6114, appendix B.
 */
export const klPerDimension = atom('+kl per dimension', {
  axes: ['batch', 'latent'] as const,
  sense: 'cost',
  needs: ['posterior', 'prior'],
  formula: formula('KL(q(z_j|x) || p(z_j))', '\\mathrm{KL}(q(z_j|x) \\,\\|\\, p(z_j))'),
  title: 'KL divergence of a dimension',
  nats: ({ posterior }: HasPosterior & HasPrior) => Kl.toStandardNormalPerDimension(posterior),
})

/**
 * `log q(z|x)` whose gradient goes through the samples alone, and not through the parameters of the density: a cost.
 *
 * The part that is left out is the score of q, whose expectation is 0.
 *
 * Axes: samples, batch. Units: nats per example.
 * Source: Roeder, Wu and Duvenaud, "Sticking the Landing", arXiv:1703.09194: the path derivative.
 */
export const logPosteriorPathOnly = atom('+log q(z|x), path only', {
  axes: ['samples', 'batch'] as const,
  sense: 'cost',
  needs: ['posterior', 'z'],
  asks: [DENSITY],
  formula: formula('log q(z|x)', '\\log q(z|x)'),
  title: 'Posterior',
  nats: (supplied: HasPosteriorDensity & HasSamples) =>
    pipe(logPosteriorOf(constant(supplied.posterior))(supplied), ofPosterior(supplied)),
})

/**
 * `||x - g(f(x))||²`: what a plain autoencoder minimizes. A cost, in squared units of the data and not in nats.
 *
 * Axes: batch. Range: never negative.
 * Source: Bengio, "Learning Deep Architectures for AI", 2009, section 4.6.
 */
export const squaredError = atom('+squared error', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['x', 'reconstruction'],
  formula: formula('||x - g(f(x))||^2', '\\lVert x - g(f(x)) \\rVert^2'),
  title: 'Squared error',
  unit: 'squared error',
  note: 'The squared error is summed over the numbers of an example: 0 is a perfect copy, and lower is better.',
  nats: ({ x, reconstruction }: HasData & HasReconstruction) =>
    pipe(x, T.same.sub(reconstruction), T.square, T.sum('features')),
})

/**
 * `||f(x)||² / 2`: how far the code of a plain autoencoder is from 0, which keeps codes together. A cost: but for a constant, minus
 * the logarithm of the density of the code under a standard normal distribution.
 *
 * Axes: batch. Range: never negative.
 * Source: Ghosh et al., "From Variational to Deterministic Autoencoders", arXiv:1903.12436, section 3.
 */
export const codeSize = atom('+code size', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['code'],
  formula: formula('||f(x)||^2/2', '\\frac12 \\lVert f(x) \\rVert^2'),
  title: 'Size of the code',
  unit: 'squared numbers of a code',
  note: 'Half the squared length of a code: the smaller, the nearer codes lie to 0 and to one another.',
  nats: ({ code }: HasCode) => pipe(code, T.square, T.sum('latent'), T.mulScalar(0.5)),
})
