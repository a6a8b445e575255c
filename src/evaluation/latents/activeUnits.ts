/** Active units: the latents whose means are not the same for all examples. */

import { columnsOf, type Matrix, varianceOf } from '../numbers/matrix.js'

/** The variance of the mean of a latent that is above it is that of an active one. Source: Burda et al., arXiv:1509.00519. */
export const ACTIVE_VARIANCE = 0.01

/** Which latents are active. */
export interface ActiveUnits {
  readonly count: number
  /** How many latents there are. */
  readonly of: number
  /** The variance over examples of the mean of q(z|x), for each latent. */
  readonly variances: readonly number[]
}

/** Whether the codes of a latent vary enough to say something. */
export const isActive = (variance: number): boolean => variance > ACTIVE_VARIANCE

/**
 * How many latents are active: the variance over examples of the mean of q(z|x) is above 0.01.
 *
 * Of means, not of samples, whose variance is near 1 where nothing is encoded; and of all examples, not of a batch. The
 * threshold is for latents whose prior has variance 1.
 *
 * Shapes: the means are `[Row, Latent]`. Range: from 0 to the number of latents.
 * Source: Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, section 5.2.
 *
 * @example
 * activeUnits(ofRows([[1, 0.5], [-1, 0.5]]))
 * //=> { count: 1, of: 2, variances: [1, 0] }
 */
export const activeUnits = (means: Matrix): ActiveUnits => {
  const variances = columnsOf(means).map(varianceOf)
  return { count: variances.filter(isActive).length, of: means.columns, variances }
}
