import { describe, expect, it } from 'vitest'
import * as Diagonal from '../../src/distributions/diagonalNormal.js'
import * as Full from '../../src/distributions/fullNormal.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { bySample } from '../support/bySample.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onEach, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { FACTOR, MEAN, matrix, TORCH_FULL, X } from './matrices.js'
import { columns, expectFinite, grid } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
type Square = T.Tensor<readonly ['batch', 3, 3]>
const distribution = (mean: Rows, factor: Square) => Full.make<'batch', readonly [3]>(mean, factor)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const squareOf = (values: readonly number[]) => tensorOf(['batch', 3, 3], [2, 3, 3], values)
const factors = hostOf(['batch', 3, 3], [2, 3, 3], FACTOR)
const q = () => distribution(of(MEAN), squareOf(FACTOR))
const list = (values: readonly number[] | undefined) => values as readonly number[]

/** By the inverse of the factor, row by row. */
const logDensity = (x: readonly number[], mean: readonly number[], l: readonly number[]) => {
  const y: number[] = []
  for (const row of [0, 1, 2]) {
    const left = y.reduce((sum, each, k) => sum + (l[3 * row + k] as number) * each, 0)
    y.push(((x[row] as number) - (mean[row] as number) - left) / (l[4 * row] as number))
  }
  return y.reduce(
    (sum, each, row) => sum - 0.5 * (each * each + Math.log(2 * Math.PI)) - Math.log(l[4 * row] as number),
    0,
  )
}

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(X), matrix(MEAN), factors],
    operation: (x, mean, factor: Square) => Full.logProb(distribution(mean, factor))<readonly []>(x),
    gives: [['batch'], [2]],
    reference: (x, mean, factor) =>
      [0, 1].map((row) =>
        logDensity(
          list(x).slice(3 * row, 3 * row + 3),
          list(mean).slice(3 * row, 3 * row + 3),
          list(factor).slice(9 * row, 9 * row + 9),
        ),
      ),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-3, relative: 1e-4 },
  })

  conforms('entropy', {
    inputs: [factors],
    operation: (factor: Square) => Full.entropy(distribution(of(MEAN), factor)),
    gives: [['batch'], [2]],
    reference: (factor) =>
      [0, 9].map((at) =>
        [0, 4, 8].reduce((sum, k) => sum + Math.log(list(factor)[at + k] as number), 1.5 * (1 + Math.log(2 * Math.PI))),
      ),
  })

  const noise = [...bySample('normal')(from(7), 2, 6)]
  conforms('sample', {
    inputs: [matrix(MEAN), factors],
    operation: (mean, factor: Square) => Full.sample(from(7), 'samples', 2)(distribution(mean, factor)),
    gives: [
      ['samples', 'batch', 3],
      [2, 2, 3],
    ],
    reference: (mean, factor) =>
      noise.map((_, at) => {
        const [row, own] = [Math.floor(at / 3) % 2, at % 3]
        const product = [0, 1, 2].reduce(
          (sum, k) => sum + (list(factor)[9 * row + 3 * own + k] as number) * (noise[at - own + k] as number),
          0,
        )
        return (list(mean)[3 * row + own] as number) + product
      }),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  it('logProb and entropy are those of torch.distributions', () =>
    scoped(() => {
      expectNear(valuesOf(Full.logProb(q())<readonly []>(of(X))), TORCH_FULL.logProb)
      expectNear(valuesOf(Full.family.logProb(q())(of(X))), TORCH_FULL.logProb)
      expectNear(valuesOf(Full.entropy(q())), TORCH_FULL.entropy)
    }))

  it('of a diagonal factor, is the diagonal distribution', () =>
    scoped(() => {
      const deviations = [0.5, 1, 2, 1, 3, 0.25]
      const diagonal = distribution(
        of(MEAN),
        squareOf(deviations.flatMap((each, at) => [0, 1, 2].map((k) => (k === at % 3 ? each : 0)))),
      )
      const same = Diagonal.make<'batch', readonly [3]>(of(MEAN), of(deviations.map((each) => 2 * Math.log(each))))
      expectNear(
        valuesOf(Full.logProb(diagonal)<readonly []>(of(X))),
        valuesOf(Diagonal.logProb(same)<readonly []>(of(X))),
      )
      expectNear(valuesOf(Full.entropy(diagonal)), valuesOf(Diagonal.entropy(same)))
    }))

  it('samples with their log-densities are the samples, and agree with logProb', () =>
    scoped(() => {
      const { z, logProb } = Full.sampleWithLogProb(from(7), 'samples', 3)(q())
      expect(valuesOf(z)).toEqual(valuesOf(Full.sample(from(7), 'samples', 3)(q())))
      expectNear(valuesOf(logProb), valuesOf(Full.logProb(q())<readonly ['samples']>(z)), {
        absolute: 2e-5,
        relative: 2e-5,
      })
    }))

  it('is finite with its gradient a million away from its mean', () =>
    scoped(() => {
      const own = { mean: of([1e6, -1e6, 1e6, 0, 0, 1e6]), factor: squareOf(FACTOR) }
      const { gradient, rest } = T.valueAndGradient(({ mean, factor }: typeof own) => {
        const each = Full.logProb(distribution(mean, factor))<readonly []>(of([0, 0, 0, 0, 0, 0]))
        return [T.sum(0)(each), each]
      })(own)
      expectFinite(valuesOf(rest), valuesOf(gradient.mean), valuesOf(gradient.factor))
    }))
})

