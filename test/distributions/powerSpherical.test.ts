import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Kl from '../../src/distributions/kl.js'
import * as PowerSpherical from '../../src/distributions/powerSpherical.js'
import { from } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
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
import { digamma, logGamma } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { matrix } from './matrices.js'
import { columns, expectFinite } from './samples.js'

const DIRECTION = [0.5, -1.25, 2, 0, 3, -0.75]
const LOG_KAPPA = [0.7, 2.5]
/** Points of the sphere: the second is next to its direction. */
const X = [0.6, 0, 0.8, 0.1, Math.sqrt(0.95), -0.2]

type Rows = T.Tensor<readonly ['batch', 3]>
type Row = T.Tensor<readonly ['batch']>
const of = (values: readonly number[]): Rows => tensorOf(['batch', 3], [values.length / 3, 3], values)
const row = (values: readonly number[]): Row => tensorOf(['batch'], [values.length], values)
const distribution = (direction: Rows, logConcentration: Row) =>
  PowerSpherical.make<'batch', readonly [3]>(direction, logConcentration)
const q = () => distribution(of(DIRECTION), row(LOG_KAPPA))

/** One distribution in so many dimensions, around the first axis, for as many rows. */
const inDimensions = (dimensions: number, kappa: number, count = 1) => {
  const axis = Array.from({ length: count * dimensions }, (_, at) => (at % dimensions === 0 ? 1 : 0))
  return PowerSpherical.make<'batch', readonly ['latent']>(
    tensorOf(['batch', 'latent'], [count, dimensions], axis),
    row(Array<number>(count).fill(Math.log(kappa))),
  )
}

const logNormalizer = (dimensions: number, kappa: number): number => {
  const beta = (dimensions - 1) / 2
  const alpha = kappa + beta
  return (alpha + beta) * Math.LN2 + beta * Math.log(Math.PI) + logGamma(alpha) - logGamma(alpha + beta)
}

const logProb = (x: readonly number[], direction: readonly number[], kappa: number): number => {
  const length = Math.hypot(...direction)
  const dot = x.reduce((sum, each, at) => sum + (each * (direction[at] as number)) / length, 0)
  return kappa * Math.log1p(dot) - logNormalizer(x.length, kappa)
}

const entropy = (dimensions: number, kappa: number): number => {
  const beta = (dimensions - 1) / 2
  const rise = digamma(kappa + 2 * beta) - digamma(kappa + beta)
  return logNormalizer(dimensions, kappa) - kappa * (Math.LN2 - rise)
}

