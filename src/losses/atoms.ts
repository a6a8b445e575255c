/** The atoms of the evidence lower bound. */

import { pipe } from 'fp-ts/lib/function.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import * as Kl from '../distributions/kl.js'
import * as StandardNormal from '../distributions/standardNormal.js'
import * as T from '../tensors/index.js'
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

/** The posterior `q(z|x)`, all axes of the latent as one. */
export interface HasPosterior {
  readonly posterior: DiagonalNormal.DiagonalNormal<'batch', readonly ['latent']>
}

/** The prior `p(z)`. */
export interface HasPrior {
  readonly prior: StandardNormal.StandardNormal<readonly ['latent']>
}

/** Samples of the posterior. */
export interface HasSamples {
  readonly z: T.Tensor<readonly ['samples', 'batch', 'latent']>
}

/** The data, all axes of an example as one. */
export interface HasData {
  readonly x: T.Tensor<readonly ['batch', 'features']>
}

/** What an autoencoder makes of the data. */
export interface HasReconstruction {
  readonly reconstruction: T.Tensor<readonly ['batch', 'features']>
}

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
  nats: ({ prior, z }: HasPrior & HasSamples) => StandardNormal.logProb(prior)(z),
})

// -----------------------------------------------------------------------------
// costs
// -----------------------------------------------------------------------------

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
  nats: ({ posterior, z }: HasPosterior & HasSamples) => DiagonalNormal.logProb(posterior)(z),
})

/**
 * `KL(q(z|x) || p(z))` in closed form: a cost.
 *
 * Axes: batch. Units: nats per example. Range: never negative. Source: arXiv:1312.6114, appendix B.
 */
export const kl = atom('+kl', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['posterior', 'prior'],
  formula: formula('KL(q(z|x) || p(z))', '\\mathrm{KL}(q(z|x) \\,\\|\\, p(z))'),
  nats: ({ posterior, prior }: HasPosterior & HasPrior) => Kl.toStandardNormal(prior)(posterior),
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
  nats: ({ posterior }: HasPosterior & HasPrior) => Kl.toStandardNormalPerDimension(posterior),
})

/**
 * `log q(z|x)` whose gradient goes through the samples alone, and not through the parameters of the density: a cost.
 *
 * The part that is left out is the score of q, whose expectation is 0.
 *
 * Axes: samples, batch. Units: nats per example.
 * Source: Roeder, Wu and Duvenaud, "Sticking the Landing", arXiv:1703.09194, equation 8.
 */
export const logPosteriorPathOnly = atom('+log q(z|x), path only', {
  axes: ['samples', 'batch'] as const,
  sense: 'cost',
  needs: ['posterior', 'z'],
  formula: formula('log q(z|x)', '\\log q(z|x)'),
  nats: ({ posterior, z }: HasPosterior & HasSamples) =>
    DiagonalNormal.logProb(T.Tree.map(T.stopGradient)(posterior))(z),
})

/**
 * `||x - g(f(x))||²`: what a plain autoencoder minimises. A cost, in squared units of the data and not in nats.
 *
 * Axes: batch. Range: never negative.
 * Source: Bengio, "Learning Deep Architectures for AI", 2009, section 4.6.
 */
export const squaredError = atom('+squared error', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['x', 'reconstruction'],
  formula: formula('||x - g(f(x))||^2', '\\lVert x - g(f(x)) \\rVert^2'),
  nats: ({ x, reconstruction }: HasData & HasReconstruction) =>
    pipe(x, T.same.sub(reconstruction), T.square, T.sum('features')),
})
