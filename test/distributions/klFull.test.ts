import { pipe } from 'fp-ts/lib/function.js'
import { describe, it } from 'vitest'
import * as Diagonal from '../../src/distributions/diagonalNormal.js'
import * as Full from '../../src/distributions/fullNormal.js'
import * as Kl from '../../src/distributions/kl.js'
import { standard } from '../../src/distributions/standardNormal.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { FACTOR, MEAN, matrix, OTHER_FACTOR, OTHER_MEAN, TORCH_FULL } from './matrices.js'
import { columns } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
type Square = T.Tensor<readonly ['batch', 3, 3]>
const distribution = (mean: Rows, factor: Square) => Full.make<'batch', readonly [3]>(mean, factor)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const square = (values: readonly number[]) => hostOf(['batch', 3, 3], [2, 3, 3], values)
const squareOf = (values: readonly number[]) => tensorOf(['batch', 3, 3], [2, 3, 3], values)
const q = () => distribution(of(MEAN), squareOf(FACTOR))
const p = () => distribution(of(OTHER_MEAN), squareOf(OTHER_FACTOR))
const list = (values: readonly number[] | undefined) => values as readonly number[]

/** Forward substitution. */
const solved = (l: readonly number[], v: readonly number[]) => {
  const y: number[] = []
  for (const row of [0, 1, 2])
    y.push(
      ((v[row] as number) - y.reduce((sum, each, k) => sum + (l[3 * row + k] as number) * each, 0)) /
        (l[4 * row] as number),
    )
  return y
}

/** `½ (tr Σ + |μ|² - 3) - Σ ln diagonal`. */
const toStandard = (mean: readonly number[] | undefined, factor: readonly number[] | undefined) =>
  [0, 1].map((row) => {
    const l = list(factor).slice(9 * row, 9 * row + 9)
    const squares = [...l, ...list(mean).slice(3 * row, 3 * row + 3)].reduce((sum, each) => sum + each * each, -3)
    return 0.5 * squares - [0, 4, 8].reduce((sum, k) => sum + Math.log(l[k] as number), 0)
  })

onEach(() => {
  conforms('fullToStandardNormal', {
    inputs: [matrix(MEAN), square(FACTOR)],
    operation: (mean, factor: Square) => Kl.fullToStandardNormal(standard(3))(distribution(mean, factor)),
    gives: [['batch'], [2]],
    reference: toStandard,
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  conforms('toFullNormal', {
    inputs: [matrix(MEAN), square(FACTOR), matrix(OTHER_MEAN), square(OTHER_FACTOR)],
    operation: (mean, factor: Square, otherMean, otherFactor: Square) =>
      Kl.toFullNormal(distribution(otherMean, otherFactor))(distribution(mean, factor)),
    gives: [['batch'], [2]],
    reference: (mean, factor, otherMean, otherFactor) => {
      const parts = [0, 1].map((row) => {
        const [l, m] = [list(factor), list(otherFactor)].map((each) => each.slice(9 * row, 9 * row + 9)) as [
          number[],
          number[],
        ]
        const away = [0, 1, 2].map(
          (k) => (list(mean)[3 * row + k] as number) - (list(otherMean)[3 * row + k] as number),
        )
        const columns = [0, 1, 2].map((k) => solved(m, [l[k], l[3 + k], l[6 + k]] as number[]))
        return [solved(m, away), [0, 1, 2].flatMap((at) => columns.map((column) => column[at] as number))] as const
      })
      return toStandard(
        parts.flatMap(([away]) => away),
        parts.flatMap(([, own]) => own),
      )
    },
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-3, relative: 2e-4 },
  })

  it('both are those of torch.distributions, both ways, and 0 at equality', () =>
    scoped(() => {
      const tolerance = { absolute: 0, relative: 1e-5 }
      expectNear(valuesOf(Kl.fullToStandardNormal(standard(3))(q())), TORCH_FULL.klToStandard, tolerance)
      expectNear(valuesOf(Kl.toFullNormal(p())(q())), TORCH_FULL.kl, tolerance)
      expectNear(valuesOf(Kl.toFullNormal(q())(p())), TORCH_FULL.klBack, tolerance)
      expectNear(valuesOf(Kl.toFullNormal(q())(q())), [0, 0], { absolute: 1e-6, relative: 0 })
    }))

  it('of diagonal factors, is that of the diagonal distributions', () =>
    scoped(() => {
      const deviations = [0.5, 1, 2, 1, 3, 0.25]
      const spread = (values: readonly number[]) =>
        values.flatMap((each, at) => [0, 1, 2].map((k) => (k === at % 3 ? each : 0)))
      const logVariances = of(deviations.map((each) => 2 * Math.log(each)))
      const ones = squareOf(spread([1, 1, 1, 1, 1, 1]))
      expectNear(
        valuesOf(
          Kl.toFullNormal(distribution(of(OTHER_MEAN), ones))(distribution(of(MEAN), squareOf(spread(deviations)))),
        ),
        valuesOf(
          Kl.toDiagonalNormal(Diagonal.make<'batch', readonly [3]>(of(OTHER_MEAN), of([0, 0, 0, 0, 0, 0])))(
            Diagonal.make<'batch', readonly [3]>(of(MEAN), logVariances),
          ),
        ),
        { absolute: 1e-5, relative: 1e-5 },
      )
    }))
})

describe('laws', () => {
  onWebAssembly()

  it('the gradient of toFullNormal is 0 at equality', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((own: { mean: Rows; factor: Square }) => [
        T.sum(0)(Kl.toFullNormal(q())(distribution(own.mean, own.factor))),
        null,
      ])({ mean: of(MEAN), factor: squareOf(FACTOR) })
      expectNear(valuesOf(gradient.mean), Array(6).fill(0), { absolute: 1e-5, relative: 0 })
      const lower = valuesOf(gradient.factor).filter((_, at) => (at % 9) % 3 <= Math.floor((at % 9) / 3))
      expectNear(lower, Array(12).fill(0), { absolute: 2e-5, relative: 0 })
    }))

  it('is the mean of log q - log p under q: Monte Carlo agrees', () =>
    scoped(() => {
      const { z, logProb } = Full.sampleWithLogProb(from(21), 'samples', 20_000)(q())
      const ratios = pipe(logProb, T.same.sub(Full.logProb(p())<readonly ['samples']>(z)))
      for (const [row, own] of columns(valuesOf(ratios), 2).entries()) expectMean(own, TORCH_FULL.kl[row] as number)
    }))

  runsCompiled(
    'both',
    [matrix(MEAN), square(FACTOR), matrix(OTHER_MEAN), square(OTHER_FACTOR)],
    (_, mean, factor: Square, otherMean, otherFactor: Square) => [
      Kl.fullToStandardNormal(standard(3))(distribution(mean, factor)),
      Kl.toFullNormal(distribution(otherMean, otherFactor))(distribution(mean, factor)),
    ],
    { absolute: 1e-4, relative: 1e-4 },
  )
})
