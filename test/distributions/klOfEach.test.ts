import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as Categorical from '../../src/distributions/categorical.js'
import type { TaggedDistribution } from '../../src/distributions/closedForm.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Family, LatentKind } from '../../src/distributions/family.js'
import * as FullNormal from '../../src/distributions/fullNormal.js'
import { closedForm } from '../../src/distributions/kl.js'
import { type KlOfEach, klOfEach, sumsUp } from '../../src/distributions/klOfEach.js'
import * as Laplace from '../../src/distributions/laplace.js'
import * as MixturePrior from '../../src/distributions/mixturePrior.js'
import * as NormalMixture from '../../src/distributions/normalMixture.js'
import * as StudentT from '../../src/distributions/studentT.js'
import { estimateOf } from '../../src/evaluation/estimate.js'
import * as Key from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const given = (shape: readonly (string | number)[], sizes: readonly number[], values: readonly number[]) =>
  tensorOf(shape as readonly ['rows', 2], sizes, values)
const each = (family: unknown, p: TaggedDistribution, q: () => unknown) =>
  scoped(() => {
    const found = (klOfEach(family as Family<LatentKind>, p) as KlOfEach).of(Key.from(7))(q())
    return { shape: found.shape, sizes: found.sizes, values: valuesOf(found) }
  })
/** As many rows of some numbers. */
const rowsLike = (shape: readonly (string | number)[], count: number, row: readonly number[], event = [row.length]) =>
  given(shape, [count, ...event], Array.from({ length: count }, () => row).flat())

const ROWS = 200

/** The means over equal rows of what is found of each, and their standard errors. */
const overRows = (q: (count: number) => unknown) => (family: unknown) => {
  const { values } = each(family, DiagonalNormal.standard(2), () => q(ROWS))
  const columns = [0, 1].map((at) => Array.from({ length: ROWS }, (_, row) => values[2 * row + at] ?? Number.NaN))
  const estimates = columns.map(estimateOf)
  return { mean: estimates.map((each) => each.mean), error: estimates.map(({ standardError }) => standardError) }
}

/** `∫ q ln q/p` with p standard normal, by the midpoint rule. */
const integral = (density: (z: number) => number): number => {
  const step = 0.001
  let sum = 0
  for (let z = -12 + step / 2; z < 12; z += step) {
    const q = density(z)
    if (q > 0) sum += q * (Math.log(q) + (z * z) / 2 + 0.5 * Math.log(2 * Math.PI)) * step
  }
  return sum
}
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5))

describe('the divergence of each number', () => {
  it('of normal distributions is (m² + v - 1 - ln v) / 2', () => {
    const means = [0, 1, -2, 0.5]
    const logVariances = [0, 0.5, -1, 2]
    const found = each(DiagonalNormal.family, DiagonalNormal.standard(2), () =>
      DiagonalNormal.make(given(['rows', 2], [2, 2], means), given(['rows', 2], [2, 2], logVariances)),
    )
    expect([found.shape, found.sizes]).toEqual([
      ['rows', 'latent'],
      [2, 2],
    ])
    const wanted = means.map((m, at) => {
      const v = logVariances[at] ?? Number.NaN
      return (m * m + Math.exp(v) - 1 - v) / 2
    })
    expect(found.values).toEqual(near(wanted))
  })

  it('of Laplace distributions is |m| + s exp(-|m| / s) - 1 - ln s', () => {
    const [means, logScales] = [
      [0.5, -1],
      [0.25, -0.5],
    ] as const
    const found = each(Laplace.family, Laplace.standard(2), () =>
      Laplace.make(given(['rows', 2], [1, 2], means), given(['rows', 2], [1, 2], logScales)),
    )
    const wanted = means.map((m, at) => {
      const s = Math.exp(logScales[at] ?? Number.NaN)
      return Math.abs(m) + s * Math.exp(-Math.abs(m) / s) - 1 - Math.log(s)
    })
    expect(found.values).toEqual(near(wanted))
  })

  it('of bits is ln 2 less their entropy', () => {
    const logits = [0, 2]
    const found = each(Bernoulli.family, Bernoulli.standard(2), () =>
      Bernoulli.make(given(['rows', 2], [1, 2], logits)),
    )
    const wanted = logits.map((logit) => {
      const p = 1 / (1 + Math.exp(-logit))
      return Math.LN2 + p * Math.log(p) + (1 - p) * Math.log(1 - p)
    })
    expect(found.values).toEqual(near(wanted))
  })

  it('of classes is one for each variable: ln 3 less its entropy', () => {
    const found = each(Categorical.family, Categorical.standard(2, 3), () =>
      Categorical.make(
        given(['rows', 2, 3], [1, 2, 3], [0, 0, 0, Math.log(2), 0, 0]) as never as Parameters<
          typeof Categorical.make
        >[0],
      ),
    )
    const [half, quarter] = [0.5 * Math.log(0.5), 0.25 * Math.log(0.25)]
    expect([found.sizes, found.values]).toEqual([[1, 2], near([0, Math.log(3) + half + 2 * quarter])])
  })

  it('is not there where nothing is known of it', () => {
    const by = (family: unknown, p: TaggedDistribution) => klOfEach(family as Family<LatentKind>, p)?.by
    expect([
      by(DiagonalNormal.family, DiagonalNormal.standard(2)),
      by(Laplace.family, DiagonalNormal.standard(2)),
      by(FullNormal.family, DiagonalNormal.standard(2)),
      by(NormalMixture.family, DiagonalNormal.standard(2)),
      by(DiagonalNormal.family, Laplace.standard(2)),
      by(FullNormal.family, Laplace.standard(2)),
      by(Bernoulli.family, DiagonalNormal.standard(2)),
      by(DiagonalNormal.family, MixturePrior.learned({ components: 2 })(2)),
    ]).toEqual([
      'closed form',
      'draws',
      'closed form of each alone',
      'draws of each alone',
      ...Array(4).fill(undefined),
    ])
  })
})

