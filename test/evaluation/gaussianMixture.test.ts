import { describe, expect, it } from 'vitest'
import { drawCodes, type GaussianMixture, gaussianMixture } from '../../src/evaluation/gaussianMixture.js'
import { child, from, normal, uniform } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { expectMean, expectNear } from '../support/near.js'

const rowsOf = (width: number, values: ArrayLike<number>) => ({
  sizes: [values.length / width, width] as const,
  values,
})

/** Three tenths of the codes around (3, -1), with variances 1 and 0.25 and a correlation, and the rest around (-2, 2). */
const clusters = (count: number) => {
  const [choice, noise] = [uniform(child('choice')(from(1)), count), normal(child('noise')(from(1)), 2 * count)]
  return rowsOf(
    2,
    Float64Array.from({ length: 2 * count }, (_, at) => {
      const row = Math.floor(at / 2)
      const [a, b] = [noise[2 * row] as number, noise[2 * row + 1] as number]
      const isFirst = (choice[row] as number) < 0.3
      return isFirst ? (at % 2 === 0 ? 3 + a : -1 + 0.4 * a + 0.3 * b) : at % 2 === 0 ? -2 + 0.5 * a : 2 + 0.5 * b
    }),
  )
}

const covarianceOf = ({ factor }: GaussianMixture['components'][number]) => {
  const [a = 0, , c = 0, d = 0] = factor
  return [a * a, a * c, c * c + d * d]
}

describe('gaussianMixture', () => {
  it('of one component is the mean and the covariance of the codes, by hand', () => {
    const { components, logDensities } = gaussianMixture({ components: 1 })(from(1))(
      rowsOf(2, [0, 0, 2, 0, 0, 4, 2, 4]),
    )
    const [only] = components
    expectNear(only?.mean ?? [], [1, 2], { absolute: 1e-12, relative: 0 })
    expectNear(covarianceOf(only as never), [1, 0, 4], { absolute: 1e-4, relative: 0 })
    // -½ (2 ln 2π + ln 4 + 2): every code is one deviation away in both
    expect(logDensities.at(-1)).toBeCloseTo(-Math.log(2 * Math.PI) - 0.5 * Math.log(4) - 1, 4)
  })

  it('finds two clusters with their weights, means and covariances', () => {
    const { components } = gaussianMixture({ components: 2 })(from(3))(clusters(2000))
    const [first, second] = components.toSorted((a, b) => (b.mean[0] as number) - (a.mean[0] as number))
    expectNear([first?.weight ?? 0, ...(first?.mean ?? [])], [0.3, 3, -1], { absolute: 0.12, relative: 0 })
    expectNear(second?.mean ?? [], [-2, 2], { absolute: 0.05, relative: 0 })
    expectNear(covarianceOf(first as never), [1, 0.4, 0.25], { absolute: 0.1, relative: 0 })
    expectNear(covarianceOf(second as never), [0.25, 0, 0.25], { absolute: 0.03, relative: 0 })
  })

  it('makes the codes no less probable in any round', () => {
    const { logDensities } = gaussianMixture({ components: 3 })(from(4))(clusters(300))
    expect(logDensities.length).toBeGreaterThan(3)
    logDensities.slice(1).forEach((nats, at) => {
      expect(nats).toBeGreaterThan((logDensities[at] as number) - 1e-6)
    })
  })

  it('gives the same mixture for the same key, and is finite for codes that are one', () => {
    const of = (seed: number) => gaussianMixture({ components: 3 })(from(seed))(clusters(200))
    expect(of(1)).toEqual(of(1))
    expect(of(1)).not.toEqual(of(2))
    const one = gaussianMixture({ components: 2 })(from(1))(rowsOf(3, Array(30).fill(0.5)))
    expect([...drawCodes(from(1), 4)(one).values].every((x) => Math.abs(x - 0.5) < 0.01)).toBe(true)
  })

  it('refuses more components than codes, and a number that is none', () => {
    expect(() => gaussianMixture({ components: 5 })(from(1))(rowsOf(2, [1, 2, 3, 4]))).toThrow(
      new ShapeError('gaussianMixture: the number of components must be at most 2, the number of codes, not 5'),
    )
    const given = 0 as number
    expect(() => gaussianMixture({ components: given })(from(1))(rowsOf(2, [1, 2]))).toThrow(ShapeError)
  })
})

describe('drawCodes', () => {
  it('has the moments of the mixture', () => {
    const mixture: GaussianMixture = {
      components: [
        { weight: 0.25, mean: [3, 0], factor: Float64Array.of(1, 0, 0.5, 2) },
        { weight: 0.75, mean: [-1, 0], factor: Float64Array.of(0.5, 0, 0, 1) },
      ],
      logDensities: [],
    }
    const { sizes, values } = drawCodes(from(7), 8000)(mixture)
    expect(sizes).toEqual([8000, 2])
    const [x, y] = [0, 1].map((at) => [...values].filter((_, index) => index % 2 === at))
    expectMean(x as number[], 0)
    expectMean(
      (x as number[]).map((each) => each * each),
      0.25 * (9 + 1) + 0.75 * (1 + 0.25),
    )
    expectMean(
      (y as number[]).map((each) => each * each),
      0.25 * (0.25 + 4) + 0.75,
    )
    expectMean(
      (x as number[]).map((each, at) => each * (y?.[at] as number)),
      0.25 * 0.5,
    )
  })
})
