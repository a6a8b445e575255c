import { describe, expect, it } from 'vitest'
import * as Diagonal from '../../src/distributions/diagonalNormal.js'
import * as Full from '../../src/distributions/fullNormal.js'
import * as Kl from '../../src/distributions/kl.js'
import { standard } from '../../src/distributions/standardNormal.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { runsCompiled } from '../distributions/compiled.js'
import { expectFinite } from '../distributions/samples.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { expectFiniteAtExtremes } from './extremes.js'
import { affine, bounded, some } from './reference.js'

const x = hostOf(['batch', 3], [4, 3], some(12, 1))
const weight = hostOf([3, 2], [3, 2], some(6, 2))
const bias = hostOf([2], [2], [0.5, -1])
const fixed = Layer.sequence(Layer.fixedNormalHead({ variance: 0.25 })(3, 2))
const learned = Layer.sequence(Layer.learnedNormalHead(3, 2))
const shared = Layer.sequence(Layer.sharedNormalHead(3, 2))
const full = Layer.sequence(Layer.fullNormalHead(3, 2))
const gives = [
  ['batch', 2],
  [4, 2],
] as const
const list = (values: readonly number[] | undefined) => values as readonly number[]

onEach(() => {
  conforms('fixedNormalHead: the mean', {
    inputs: [x, weight, bias],
    operation: (rows, w, b) => fixed.apply([{ weight: w, bias: b }])(rows).mean,
    gives,
    reference: affine(4, 3, 2) as never,
  })

  conforms('learnedNormalHead: the log-variance', {
    inputs: [hostOf([2], [2], [0.5, -12])],
    operation: (logVariance) =>
      learned.apply([{ mean: zeros(), logVariance }])(tensorOf(['batch', 3], [4, 3], some(12, 1))).logVariance,
    gives,
    reference: (logVariance) => [0, 1, 2, 3].flatMap(() => list(logVariance).map(bounded)),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  conforms('sharedNormalHead: the log-variance', {
    inputs: [hostOf([], [], [-3])],
    operation: (logVariance) =>
      shared.apply([{ mean: zeros(), logVariance }])(tensorOf(['batch', 3], [4, 3], some(12, 1))).logVariance,
    gives,
    reference: (logVariance) => Array(8).fill(bounded(list(logVariance)[0] as number)),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  conforms('fullNormalHead: the factor', {
    inputs: [x, hostOf([3, 'triangle'], [3, 3], some(9, 2)), hostOf(['triangle'], [3], [0.5, -1, 3])],
    operation: (rows, w, b) => full.apply([{ mean: zeros(), triangle: { weight: w, bias: b } }])(rows).factor,
    gives: [
      ['batch', 2, 2],
      [4, 2, 2],
    ],
    reference: (rows, w, b) => {
      const packed = affine(4, 3, 3)(list(rows), list(w), list(b))
      return [0, 3, 6, 9].flatMap((at) => {
        const [first, below, second] = packed.slice(at, at + 3) as [number, number, number]
        const scale = Math.exp(bounded(second) / 2)
        return [Math.exp(bounded(first) / 2), 0, scale * 10 * Math.tanh(below / 10), scale]
      })
    },
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('raw outputs of ±10000 give finite distributions, divergences and gradients', () => {
    const [each, one] = [Layer.sequence(Layer.learnedNormalHead(1, 1)), Layer.sequence(Layer.sharedNormalHead(1, 1))]
    const nats = (q: Diagonal.DiagonalNormal<'batch', readonly [1]>) => [
      Kl.toStandardNormal(standard(1))(q),
      Diagonal.logProb(q)<readonly []>(T.mulScalar(0)(q.mean)),
      Diagonal.entropy(q),
    ]
    expectFiniteAtExtremes(
      () => each.init(from(1)),
      (own, rows) => nats(each.apply(own)(rows)),
    )
    expectFiniteAtExtremes(
      () => one.init(from(1)),
      (own, rows) => nats(one.apply(own)(rows)),
    )
    const three = Layer.sequence(Layer.fullNormalHead(1, 3))
    expectFiniteAtExtremes(
      () => three.init(from(1)),
      (own, rows) => {
        const q = three.apply(own)(rows)
        return [
          Kl.fullToStandardNormal(standard(3))(q),
          Kl.toFullNormal(q)(Full.make<'batch', readonly [3]>(T.mulScalar(0)(q.mean), q.factor)),
          Full.entropy(q),
          Full.logProb(q)<readonly []>(T.mulScalar(0)(q.mean)),
          Full.sampleWithLogProb(from(1), 'samples', 2)(q).logProb,
        ]
      },
    )
  })

  it('a factor at every bound of its head gives finite densities and gradients a million away', () =>
    scoped(() => {
      for (const sign of [-1, 1]) {
        const one = Layer.sequence(Layer.fullNormalHead(1, 20))
        const far = {
          mean: tensorOf(['batch', 20], [1, 20], Array(20).fill(1e6)),
          bias: tensorOf(['triangle'], [210], Array(210).fill(sign * 1e4)),
        }
        const { gradient, rest } = T.valueAndGradient(({ mean, bias }: typeof far) => {
          const zero = {
            weight: tensorOf([1, 20], [1, 20], Array(20).fill(0)),
            bias: tensorOf([20], [20], Array(20).fill(0)),
          }
          const triangle = { weight: tensorOf([1, 'triangle'], [1, 210], Array(210).fill(0)), bias }
          const { factor } = one.apply([{ mean: zero, triangle }])(tensorOf(['batch', 1], [1, 1], [1]))
          const nats = Full.logProb(Full.make<'batch', readonly [20]>(mean, factor))<readonly []>(T.mulScalar(0)(mean))
          return [T.sum(0)(nats), nats]
        })(far)
        expectFinite(valuesOf(rest), valuesOf(gradient.mean), valuesOf(gradient.bias))
      }
    }))
})

const zeros = () => ({ weight: tensorOf([3, 2], [3, 2], Array(6).fill(0)), bias: tensorOf([2], [2], [0, 0]) })

describe('normal heads', () => {
  onCpu()

  it('carry their families', () => {
    for (const head of [fixed, learned, shared])
      expect([head.kind, head.family]).toEqual(['DiagonalNormal', Diagonal.family])
    expect([full.kind, full.family]).toEqual(['FullNormal', Full.family])
  })

  it('a fixed variance is that variance, and above 0', () =>
    scoped(() => {
      const { logVariance } = fixed.apply(fixed.init(from(7)))(tensorOf(['batch', 3], [4, 3], some(12, 1)))
      expectNear(valuesOf(logVariance), Array(8).fill(Math.log(0.25)))
      expect(() => Layer.fixedNormalHead<number>({ variance: 0 })).toThrow(
        new ShapeError('fixedNormalHead: the variance must be a positive number, not 0'),
      )
    }))

  it('learned log-variances begin at 0, one a number of the event or one for all', () =>
    scoped(() => {
      const sizes = (tree: unknown) => T.Tree.leaves(tree).map(({ path, value }) => [path, value.shape])
      expect(sizes(learned.init(from(7)))).toEqual([
        ['0.mean.weight', [3, 2]],
        ['0.mean.bias', [2]],
        ['0.logVariance', [2]],
      ])
      expect(sizes(shared.init(from(7))).at(-1)).toEqual(['0.logVariance', []])
      expect(valuesOf(learned.init(from(7))[0].logVariance)).toEqual([0, 0])
    }))

  it('belowBound lets the inverse of a unit factor grow to 2^20, and is 10 where that is less', () => {
    // 11^5 is below 2^20 and 11^6 above
    for (const size of [1, 2, 3, 6]) expect(Layer.belowBound(size)).toBe(10)
    for (const size of [7, 20, 50, 200]) expect((1 + Layer.belowBound(size)) ** (size - 1)).toBeCloseTo(2 ** 20, 6)
  })

  runsCompiled(
    'fullNormalHead',
    [x, hostOf([3, 'triangle'], [3, 3], some(9, 2)), hostOf(['triangle'], [3], [0.5, -1, 3])],
    (_, rows, w, b) => [full.apply([{ mean: zeros(), triangle: { weight: w, bias: b } }])(rows).factor],
  )

  runsCompiled(
    'learnedNormalHead and sharedNormalHead',
    [x, weight, bias, hostOf([], [], [0.5])],
    (_, rows, w, b, one) => [
      learned.apply([{ mean: { weight: w, bias: b }, logVariance: b }])(rows).logVariance,
      shared.apply([{ mean: { weight: w, bias: b }, logVariance: one }])(rows).logVariance,
      fixed.apply([{ weight: w, bias: b }])(rows).mean,
    ],
  )
})
