/** Heads of normal distributions whose variance is given, learned, or a whole covariance that the network makes. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogVariance, positive, type Variance } from '../distributions/bound.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import * as FullNormal from '../distributions/fullNormal.js'
import { child } from '../random/key.js'
import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { packedBelow, packedDiagonal, packedSize, unitLowerTimes } from '../tensors/triangular.js'
import { initialAffine } from './affine.js'
import { type SizedHead, sizedHead } from './head.js'
import type { AffineParameters } from './step.js'

// -----------------------------------------------------------------------------
// σ² given or learned
// -----------------------------------------------------------------------------

type Rows = T.Tensor<readonly [Dim, Dim]>

/** The parameters of a normal head that learns its log-variances. */
export type LearnedNormalParameters<In extends Dim, Output extends Dim> = {
  readonly mean: AffineParameters<In, Output>
  readonly logVariance: T.Tensor<readonly [Output]>
}

/** The parameters of a normal head that learns one log-variance. */
export type SharedNormalParameters<In extends Dim, Output extends Dim> = {
  readonly mean: AffineParameters<In, Output>
  readonly logVariance: T.Tensor<readonly []>
}

/** The parameters of the head of a full covariance: its factor is a triangle, packed row by row. */
export type FullNormalParameters<In extends Dim, Output extends Dim> = {
  readonly mean: AffineParameters<In, Output>
  readonly triangle: AffineParameters<In, 'triangle'>
}

declare module './head.js' {
  interface OwnParameters<In extends Dim, Output extends Dim> {
    readonly fixedNormalHead: AffineParameters<In, Output>
    readonly learnedNormalHead: LearnedNormalParameters<In, Output>
    readonly sharedNormalHead: SharedNormalParameters<In, Output>
    readonly fullNormalHead: FullNormalParameters<In, Output>
  }
}

/**
 * The mean of a diagonal normal distribution, whose variance is given: `fixedNormalHead({ variance: 0.1 })(500, 784)`, or `(784)`.
 *
 * Shapes: `[Row, In] -> DiagonalNormal<Row, [Out]>`. Errors: a `ShapeError` when the variance is not above 0.
 */
export const fixedNormalHead = <const Given extends number>({
  variance,
}: Variance<Given, 'fixedNormalHead'>): SizedHead<'fixedNormalHead', 'DiagonalNormal'> => {
  const logVariance = Math.log(positive('fixedNormalHead', 'variance', variance))
  return sizedHead('fixedNormalHead', (input, output) => ({
    kind: 'DiagonalNormal',
    family: DiagonalNormal.family,
    init: initialAffine(input, output),
    apply:
      ({ weight, bias }: AffineParameters<Dim, Dim>) =>
      (x: Rows) => {
        const mean = T.affine(weight, bias)(x)
        return DiagonalNormal.make<Dim, readonly [Dim]>(mean, pipe(T.zerosLike(mean), T.addScalar(logVariance)))
      },
  }))
}

/**
 * The mean of a diagonal normal distribution, whose log-variance is a parameter for every number of the event:
 * `learnedNormalHead(500, 784)`, or `(784)`. It begins at 0 and is bounded.
 *
 * Shapes: `[Row, In] -> DiagonalNormal<Row, [Out]>`.
 */
export const learnedNormalHead: SizedHead<'learnedNormalHead', 'DiagonalNormal'> = sizedHead(
  'learnedNormalHead',
  (input, output) => ({
    kind: 'DiagonalNormal',
    family: DiagonalNormal.family,
    init: (key) => ({
      mean: initialAffine(input, output)(child('mean')(key)),
      logVariance: T.zeros<readonly [Dim]>([output.dim], [output.size]),
    }),
    apply:
      ({ mean, logVariance }: LearnedNormalParameters<Dim, Dim>) =>
      (x: Rows) => {
        const center = T.affine(mean.weight, mean.bias)(x)
        const spread = pipe(T.zerosLike(center), T.trailing.add(boundLogVariance(logVariance))<readonly [Dim]>)
        return DiagonalNormal.make<Dim, readonly [Dim]>(center, spread)
      },
  }),
)

/**
 * The mean of a diagonal normal distribution, whose log-variance is one parameter for all numbers of the event:
 * `sharedNormalHead(500, 784)`, or `(784)`. It begins at 0 and is bounded.
 *
 * Shapes: `[Row, In] -> DiagonalNormal<Row, [Out]>`.
 * Source: Dai and Wipf, "Diagnosing and Enhancing VAE Models", arXiv:1903.05789, section 2.
 */
export const sharedNormalHead: SizedHead<'sharedNormalHead', 'DiagonalNormal'> = sizedHead(
  'sharedNormalHead',
  (input, output) => ({
    kind: 'DiagonalNormal',
    family: DiagonalNormal.family,
    init: (key) => ({ mean: initialAffine(input, output)(child('mean')(key)), logVariance: T.scalar(0) }),
    apply:
      ({ mean, logVariance }: SharedNormalParameters<Dim, Dim>) =>
      (x: Rows) => {
        const center = T.affine(mean.weight, mean.bias)(x)
        const spread = pipe(T.zerosLike(center), T.trailing.add(boundLogVariance(logVariance))<readonly [Dim, Dim]>)
        return DiagonalNormal.make<Dim, readonly [Dim]>(center, spread)
      },
  }),
)

// -----------------------------------------------------------------------------
// Σ(x)
// -----------------------------------------------------------------------------

/**
 * The largest number below the diagonal of a unit factor of so many rows: 10, or less for many, such that no number of
 * its inverse is above 2^20. Then neither a density nor its gradient overflows, a million away from the mean.
 */
export const belowBound = (size: number): number => Math.min(10, 2 ** (20 / (size - 1)) - 1)

/**
 * The mean and the Cholesky factor of a normal distribution of full covariance, each an affine map of its own:
 * `fullNormalHead(500, 20)`, or `fullNormalHead(20)`. The Σ(x) head.
 *
 * The factor is `diag(σ) (I + below)`: σ is bounded as in `normalHead`, and what is below the diagonal by `belowBound`.
 *
 * Shapes: `[Row, In] -> FullNormal<Row, [Out]>`.
 * Source: Kingma and Welling, "An Introduction to Variational Autoencoders", arXiv:1906.02691, section 2.5.1.
 */
export const fullNormalHead: SizedHead<'fullNormalHead', 'FullNormal'> = sizedHead(
  'fullNormalHead',
  (input, output) => {
    const bound = belowBound(output.size)
    return {
      kind: 'FullNormal',
      family: FullNormal.family,
      init: (key) => ({
        mean: initialAffine(input, output)(child('mean')(key)),
        triangle: initialAffine(input, { dim: 'triangle', size: packedSize(output.size) })(child('triangle')(key)),
      }),
      apply:
        ({ mean, triangle }: FullNormalParameters<Dim, Dim>) =>
        (x: Rows) => {
          const packed = T.affine(triangle.weight, triangle.bias)(x)
          const scale = pipe(packed, packedDiagonal(output.dim, output.size), boundLogVariance, T.mulScalar(0.5), T.exp)
          const below = pipe(
            packed,
            packedBelow(output.dim, output.size),
            T.mulScalar(1 / bound),
            T.tanh,
            T.mulScalar(bound),
          )
          return FullNormal.make<Dim, readonly [Dim]>(T.affine(mean.weight, mean.bias)(x), unitLowerTimes(scale)(below))
        },
    }
  },
)
