/** How far the covariance of the latents over a batch is from that of the prior. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import type { HasPosterior } from './atoms.js'
import { formula } from './formula.js'
import { identity } from './identity.js'
import { atom } from './term.js'

type Square = T.Tensor<readonly ['latent', 'others']>

/** The means of the posteriors less their mean over the batch. */
const centered = ({ posterior: { mean } }: HasPosterior) => pipe(mean, T.sub(T.mean('batch')(mean)))

/** The covariances of different latents, 0 on the diagonal: those of the posterior means over a batch, divided by its size. */
const covariances = (supplied: HasPosterior): Square => {
  const [own, { sizes }] = [centered(supplied), supplied.posterior.mean]
  const product = pipe(T.transpose(own), T.matmul(pipe(own, T.rename(1, 'others'))))
  const different = pipe(identity('latent', 'others', sizes[1] as number), T.mulScalar(-1), T.addScalar(1))
  return pipe(product, T.mulScalar(1 / (sizes[0] as number)), T.same.mul(different))
}

/** The variances of the posterior means over a batch. Shapes: `['latent']`. */
const variancesOfMeans = (supplied: HasPosterior) => pipe(centered(supplied), T.square, T.mean('batch'))

/** The mean variance of the posteriors, which codes have beside that of the means. Shapes: `['latent']`. */
const meanVariance = ({ posterior: { logVariance } }: HasPosterior) => pipe(logVariance, T.exp, T.mean('batch'))

/** Whose covariance is meant: that of the posteriors' means (DIP-VAE-I) or that of their samples (DIP-VAE-II). */
export type CovarianceOf = 'means' | 'samples'

const READS = {
  means: { text: 'Cov[μ]', latex: '\\mathrm{Cov}[\\mu]' },
  samples: { text: 'Cov[z]', latex: '\\mathrm{Cov}[z]' },
} as const

/**
 * The squares of the covariances of different latents over a batch, summed over ordered pairs: a cost, which is 0 where they are not
 * correlated. It is the same for means and for samples, whose noise is independent.
 *
 * Axes: none. Range: never negative. Source: Kumar, Sattigeri and Balakrishnan, "Variational Inference of Disentangled Latent
 * Concepts from Unlabeled Observations", arXiv:1711.00848, equations 6 and 7, the part of λ_od.
 *
 * @example
 * offDiagonalCovariance.formula.text
 * //=> 'Σ_i≠j Cov[z]_ij²'
 */
export const offDiagonalCovariance = atom('+covariances of the batch', {
  axes: [] as const,
  sense: 'cost',
  needs: ['posterior'],
  formula: formula('Σ_i≠j Cov[z]_ij²', '\\sum_{i \\neq j} \\mathrm{Cov}[z]_{ij}^2'),
  title: 'Covariances of latents',
  unit: 'squares of covariances',
  note: 'How far the latents are from not correlated: 0 is not correlated.',
  nats: (supplied: HasPosterior) => pipe(covariances(supplied), T.square, T.sum('others'), T.sum('latent')),
})

/**
 * The squares of how far the variance of each latent over a batch is from 1, that of the standard normal prior: a cost.
 *
 * Axes: none. Range: never negative. Source: Kumar, Sattigeri and Balakrishnan, arXiv:1711.00848, equations 6 (`'means'`) and 7
 * (`'samples'`), the part of λ_d.
 *
 * @example
 * diagonalCovariance('samples').formula.text
 * //=> 'Σ_i (Cov[z]_ii - 1)²'
 */
export const diagonalCovariance = (of: CovarianceOf) =>
  atom('+variances of the batch', {
    axes: [] as const,
    sense: 'cost',
    needs: ['posterior'],
    formula: formula(`Σ_i (${READS[of].text}_ii - 1)²`, `\\sum_i (${READS[of].latex}_{ii} - 1)^2`),
    title: 'Variances of latents',
    unit: 'squares of variances',
    note: 'How far the variances of the latents are from 1, that of their prior.',
    nats: (supplied: HasPosterior) => {
      const variances = variancesOfMeans(supplied)
      const all = of === 'means' ? variances : pipe(variances, T.same.add(meanVariance(supplied)))
      return pipe(all, T.addScalar(-1), T.square, T.sum('latent'))
    },
  })