describe('laws', () => {
  onWebAssembly()

  it('the density of two numbers integrates to 1', () =>
    scoped(() => {
      const side = 300
      const one = Full.make<'batch', readonly [2]>(
        tensorOf(['batch', 2], [1, 2], [0.5, -1]),
        tensorOf(['batch', 2, 2], [1, 2, 2], [0.8, 0, -0.5, 1.2]),
      )
      const points = grid(-8, 8, side).flatMap((a) => grid(-8, 8, side).flatMap((b) => [a + 0.5, b - 1]))
      const x = tensorOf(['points', 'batch', 2], [side * side, 1, 2], points)
      const total = valuesOf(Full.logProb(one)<readonly ['points']>(x)).reduce((sum, each) => sum + Math.exp(each), 0)
      expectNear([total * (16 / side) ** 2], [1], { absolute: 2e-5, relative: 0 })
    }))

  it('samples have the mean and the covariance of the distribution, and the entropy is minus their mean log-density', () =>
    scoped(() => {
      const z = Full.sample(from(11), 'samples', 20_000)(q())
      const own = columns(valuesOf(z), 6)
      const centered = own.map((each, at) => {
        expectMean(each, MEAN[at] as number)
        return each.map((value) => value - (MEAN[at] as number))
      })
      for (const row of [0, 1])
        for (const a of [0, 1, 2])
          for (const b of [0, 1, 2]) {
            const covariance = [0, 1, 2].reduce(
              (sum, k) => sum + (FACTOR[9 * row + 3 * a + k] as number) * (FACTOR[9 * row + 3 * b + k] as number),
              0,
            )
            const products = (centered[3 * row + a] as number[]).map(
              (each, at) => each * (centered[3 * row + b]?.[at] as number),
            )
            expectMean(products, covariance)
          }
      for (const [row, each] of columns(valuesOf(Full.logProb(q())<readonly ['samples']>(z)), 2).entries())
        expectMean(
          each.map((nats) => -nats),
          TORCH_FULL.entropy[row] as number,
        )
    }))

  it('flattenEvent keeps every number under one name', () =>
    scoped(() => {
      const named = Full.flattenEvent('latent')(q())
      expect([named._tag, named.mean.shape, named.factor.shape]).toEqual([
        'FullNormal',
        ['batch', 'latent'],
        ['batch', 'latent', 'latent'],
      ])
      expectNear(valuesOf(Full.entropy(named)), TORCH_FULL.entropy)
      const x = T.flattenEvent('latent')(of(X))
      expectNear(valuesOf(Full.logProb(named)<readonly []>(x)), TORCH_FULL.logProb)
    }))

  it('its family is over real data, and draws of the distribution', () =>
    scoped(() => {
      expect([Full.family.kind, Full.family.over]).toEqual(['FullNormal', 'real'])
      expect(valuesOf(Full.family.mean(q()))).toEqual(MEAN)
      expect(valuesOf(Full.family.sample(from(7))(q()))).toEqual(valuesOf(Full.sample(from(7), 'samples', 1)(q())))
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Full.sampleWithLogProb(from(1), 'samples', 3)(q()))
  })

  runsCompiled(
    'samples, densities and entropies',
    [matrix(MEAN), factors, matrix(X)],
    (key, mean, factor: Square, x) => {
      const own = distribution(mean, factor)
      const { z, logProb } = Full.sampleWithLogProb(key, 'samples', 2)(own)
      return [z, logProb, Full.logProb(own)<readonly []>(x), Full.entropy(own)]
    },
  )
})

describe('parts that a cast has let past the compiler', () => {
  onWebAssembly()

  it('are refused by `make`', () =>
    scoped(() => {
      const [mean, other] = [tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6]), tensorOf(['batch', 1], [2, 1], [1, 2])]
      expect(() => Full.make(mean, other as never)).toThrow(
        new ShapeError('FullNormal.make: the factor is [batch, 1] but the mean is [batch, 3]'),
      )
    }))
})
