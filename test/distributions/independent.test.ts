import { pipe } from 'fp-ts/lib/function.js'
import { expect, it } from 'vitest'
import { record, unbounded } from '../../src/distributions/family.js'
import { independent } from '../../src/distributions/independent.js'
import * as Laplace from '../../src/distributions/laplace.js'
import { add, mul, sub } from '../../src/distributions/leaf.js'
import * as Noise from '../../src/distributions/noise.js'
import type { Leaves } from '../../src/distributions/numberFormula.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

onCpu()

type Parameters = Leaves<'mean' | 'logScale'>

const squared = (q: Parameters, p: Parameters) => pipe(q.mean, sub(p.mean), T.square)

/** Logistic numbers, under the name of the Laplace distribution, whose parameters they have. */
const logistic = independent({
  name: 'Laplace',
  over: 'real',
  gradient: 'pathwise',
  parameters: ['mean', 'logScale'],
  logDensity: (x, { mean, logScale }) => {
    const t = pipe(x, sub(mean), mul(pipe(logScale, T.negate, T.exp)))
    return pipe(T.softplus(t), add(T.softplus(T.negate(t))), add(logScale))
  },
  total: T.negate,
  mean: ({ mean }) => mean,
  sample: (key, like, { mean, logScale }) => pipe(Noise.logistic(key)(like), mul(T.exp(logScale)), add(mean)),
  head: { mean: unbounded, logScale: unbounded },
  kl: { Laplace: squared, StandardLaplace: squared },
})

const [MEAN, LOG_SCALE, X] = [
  [0.5, -1, 2, 0.25, -0.75, 1.5],
  [0, 0.5, -0.5, 1, 0.2, -1],
  [1, 0, 2.5, -1, -0.75, 3],
]
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const q = () => logistic.make<'batch', readonly [3]>({ mean: of(MEAN), logScale: of(LOG_SCALE) })
const rows = (each: (at: number) => number) =>
  [0, 3].map((start) => [0, 1, 2].reduce((sum, at) => sum + each(start + at), 0))
const at = (values: readonly number[], index: number) => values[index] as number

it('sums the formula over the event, and does what is done with the sum once', () =>
  scoped(() => {
    const density = (index: number) => {
      const t = (at(X, index) - at(MEAN, index)) / Math.exp(at(LOG_SCALE, index))
      return -t - 2 * Math.log1p(Math.exp(-t)) - at(LOG_SCALE, index)
    }
    expectNear(valuesOf(logistic.logProb(q())<readonly []>(of(X))), rows(density))
    const many = tensorOf(['samples', 'batch', 3], [2, 2, 3], [...X, ...X])
    expectNear(valuesOf(logistic.logProb(q())<readonly ['samples']>(many)), [...rows(density), ...rows(density)])
    expectNear(valuesOf(logistic.logProbAt(q())<readonly ['samples']>(many)), [...rows(density), ...rows(density)])
    const scales = logistic.summed(({ logScale }) => logScale)
    expectNear(
      valuesOf(scales(q())),
      rows((index) => at(LOG_SCALE, index)),
    )
    expectNear(
      valuesOf(logistic.each(({ mean }) => T.square(mean))(q())),
      MEAN.map((each) => each ** 2),
    )
  }))

it('weighs samples that come without a density by the density', () =>
  scoped(() => {
    const { z, logProb } = logistic.sampleWithLogProb(from(3), 'samples', 4)(q())
    expect(z.sizes).toEqual([4, 2, 3])
    expect(valuesOf(z)).toEqual(valuesOf(logistic.sample(from(3), 'samples', 4)(q())))
    expect(valuesOf(logProb)).toEqual(valuesOf(logistic.logProb(q())<readonly ['samples']>(z)))
  }))

it('takes zeros for the parameters of a prior in a divergence', () =>
  scoped(() => {
    const other = logistic.make<'batch', readonly [3]>({ mean: of(X), logScale: of(LOG_SCALE) })
    expectNear(
      valuesOf(logistic.family.kl.Laplace(other)(q())),
      rows((index) => (at(MEAN, index) - at(X, index)) ** 2),
    )
    expectNear(
      valuesOf(logistic.family.kl.StandardLaplace<'batch', readonly [3]>(Laplace.standard(3))(q())),
      rows((index) => at(MEAN, index) ** 2),
    )
  }))

it('names the event of its parameters, and keeps its record', () =>
  scoped(() => {
    const named = logistic.flattenEvent('latent')(q())
    expect([named.mean.shape, named.logScale.shape]).toEqual([
      ['batch', 'latent'],
      ['batch', 'latent'],
    ])
    expect([named[record], logistic.atZeros(of(MEAN))[record]]).toEqual([logistic.family, logistic.family])
  }))

it('refuses parameters of two shapes', () =>
  scoped(() => {
    const short = tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4])
    expect(() => logistic.make<'batch', readonly [3]>({ mean: of(MEAN), logScale: short as never })).toThrow(
      new ShapeError('Laplace.make: takes two tensors of one shape but is given [batch, 3] and [batch, 2]'),
    )
  }))
