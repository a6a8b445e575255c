import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as Categorical from '../../src/distributions/categorical.js'
import type { TaggedDistribution } from '../../src/distributions/closedForm.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Family, LatentKind } from '../../src/distributions/family.js'
import * as FullNormal from '../../src/distributions/fullNormal.js'
import { hasKlOfEach, klOfEach } from '../../src/distributions/klOfEach.js'
import * as Laplace from '../../src/distributions/laplace.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const given = (shape: readonly (string | number)[], sizes: readonly number[], values: readonly number[]) =>
  tensorOf(shape as readonly ['rows', 2], sizes, values)
const each = (family: unknown, p: TaggedDistribution, q: () => unknown) =>
  scoped(() => {
    const found = klOfEach(family as Family<LatentKind>, p)(q())
    return { shape: found.shape, sizes: found.sizes, values: valuesOf(found) }
  })
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

  it('is not there where numbers depend on each other, or there is no closed form', () => {
    const has = (family: unknown, p: TaggedDistribution) => hasKlOfEach(family as Family<LatentKind>, p)
    expect([
      has(DiagonalNormal.family, DiagonalNormal.standard(2)),
      has(FullNormal.family, DiagonalNormal.standard(2)),
      has(DiagonalNormal.family, Laplace.standard(2)),
    ]).toEqual([true, false, false])
  })
})