describe('the divergence of each number alone', () => {
  it('is of a full normal distribution that of its mean and its variance, and adds up to less by the total correlation', () => {
    const [means, factor] = [
      [0.5, -1],
      [0.8, 0, 0.3, 0.6],
    ] as const
    const q = () =>
      FullNormal.make<'rows', readonly [2]>(
        given(['rows', 2], [1, 2], means),
        given(['rows', 2, 2], [1, 2, 2], factor) as never,
      )
    const found = each(FullNormal.family, DiagonalNormal.standard(2), q)
    const wanted = [0.64, 0.45].map((v, at) => ((means[at] ?? Number.NaN) ** 2 + v - 1 - Math.log(v)) / 2)
    expect([found.sizes, found.values]).toEqual([[1, 2], near(wanted)])
    const all = scoped(() => valuesOf(closedForm(q(), DiagonalNormal.standard(2))))
    const total = -0.5 * Math.log(1 - 0.24 ** 2 / (0.64 * 0.45))
    expect(all[0]).toBeCloseTo(
      wanted.reduce((sum, one) => sum + one, total),
      5,
    )
  })

  it('is of a mixture a mean over draws, which is near the integral', () => {
    const components = { weights: [0.25, 0.75], means: [2, -1], variances: [0.25, 1] } as const
    const density = (z: number) =>
      components.weights.reduce((sum, weight, at) => {
        const v = components.variances[at] ?? Number.NaN
        return (
          sum +
          (weight * Math.exp(-((z - (components.means[at] ?? Number.NaN)) ** 2) / (2 * v))) / Math.sqrt(2 * Math.PI * v)
        )
      }, 0)
    const { mean, error } = overRows((count) =>
      NormalMixture.make<'rows', readonly [2]>(
        rowsLike(['rows', 'components'], count, [Math.log(0.25), Math.log(0.75)]) as never,
        // the second number is the same in both components, and standard normal
        rowsLike(['rows', 'components', 2], count, [2, 0, -1, 0], [2, 2]) as never,
        rowsLike(['rows', 'components', 2], count, [Math.log(0.25), 0, 0, 0], [2, 2]) as never,
      ),
    )(NormalMixture.family)
    expect(Math.abs((mean[0] ?? Number.NaN) - integral(density))).toBeLessThan(4 * (error[0] ?? Number.NaN))
    expect(mean[1]).toBeCloseTo(0, 6)
  })

  it('is of any independent numbers a mean over draws', () => {
    const [m, s] = [0.5, 0.7]
    const { mean, error } = overRows((count) =>
      Laplace.make(rowsLike(['rows', 2], count, [m, 0]), rowsLike(['rows', 2], count, [Math.log(s), 0])),
    )(Laplace.family)
    const wanted = -Math.log(2 * s) - 1 + 0.5 * Math.log(2 * Math.PI) + 0.5 * (m * m + 2 * s * s)
    expect(Math.abs((mean[0] ?? Number.NaN) - wanted)).toBeLessThan(4 * (error[0] ?? Number.NaN))
  })

  it('keeps a parameter that all numbers share', () => {
    const found = each(StudentT.family, DiagonalNormal.standard(2), () =>
      StudentT.make(given(['rows', 2], [1, 2], [0, 3]), given(['rows', 2], [1, 2], [0, 0]), T.scalar(30)),
    )
    expect([found.sizes, found.values.every(Number.isFinite)]).toEqual([[1, 2], true])
  })

  it('is of a flow at least what the moments of draws say', () => {
    // a stand-in for a flow: its draws are known, and its density is not
    const family = {
      ...{ ...DiagonalNormal.family, kind: 'Flow' },
      independent: undefined,
    }
    const { mean, error } = overRows((count) =>
      DiagonalNormal.make(rowsLike(['rows', 2], count, [0.6, 0]), rowsLike(['rows', 2], count, [Math.log(0.3), 0])),
    )(family)
    const wanted = [(0.36 + 0.3 - 1 - Math.log(0.3)) / 2, 0]
    for (const [at, nats] of wanted.entries())
      expect(Math.abs((mean[at] ?? Number.NaN) - nats)).toBeLessThan(4 * (error[at] ?? Number.NaN))
    expect(error[1]).toBeLessThan(2e-3)
  })

  it('adds up only where the numbers are independent', () =>
    expect(
      (['closed form', 'draws', 'closed form of each alone', 'draws of each alone', 'moments of draws'] as const).map(
        sumsUp,
      ),
    ).toEqual([true, true, false, false, false]))
})
