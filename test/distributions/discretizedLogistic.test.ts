import { describe, expect, it } from 'vitest'
import * as Discretized from '../../src/distributions/discretizedLogistic.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import {
  expectNothingKept,
  hostOf,
  onCpu,
  onEach,
  onWebAssembly,
  scoped,
  tensorOf,
  valuesOf,
} from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { expectFinite } from './samples.js'

const SIZES = [2, 2, 3] as const
const SHAPE = ['batch', 'components', 3] as const
const LOGITS = [0.5, -1, 0.3, -0.5, 1, 0, 2, 0, -1, 0.1, 0.4, 0.7]
const MEANS = [10, 0.3, 254, 90, 3, 128, 7, 250, 60, 33, 200, 1]
const LOG_SCALES = [1, 0, 2, 0.5, -1, 3, 1.5, 2.5, -0.5, 0.2, 1.1, 0]
const LEVELS = [12, 0, 255, 20, 255, 0]

type Parameter = T.Tensor<readonly ['batch', 'components', 3]>
const of = (values: readonly number[]): Parameter => tensorOf(SHAPE, SIZES, values)
const distribution = (logits: Parameter, mean: Parameter, logScale: Parameter) =>
  Discretized.make<'batch', readonly [3]>(logits, mean, logScale)
const p = () => distribution(of(LOGITS), of(MEANS), of(LOG_SCALES))
const levels = () => tensorOf(['batch', 3], [2, 3], LEVELS)

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** The probability of a level, as a difference of the distribution function. */
const probability = (x: number, mean: number, logScale: number): number => {
  const upto = (end: number) => sigmoid((end - mean) / Math.exp(logScale))
  return (x === 255 ? 1 : upto(x + 0.5)) - (x === 0 ? 0 : upto(x - 0.5))
}

/** By the definition, for two rows of three numbers with two components. */
const byHand = (logits: readonly number[], means: readonly number[], logScales: readonly number[]) =>
  [0, 1].map((row) =>
    [0, 1, 2].reduce((sum, column) => {
      const places = [0, 1].map((component) => row * 6 + component * 3 + column)
      const weights = places.map((at) => Math.exp(logits[at] as number))
      const each = places.map(
        (at, which) =>
          (weights[which] as number) *
          probability(LEVELS[row * 3 + column] as number, means[at] as number, logScales[at] as number),
      )
      return sum + Math.log(each.reduce((a, b) => a + b) / weights.reduce((a, b) => a + b))
    }, 0),
  )

/** One component, for as many rows of one number. */
const one = (count: number, mean: number, logScale: number) => {
  const rows = (value: number) => tensorOf(['batch', 'components', 1], [count, 1, 1], Array<number>(count).fill(value))
  return Discretized.make<'batch', readonly [1]>(rows(0), rows(mean), rows(logScale))
}
const column = (x: readonly number[]) => tensorOf(['batch', 1], [x.length, 1], x)
const EVERY = Array.from({ length: 256 }, (_, level) => level)

onEach(() => {
  conforms('logProb', {
    inputs: [hostOf(SHAPE, SIZES, LOGITS), hostOf(SHAPE, SIZES, MEANS), hostOf(SHAPE, SIZES, LOG_SCALES)],
    operation: (...parameters) => Discretized.logProb(distribution(...parameters))<readonly []>(levels()),
    gives: [['batch'], [2]],
    reference: (...parameters) => byHand(...(parameters as never as [number[], number[], number[]])),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-3 },
  })

  it('is exact far from the mean, where the difference of the distribution function is 0 in float64 too', () =>
    scoped(() => {
      // beyond the mean p(x) is e^-t (e^½w - e^-½w) to e^-2t, with t = |x - mean| / s and w = 1 / s
      for (const [x, mean, logScale] of [
        [200, 10, 0],
        [3, 250, 1],
        [100, 0, 0.5],
      ] as const) {
        const scale = Math.exp(logScale)
        const wanted = -Math.abs(x - mean) / scale + Math.log(2 * Math.sinh(0.5 / scale))
        expectNear(valuesOf(Discretized.logProb(one(1, mean, logScale))<readonly []>(column([x]))), [wanted], {
          absolute: 0,
          relative: 2e-6,
        })
      }
      // at the ends all that is beyond counts
      expectNear(valuesOf(Discretized.logProb(one(2, 128, 0))<readonly []>(column([0, 255]))), [-127.5, -126.5], {
        absolute: 1e-4,
        relative: 0,
      })
      expectNear(valuesOf(Discretized.logProb(one(1, 1000, 0))<readonly []>(column([255]))), [0])
    }))

  it('is finite with its gradient at scales from e^-2 to e^8 and means far out', () =>
    scoped(() => {
      const own = one(6, 0, 0)
      const at = {
        ...own,
        mean: tensorOf(['batch', 'components', 1], [6, 1, 1], [1e4, -1e4, 1e4, -1e4, 3, 250]),
        logScale: tensorOf(['batch', 'components', 1], [6, 1, 1], [-2, -2, 8, 8, -2, 8]),
      }
      const { gradient, rest } = T.valueAndGradient((q: typeof at) => {
        const each = Discretized.logProb(q)<readonly []>(column([0, 255, 100, 0, 255, 128]))
        return [T.sum(0)(each), each]
      })(at)
      expectFinite(valuesOf(rest), valuesOf(gradient.mean), valuesOf(gradient.logScale))
    }))
})

