/** The Fréchet distance of features. */

import { refuse } from '../../shapes/defect.js'
import { eigenOf, rootOf } from '../numbers/eigen.js'
import { at, covarianceOf, type Matrix, meansOf, product, sameColumns } from '../numbers/matrix.js'

/** The mean and the covariance of some features. */
export interface Moments {
  readonly mean: readonly number[]
  readonly covariance: Matrix
}

/** The moments of features: without bias, over as many rows less one. Errors: a `ShapeError` for fewer than two rows. */
export const momentsOf = (features: Matrix): Moments =>
  features.rows < 2
    ? refuse(`frechet: takes 2 rows of features or more but is given ${features.rows}`)
    : { mean: meansOf(features), covariance: covarianceOf(features) }

const traceOf = (matrix: Matrix): number =>
  Array.from({ length: matrix.rows }, (_, place) => at(matrix, place, place)).reduce((sum, each) => sum + each, 0)

/**
 * The squared Fréchet distance of two normal distributions: `|m - n|² + tr(S + T - 2 (ST)^½)`.
 *
 * The trace of the root is that of `(S^½ T S^½)^½`, which is symmetric: it has no imaginary part that would be dropped.
 *
 * Range: 0 or more. Errors: a `ShapeError` when they are not of one size.
 * Source: Dowson and Landau, "The Fréchet distance between multivariate normal distributions", 1982.
 */
export const frechetOfMoments = (one: Moments, other: Moments): number => {
  sameColumns('frechet', one.covariance, other.covariance)
  const root = rootOf(one.covariance)
  const inner = eigenOf(product(product(root, other.covariance), root)).values
  const mixed = inner.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0)
  const apart = one.mean.reduce((sum, value, place) => sum + (value - (other.mean[place] as number)) ** 2, 0)
  return Math.max(0, apart + traceOf(one.covariance) + traceOf(other.covariance) - 2 * mixed)
}

/**
 * The squared Fréchet distance of features, as were they normal.
 *
 * It is too large by a bias that falls with the number of rows: of two sets compare only distances of as many rows. It says something
 * only beside the name of what the features are of.
 *
 * Shapes: `[Row, Feature]` each; fewer rows than features make the covariance singular, and the distance less reliable.
 * Range: 0 or more. Errors: a `ShapeError` for other numbers of features, or fewer than two rows.
 * Source: Heusel et al., "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium", arXiv:1706.08500,
 * equation 6.
 *
 * @example
 * frechet(ofRows([[0], [2]]), ofRows([[3], [5]]))
 * //=> 9
 */
export const frechet = (real: Matrix, made: Matrix): number => {
  sameColumns('frechet', real, made)
  return frechetOfMoments(momentsOf(real), momentsOf(made))
}
