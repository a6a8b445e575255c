/** The maximum mean discrepancy of codes and draws from the prior. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { HasPrior, HasSamples } from './atoms.js'
import { formula } from './formula.js'
import { atom, type HasKey } from './term.js'

// -----------------------------------------------------------------------------
// kernels
// -----------------------------------------------------------------------------

/** A positive definite kernel of the distance of two codes. */
export interface Kernel {
  readonly name: string
  /** The kernel of a code and itself. */
  readonly atZero: number
  /** The kernel at squared distances of codes of some dimensions, number by number. */
  readonly of: <Shape extends AnyShape>(squared: T.Tensor<Shape>, dimensions: number) => T.Tensor<Shape>
}

const checked = (name: string, scales: readonly number[]): readonly number[] =>
  scales.length > 0 && scales.every((scale) => scale > 0 && Number.isFinite(scale))
    ? scales
    : refuse(mustBe(`${name}: the scales`, 'numbers above 0, one or more', `[${scales.join(', ')}]`))

/** A sum of kernels, one for each scale. */
const summed = (
  name: string,
  scales: readonly number[],
  at: (scale: number, dimensions: number) => <Shape extends AnyShape>(squared: T.Tensor<Shape>) => T.Tensor<Shape>,
): Kernel => {
  const [first = 1, ...others] = checked(name, scales)
  return {
    name,
    atZero: scales.length,
    of: (squared, dimensions) =>
      others.reduce(
        (sum, scale) => pipe(sum, T.same.add(at(scale, dimensions)(squared))),
        at(first, dimensions)(squared),
      ),
  }
}

/** The scales of the authors' program. */
const SCALES = [0.1, 0.2, 0.5, 1, 2, 5, 10]

/**
 * The inverse multiquadratic kernel `Σ_s C / (C + |z - z'|²)` with `C = 2 d s` for codes of d dimensions: `2 d` is the mean squared
 * distance of two draws from the standard normal prior. Its tails are heavy, so that codes far out are drawn back too.
 *
 * Range: scales above 0. Errors: a `ShapeError` for others.
 * Source: Tolstikhin et al., "Wasserstein Auto-Encoders", arXiv:1711.01558, section 4.
 *
 * @example
 * inverseMultiquadratic().atZero
 * //=> 7
 */
export const inverseMultiquadratic = (scales: readonly number[] = SCALES): Kernel =>
  summed('inverseMultiquadratic', scales, (scale, dimensions) => (squared) => {
    const size = 2 * dimensions * scale
    return pipe(squared, T.addScalar(size), T.pow(-1), T.mulScalar(size))
  })

/**
 * The radial basis kernel `Σ_s exp(-|z - z'|² / (2 d s))` for codes of d dimensions.
 *
 * Range: scales above 0. Errors: a `ShapeError` for others.
 * Source: Gretton et al., "A Kernel Two-Sample Test", JMLR 13, 2012, section 8; Zhao, Song and Ermon, arXiv:1706.02262.
 *
 * @example
 * radialBasis([1]).atZero
 * //=> 1
 */
export const radialBasis = (scales: readonly number[] = [1]): Kernel =>
  summed(
    'radialBasis',
    scales,
    (scale, dimensions) => (squared) => pipe(squared, T.mulScalar(-1 / (2 * dimensions * scale)), T.exp),
  )

// -----------------------------------------------------------------------------
// means of kernels
// -----------------------------------------------------------------------------

type Codes = HasSamples['z']

type Each = T.Tensor<readonly ['samples']>

/** The sum of the kernel over all pairs of codes. By differences: what is the same is at a distance of 0. */
const sumOver =
  (kernel: Kernel) =>
  (one: Codes, other: Codes): Each => {
    const others = pipe(other, T.rename(1, 'others'), T.expand(1))
    const squared = pipe(one, T.expand(2), T.sub(others), T.square, T.sum('latent'))
    return pipe(kernel.of(squared, one.sizes[2] as number), T.sum('others'), T.sum('batch'))
  }

/** The mean of the kernel over pairs of different codes of one set. */
const meanWithin =
  (kernel: Kernel) =>
  (codes: Codes): Each => {
    const count = codes.sizes[1] as number
    const own = count * kernel.atZero
    return pipe(sumOver(kernel)(codes, codes), T.addScalar(-own), T.mulScalar(1 / (count * (count - 1))))
  }

/**
 * An unbiased estimate of the squared maximum mean discrepancy of two sets of codes of the same size.
 *
 * Shapes: two of `['samples', 'batch', 'latent'] -> ['samples']`. Range: any number; 0 on average where both are of one distribution.
 * Errors: a `ShapeError` for sets of one code. Source: Gretton et al., JMLR 13, 2012, equation 3.
 */
export const discrepancyOf =
  (kernel: Kernel) =>
  (one: Codes, other: Codes): Each => {
    const count = one.sizes[1] as number
    if (count < 2) refuse(mustBe('maximumMeanDiscrepancy: the batch', '2 examples or more', count))
    const across = pipe(sumOver(kernel)(one, other), T.mulScalar(-2 / count ** 2))
    const [within, among] = [meanWithin(kernel)(one), meanWithin(kernel)(other)]
    return pipe(within, T.same.add(among), T.same.add(across))
  }

/** As many draws from the standard normal prior as there are codes. Shapes: those of the codes. Internal. */
export const drawsOfPrior = (key: Key, { shape, sizes }: Codes): Codes => Random.normal(key)({ shape, sizes })

// -----------------------------------------------------------------------------
// the term
// -----------------------------------------------------------------------------

/**
 * The squared maximum mean discrepancy between the codes of a batch and equally many draws from the prior: a cost, which is 0 on average where
 * all codes together are distributed as the prior is. It takes memory for the square of the batch times the latent.
 *
 * It is without bias and so may be negative. It is of a batch, so that in evaluation its mean is the same for batches of any size.
 *
 * Axes: samples. Range: any number. Errors: a `ShapeError` for a batch of one example.
 * Source: Tolstikhin et al., "Wasserstein Auto-Encoders", arXiv:1711.01558, algorithm 2; Zhao, Song and Ermon, "InfoVAE",
 * arXiv:1706.02262, equation 7.
 *
 * @example
 * maximumMeanDiscrepancy(inverseMultiquadratic()).formula.text
 * //=> 'MMD(q(z), p(z))'
 */
export const maximumMeanDiscrepancy = (kernel: Kernel) =>
  atom('+maximum mean discrepancy of the batch', {
    axes: ['samples'] as const,
    sense: 'cost',
    needs: ['z', 'prior', 'key'],
    formula: formula('MMD(q(z), p(z))', '\\mathrm{MMD}(q(z), p(z))'),
    title: 'Maximum mean discrepancy',
    unit: 'squared discrepancy',
    note: 'How far the codes of a batch are from the prior: 0 on average where they are distributed as it is.',
    nats: ({ z, key }: HasSamples & HasPrior & HasKey) =>
      discrepancyOf(kernel)(z, drawsOfPrior(child('maximum mean discrepancy')(key), z)),
  })
