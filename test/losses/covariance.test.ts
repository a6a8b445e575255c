import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { minus } from '../../src/losses/algebra.js'
import { logLikelihood } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { diagonalCovariance, offDiagonalCovariance } from '../../src/losses/covariance.js'
import { describe as described } from '../../src/losses/term.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'
import { worth } from '../support/terms.js'

onCpu()

// four examples, a latent of three
const [BATCH, LATENT] = [4, 3]
const MEAN = [0.5, -1, 0.1, 0, 1.5, 0.4, -0.3, 2, 1, 0.8, -0.2, -1.1]
const LOG_VARIANCE = [0, -1.2, 0.1, 0.4, 0.3, -0.5, -2, 0.2, 0.1, 0, -0.4, -3]

const supplied = (mean: readonly number[] = MEAN) => ({
  posterior: DiagonalNormal.make<'batch', readonly ['latent']>(
    tensorOf(['batch', 'latent'], [BATCH, LATENT], mean),
    tensorOf(['batch', 'latent'], [BATCH, LATENT], LOG_VARIANCE),
  ),
})

const columnOf = (values: readonly number[], at: number) => values.filter((_, place) => place % LATENT === at)
const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

/** The covariance of two columns, divided by how many rows there are. */
const covariance = (mean: readonly number[], one: number, other: number) => {
  const [left, right] = [columnOf(mean, one), columnOf(mean, other)]
  return meanOf(left.map((each, row) => (each - meanOf(left)) * ((right[row] ?? Number.NaN) - meanOf(right))))
}

const PLACES = [0, 1, 2].flatMap((one) => [0, 1, 2].map((other) => [one, other] as const))

const offDiagonal = (mean: readonly number[]) =>
  PLACES.filter(([one, other]) => one !== other).reduce((sum, [i, j]) => sum + covariance(mean, i, j) ** 2, 0)

const diagonal = (mean: readonly number[], of: 'means' | 'samples') =>
  [0, 1, 2].reduce((sum, at) => {
    const noise = of === 'means' ? 0 : meanOf(columnOf(LOG_VARIANCE, at).map(Math.exp))
    return sum + (covariance(mean, at, at) + noise - 1) ** 2
  }, 0)

const gradientOf = (term: typeof offDiagonalCovariance | ReturnType<typeof diagonalCovariance>) =>
  scoped(() => {
    const of = (mean: T.Tensor<readonly ['batch', 'latent']>) => {
      const posterior = DiagonalNormal.make<'batch', readonly ['latent']>(mean, supplied().posterior.logVariance)
      return [term.evaluate({ posterior }).value, null] as const
    }
    return valuesOf(T.valueAndGradient(of)(tensorOf(['batch', 'latent'], [BATCH, LATENT], MEAN)).gradient)
  })

describe('offDiagonalCovariance', () => {
  it('is the sum of squares of the covariances of different latents, by hand, with its gradient', () => {
    expect(worth(offDiagonalCovariance, supplied()).mean).toBeCloseTo(offDiagonal(MEAN), 5)
    expect(distance(gradientOf(offDiagonalCovariance), differencesOf(offDiagonal, MEAN))).toBeLessThan(1e-4)
  })

  it('is 0 for latents that are not correlated, however large they are', () => {
    const apart = [100, 10, 0, 100, -10, 0, -100, 10, 0, -100, -10, 0]
    expect(worth(offDiagonalCovariance, supplied(apart)).mean).toBe(0)
  })
})

describe('diagonalCovariance', () => {
  it.each(['means', 'samples'] as const)('of %s: is how far variances are from 1, by hand, with its gradient', (of) => {
    expect(worth(diagonalCovariance(of), supplied()).mean).toBeCloseTo(diagonal(MEAN, of), 5)
    expect(
      distance(
        gradientOf(diagonalCovariance(of)),
        differencesOf((mean) => diagonal(mean, of), MEAN),
      ),
    ).toBeLessThan(1e-4)
  })

  it('of samples: is that of the codes themselves', () => {
    // DIP-VAE-II at a mean variance of 1 and equal means is 0: codes are distributed as the prior
    const same = DiagonalNormal.make<'batch', readonly ['latent']>(
      tensorOf(['batch', 'latent'], [2, 1], [3, 3]),
      tensorOf(['batch', 'latent'], [2, 1], [Math.log(0.5), Math.log(1.5)]),
    )
    expect(worth(diagonalCovariance('samples'), { posterior: same }).mean).toBeCloseTo(0, 6)
    expect(worth(diagonalCovariance('means'), { posterior: same }).mean).toBeCloseTo(1, 6)
  })

  it('is a cost without axes, of which nothing is proved', () => {
    const objective = pipe(
      logLikelihood,
      average('samples'),
      average('batch'),
      minus(offDiagonalCovariance),
      minus(diagonalCovariance('samples')),
    )
    expect(described(objective)).toMatchObject({
      text: 'mean over batch of [E_q[log p(x|z)]] - Σ_i≠j Cov[z]_ij² - Σ_i (Cov[z]_ii - 1)²',
      axes: [],
      guarantee: 'objective',
    })
  })
})