const parts = (values: readonly number[] | undefined) => [values?.slice(0, 3) ?? [], values?.slice(3) ?? []] as const

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(DIRECTION), hostOf(['batch'], [2], LOG_KAPPA)],
    operation: (direction, logConcentration) =>
      PowerSpherical.logProb(distribution(direction, logConcentration))<readonly []>(of(X)),
    gives: [['batch'], [2]],
    reference: (direction, logConcentration) =>
      [0, 1].map((at) =>
        logProb(parts(X)[at] as number[], parts(direction)[at] as number[], Math.exp(logConcentration?.[at] ?? 0)),
      ),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  conforms('entropy', {
    inputs: [hostOf(['batch'], [2], LOG_KAPPA)],
    operation: (logConcentration) => PowerSpherical.entropy(distribution(of(DIRECTION), logConcentration)),
    gives: [['batch'], [2]],
    reference: (logConcentration) => (logConcentration ?? []).map((each) => entropy(3, Math.exp(each))),
    tolerance: { absolute: 5e-6, relative: 5e-6 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('by hand: in three dimensions with a concentration of 1 it is (1 + t) / 4π', () =>
    scoped(() => {
      const one = distribution(of([0, 0, 2, 0, 0, 2]), row([0, 0]))
      const given = valuesOf(PowerSpherical.logProb(one)<readonly []>(of([0, 0, 1, 1, 0, 0])))
      expectNear(given, [Math.log(2 / (4 * Math.PI)), Math.log(1 / (4 * Math.PI))])
    }))

  it('entropy and divergence are those of scipy at small and large concentrations, in 2 to 20 dimensions', () =>
    scoped(() => {
      // scipy 1.17.1, by gammaln and digamma
      for (const [dimensions, kappa, nats, divergence] of [
        [2, 0.01, 1.837717270023465, 0.00015979638588],
        [2, 1000, -1.6886155159858163, 3.5264925823951616],
        [3, 1, 2.3378770664093453, 0.19314718055994584],
        [5, 10, 1.6147565892531421, 1.6555324354573844],
        [20, 1000, -32.33743097554452, 31.676049534517],
      ] as const) {
        const one = inDimensions(dimensions, kappa)
        expectNear(valuesOf(PowerSpherical.entropy(one)), [nats], { absolute: 5e-6, relative: 5e-6 })
        expectNear(valuesOf(Kl.closedForm(one, PowerSpherical.uniform(named('latent', dimensions)))), [divergence], {
          absolute: 5e-6,
          relative: 5e-6,
        })
      }
    }))

  it('is finite with its gradient at the bounds of a head, at its direction and opposite to it', () =>
    scoped(() => {
      const own = { direction: of([1e6, 0, 0, -1e6, 1, 1, 1e-6, 0, 0, 0, 0, 3]), log: row([10, 10, -10, -10]) }
      const { gradient, rest } = T.valueAndGradient(({ direction, log }: typeof own) => {
        const at = distribution(direction, log)
        const nats = PowerSpherical.logProb(at)<readonly []>(of([1, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 1]))
        const each = pipe(nats, T.same.add(PowerSpherical.entropy(at)))
        return [T.sum(0)(each), each]
      })(own)
      expectFinite(valuesOf(rest), valuesOf(gradient.direction), valuesOf(gradient.log))
    }))
})

describe('laws', () => {
  onCpu()

  it('the density integrates to 1 over the sphere', () =>
    scoped(() => {
      const [bands, turns] = [120, 60]
      for (const kappa of [0.5, 4, 30]) {
        const points = Array.from({ length: bands * turns }, (_, at) => {
          const [height, turn] = [
            -1 + (2 * (Math.floor(at / turns) + 0.5)) / bands,
            ((at % turns) * 2 * Math.PI) / turns,
          ]
          const radius = Math.sqrt(1 - height ** 2)
          return [radius * Math.cos(turn), radius * Math.sin(turn), height]
        })
        const one = distribution(of(points.flatMap(() => [1, 2, -2])), row(points.map(() => Math.log(kappa))))
        const nats = valuesOf(PowerSpherical.logProb(one)<readonly []>(of(points.flat())))
        const area = (4 * Math.PI) / points.length
        expectNear([nats.reduce((sum, each) => sum + Math.exp(each) * area, 0)], [1], { absolute: 2e-3, relative: 0 })
      }
    }))

  it('is over the sphere, is not a likelihood, and keeps its vector under one name', () =>
    scoped(() => {
      expect([PowerSpherical.family.over, PowerSpherical.family.mean]).toEqual(['sphere', null])
      expectNear(
        valuesOf(PowerSpherical.family.center(q())),
        DIRECTION.map((x, at) => x / Math.hypot(...(parts(DIRECTION)[at < 3 ? 0 : 1] as number[]))),
      )
      expect(PowerSpherical.flattenEvent('latent')(q()).direction.shape).toEqual(['batch', 'latent'])
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => PowerSpherical.sampleWithLogProb(from(1), 'samples', 3)(q()).logProb)
    expectNothingKept(() => PowerSpherical.entropy(q()))
  })

  runsCompiled(
    'densities, entropies and samples',
    [matrix(DIRECTION), hostOf(['batch'], [2], LOG_KAPPA)],
    (key, direction, logConcentration) => {
      const at = distribution(direction, logConcentration)
      const { z, logProb: nats } = PowerSpherical.sampleWithLogProb(key, 'samples', 2)(at)
      return [PowerSpherical.logProb(at)<readonly []>(of(X)), PowerSpherical.entropy(at), z, nats]
    },
    { absolute: 1e-4, relative: 1e-4 },
  )
})

describe('samples', () => {
  onWebAssembly()

  it('have length 1, the mean of the distribution along its direction and none beside it', () =>
    scoped(() => {
      for (const [dimensions, kappa] of [
        [2, 3],
        [5, 0.2],
        [8, 60],
      ] as const) {
        const z = valuesOf(PowerSpherical.sample(from(3), 'samples', 1)(inDimensions(dimensions, kappa, 8000)))
        const each = columns(z, dimensions)
        const lengths = Array.from({ length: 8000 }, (_, at) => Math.hypot(...each.map((own) => own[at] as number)))
        expect(Math.max(...lengths.map((length) => Math.abs(length - 1)))).toBeLessThan(2e-6)
        // E t = (α - β) / (α + β) = κ / (κ + d - 1)
        expectMean(each[0] as readonly number[], kappa / (kappa + dimensions - 1))
        expectMean(each[1] as readonly number[], 0)
      }
    }))

  it('come with their log-densities, whose mean is minus the entropy', () =>
    scoped(() => {
      const one = inDimensions(4, 7, 6000)
      const { z, logProb: nats } = PowerSpherical.sampleWithLogProb(from(5), 'samples', 1)(one)
      expectNear(valuesOf(nats), valuesOf(PowerSpherical.logProb(one)<readonly ['samples']>(z)), {
        absolute: 1e-4,
        relative: 1e-4,
      })
      expectMean(
        valuesOf(nats).map((each) => -each),
        entropy(4, 7),
      )
    }))

  it('move with the concentration as the mean does, and with the direction', () =>
    scoped(() => {
      const [dimensions, kappa, count] = [6, 3, 6000]
      const one = inDimensions(dimensions, kappa, count)
      const { gradient } = T.valueAndGradient((at: typeof one) => {
        const z = PowerSpherical.sample(from(7), 'samples', 1)(at)
        return [pipe(z, T.slice(2, 0, 1) as never, T.meanOfAll as never) as T.Tensor<readonly []>, null]
      })(one)
      // d/dln κ of κ / (κ + d - 1)
      expectMean(
        valuesOf(gradient.logConcentration).map((each) => each * count),
        (kappa * (dimensions - 1)) / (kappa + dimensions - 1) ** 2,
      )
      expectFinite(valuesOf(gradient.direction))
    }))
})