describe('laws', () => {
  onCpu()

  it('the probabilities of all levels add up to 1, and have the mean that it says', () =>
    scoped(() => {
      for (const [mean, logScale] of [
        [128, 2],
        [3, 3],
        [-40, 4],
        [251, 0],
        [100, 9],
      ] as const) {
        const nats = valuesOf(Discretized.logProb(one(256, mean, logScale))<readonly []>(column(EVERY)))
        const total = nats.reduce((sum, each) => sum + Math.exp(each), 0)
        const moment = nats.reduce((sum, each, level) => sum + level * Math.exp(each), 0)
        expectNear([total], [1], { absolute: 0, relative: 2e-5 })
        expectNear(valuesOf(Discretized.mean(one(1, mean, logScale))), [moment], { absolute: 2e-3, relative: 2e-4 })
      }
    }))

  it('its family is over whole numbers, and keeps its numbers under one name', () =>
    scoped(() => {
      expect([Discretized.family.kind, Discretized.family.over]).toEqual(['DiscretizedLogistic', 'integer'])
      expect(Discretized.flattenEvent('latent')(p()).logits.shape).toEqual(['batch', 'components', 'latent'])
      expect(valuesOf(Discretized.family.center(one(2, 17.3, 0)))).toEqual([17, 17])
      expect(() => Discretized.make(of(LOGITS), tensorOf(['batch', 3], [2, 3], LEVELS) as never, of(MEANS))).toThrow(
        ShapeError,
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Discretized.logProb(p())<readonly []>(levels()))
    expectNothingKept(() => Discretized.draw(from(1), 'samples', 2)(p()))
  })

  runsCompiled(
    'probabilities, means and draws',
    [hostOf(SHAPE, SIZES, LOGITS), hostOf(SHAPE, SIZES, MEANS), hostOf(SHAPE, SIZES, LOG_SCALES)],
    (key, ...parameters) => [
      Discretized.logProb(distribution(...parameters))<readonly []>(levels()),
      Discretized.mean(distribution(...parameters)),
      Discretized.draw(key, 'samples', 2)(distribution(...parameters)),
    ],
    { absolute: 1e-4, relative: 1e-4 },
  )
})

describe('draws', () => {
  onWebAssembly()

  it('are levels, each as often as it is probable, of both components', () =>
    scoped(() => {
      const rows = (values: readonly number[]) =>
        tensorOf(['batch', 'components', 1], [4000, 2, 1], Array.from({ length: 4000 }, () => values).flat())
      const mixed = Discretized.make<'batch', readonly [1]>(rows([Math.log(3), 0]), rows([2, 250]), rows([0.5, 1]))
      const own = valuesOf(Discretized.family.sample(from(3))(mixed))
      expect(own.every((x) => Number.isInteger(x) && x >= 0 && x <= 255)).toBe(true)
      for (const level of [0, 1, 2, 4, 250, 255])
        expectMean(
          own.map((x) => (x === level ? 1 : 0)),
          0.75 * probability(level, 2, 0.5) + 0.25 * probability(level, 250, 1),
        )
    }))
})
