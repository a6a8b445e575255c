import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { coordinateOf } from '../../src/distributions/coordinates.js'
import { logPosteriorOf, record } from '../../src/distributions/family.js'
import { logPriorOf } from '../../src/distributions/priors.js'
import * as WrappedNormal from '../../src/distributions/wrappedNormal.js'
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
import * as Mobius from './mobius.js'
import { columns, expectFinite, grid } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 2]>
const rows = (values: readonly number[]): Rows => tensorOf(['batch', 2], [values.length / 2, 2], values)
const pairsOf = (values: readonly number[] | undefined) =>
  Array.from({ length: (values ?? []).length / 2 }, (_, at) => [
    values?.[2 * at] as number,
    values?.[2 * at + 1] as number,
  ])

const LOCATION = [0.6, -0.3, -1.5, 0.8]
const LOG_VARIANCE = [0.2, -0.7, 0, -1.2]
const Z = [0.5, 0.1, -0.7, 0.6]

const wrapped = (location: Rows, logVariance: Rows, curvature: T.Tensor<readonly []>) =>
  WrappedNormal.make<'batch', readonly [2]>(location, logVariance, curvature)

/** One distribution for as many rows. */
const one = (location: readonly number[], logVariance: readonly number[], curvature: number, count = 1) => {
  const repeated = (values: readonly number[]) => rows(Array.from({ length: count }, () => values).flat())
  return wrapped(repeated(location), repeated(logVariance), T.scalar(curvature))
}

const INPUTS = [
  hostOf(['batch', 2], [2, 2], LOCATION),
  hostOf(['batch', 2], [2, 2], LOG_VARIANCE),
  hostOf([], [], [0.7]),
] as const

onEach(() => {
  conforms('logProb', {
    inputs: INPUTS,
    operation: (location, logVariance, curvature) =>
      WrappedNormal.logProb(wrapped(location, logVariance, curvature))<readonly []>(rows(Z)),
    gives: [['batch'], [2]],
    reference: (location, logVariance, [curvature = 1] = []) =>
      pairsOf(Z).map((z, at) =>
        Mobius.logProb(z, {
          location: pairsOf(location)[at] as readonly number[],
          logVariance: pairsOf(logVariance)[at] as readonly number[],
          curvature,
        }),
      ),
    tolerance: { absolute: 2e-5, relative: 2e-5 },
    gradientTolerance: { absolute: 3e-4, relative: 3e-4 },
  })

  it('by hand: at the center, and on a line, where it is a normal distribution of distances', () =>
    scoped(() => {
      const center = WrappedNormal.logProb(one([0, 0], [0.3, 0.3], 1))<readonly []>(rows([0, 0]))
      // 1/(2π σ²) of a vector, and twice the length of a number of the ball
      expectNear(valuesOf(center), [-Math.log(2 * Math.PI) - 0.3 + 2 * Math.LN2], { absolute: 1e-5, relative: 1e-5 })
      const line = (values: readonly number[]) => tensorOf(['batch', 1], [values.length, 1], values)
      const q = WrappedNormal.make<'batch', readonly [1]>(line([1.5]), line([-0.4]), T.scalar(0.5))
      const z = 0.35
      const away = 2 * Math.atanh(z) - 1.5 * Math.sqrt(0.5)
      const nats = -0.5 * (Math.log(2 * Math.PI) - 0.4 + Math.log(0.5) + away ** 2 / (0.5 * Math.exp(-0.4)))
      expectNear(valuesOf(WrappedNormal.logProb(q)<readonly []>(line([z]))), [nats + Math.log(2 / (1 - z * z))], {
        absolute: 1e-5,
        relative: 1e-5,
      })
    }))
})

// -----------------------------------------------------------------------------
// laws
// -----------------------------------------------------------------------------

/** Points of the disk, and the area that each stands for: rings at even distances from the center. */
const [RINGS, TURNS, FARTHEST] = [220, 96, 11] as const
const DISK = grid(0, FARTHEST, RINGS).flatMap((distance) =>
  grid(0, 2 * Math.PI, TURNS).map((angle) => {
    const radius = Math.tanh(distance / 2)
    const width = ((FARTHEST / RINGS) * (1 - radius ** 2)) / 2
    return { z: [radius * Math.cos(angle), radius * Math.sin(angle)], area: radius * width * ((2 * Math.PI) / TURNS) }
  }),
)

describe('laws', () => {
  onWebAssembly()

  it.each([
    [[0, 0], [0, 0], 1],
    [[0.9, -0.5], [-0.5, 0.4], 1],
    [[1.2, 0.4], [-0.3, -1], 0.4],
  ] as const)('integrates to 1 over the disk, at %j with %j and curvature -%d', (location, logVariance, curvature) =>
    scoped(() => {
      const q = one(location, logVariance, curvature, DISK.length)
      const nats = valuesOf(WrappedNormal.logProb(q)<readonly []>(rows(DISK.flatMap(({ z }) => z))))
      const total = nats.reduce((sum, each, at) => sum + Math.exp(each) * (DISK[at]?.area ?? 0), 0)
      expectNear([total], [1], { absolute: 2e-3, relative: 0 })
    }),
  )

  it('samples are as far from the location as normal ones are from 0, and in the ball', () =>
    scoped(() => {
      const [location, curvature, deviation] = [[1.1, -0.6], 0.5, 0.8] as const
      const q = one(location, Array(2).fill(2 * Math.log(deviation)), curvature, 6000)
      const z = pairsOf(valuesOf(WrappedNormal.sample(from(3), 'samples', 1)(q)))
      expect(Math.max(...z.map(Mobius.lengthOf))).toBeLessThan(1)
      const back = Mobius.inBall(Mobius.times(-Math.sqrt(curvature), location))
      // in units of the curvature: of two normal numbers the mean length is σ √(π/2), and of its square 2 σ²
      const distances = z.map((each) => Mobius.lengthOf(Mobius.ofBall(Mobius.sum(back, each))) / Math.sqrt(curvature))
      expectMean(distances, deviation * Math.sqrt(Math.PI / 2))
      expectMean(
        distances.map((each) => each ** 2),
        2 * deviation ** 2,
      )
    }))

  it('comes with the log-density of its samples, of which the mean is that over the disk', () =>
    scoped(() => {
      const [location, logVariance] = [
        [0.9, -0.5],
        [-0.5, 0.4],
      ] as const
      const q = one(location, logVariance, 1, 6000)
      const { z, logProb } = WrappedNormal.sampleWithLogProb(from(5), 'samples', 1)(q)
      expectNear(valuesOf(logProb), valuesOf(WrappedNormal.logProb(q)<readonly ['samples']>(z)), {
        absolute: 2e-2,
        relative: 1e-3,
      })
      const exact = DISK.reduce((sum, each) => {
        const nats = Mobius.logProb(each.z, { location, logVariance, curvature: 1 })
        return sum + Math.exp(nats) * nats * each.area
      }, 0)
      expectMean(valuesOf(logProb), exact)
    }))

  it('has the divergence from its prior by samples at vectors, that over the disk', () =>
    scoped(() => {
      const [location, logVariance, curvature] = [[0.7, 0.9], [-1, -0.4], 0.6] as const
      const q = WrappedNormal.flattenEvent('latent')(one(location, logVariance, curvature, 6000))
      const at = WrappedNormal.family.draw(from(8), 1)(q)
      const prior = WrappedNormal.standard({ curvature })(2)[record].distribution(
        undefined as never,
        undefined as never,
      )
      const each = pipe(at.logProb ?? expect.fail(), T.same.sub(logPriorOf(prior)(at)))
      const standard = { location: [0, 0], logVariance: [0, 0], curvature }
      const exact = DISK.reduce((sum, { z, area }) => {
        const nats = Mobius.logProb(z, { location, logVariance, curvature })
        return sum + Math.exp(nats) * (nats - Mobius.logProb(z, standard)) * area
      }, 0)
      expectMean(valuesOf(each), exact)
    }))
})

// -----------------------------------------------------------------------------
// near the border
// -----------------------------------------------------------------------------

describe('near the border', () => {
  onCpu()

  it('has its density where its points round to one, which the density of the points has not', () =>
    scoped(() => {
      const q = WrappedNormal.flattenEvent('latent')(one([12, -9], [0, 0], 1, 200))
      const at = WrappedNormal.family.draw(from(2), 1)(q)
      const vectors = pairsOf(valuesOf(at.coordinate ?? expect.fail()))
      // at a distance of 15 the noise lies along the way and across it, which is as good as flat: ln(sinh|u| / sinh|v|) is |u| less what v has
      const own = valuesOf(at.logProb ?? expect.fail())
      expectFinite(own)
      expectMean(
        own.map(
          (nats, at) =>
            nats - (Mobius.lengthOf(vectors[at] ?? []) - Math.LN2 - Math.log(Mobius.lengthOf(vectors[at] ?? []))),
        ),
        // E[-ln 2π - r²/2 - ln(sinh r / r)], with r² of two normal numbers
        grid(0, 9, 4000).reduce((sum, r) => {
          const nats = -Math.log(2 * Math.PI) - (r * r) / 2 - Math.log(Math.sinh(r) / r)
          return sum + r * Math.exp(-(r * r) / 2) * nats * (9 / 4000)
        }, 0),
      )
      const rounded = valuesOf(logPosteriorOf(q)({ z: at.z }))
      expect(Math.max(...rounded.map((nats, at) => Math.abs(nats - (own[at] as number))))).toBeGreaterThan(1)
    }))

  it('is finite with its gradient at locations of any length, and at 0', () =>
    scoped(() => {
      const given = {
        location: rows([0, 0, 1e6, -1e6, 30, 40, 1e-6, 0]),
        logVariance: rows([10, 10, -10, -10, 0, 0, -10, 10]),
      }
      const { gradient, rest } = T.valueAndGradient(({ location, logVariance }: typeof given) => {
        const q = wrapped(location, logVariance, T.scalar(1))
        const { z, logProb } = WrappedNormal.sampleWithLogProb(from(4), 'samples', 2)(q)
        const of = WrappedNormal.logProb(q)<readonly []>(rows([0, 0, 1, 0, 0.6, 0.8, 0.1, 0.1]))
        const total = pipe(T.meanOfAll(z), T.same.add(T.meanOfAll(logProb)), T.same.add(T.meanOfAll(of)))
        return [total, [z, logProb, of]]
      })(given)
      expectFinite(
        ...(rest as readonly T.AnyTensor[]).map(valuesOf),
        valuesOf(gradient.location),
        valuesOf(gradient.logVariance),
      )
    }))
})

// -----------------------------------------------------------------------------
// as others
// -----------------------------------------------------------------------------

describe('as a value', () => {
  onCpu()

  it('is over the ball, is not a likelihood, and keeps its vector under one name', () =>
    scoped(() => {
      expect([WrappedNormal.family.over, WrappedNormal.family.mean]).toEqual(['ball', null])
      const q = one([3, 4], [0, 0], 0.25)
      expectNear(valuesOf(WrappedNormal.center(q)), Mobius.inBall([1.5, 2]))
      expect(WrappedNormal.flattenEvent('latent')(q).location.shape).toEqual(['batch', 'latent'])
    }))

  it('has samples and their vectors by one key', () =>
    scoped(() => {
      const q = one([0.4, -1], [-0.5, 0], 1, 3)
      const z = WrappedNormal.sample(from(1), 'samples', 2)(q)
      const u = WrappedNormal.sampleVectors(from(1), 'samples', 2)(q)
      expectNear(valuesOf(z), pairsOf(valuesOf(u)).flatMap(Mobius.inBall))
      const at = { z: tensorOf(['samples', 'batch', 'latent'], [2, 3, 2], valuesOf(z)) }
      expectNear(valuesOf(coordinateOf(WrappedNormal.family.coordinate)(at)), valuesOf(u), {
        absolute: 1e-4,
        relative: 1e-4,
      })
      expect(columns(valuesOf(WrappedNormal.family.sample(from(1))(q)), 2)[0]?.length).toBe(3)
    }))

  it('refuses locations and variances of two shapes, and a curvature of 0 and less', () =>
    scoped(() => {
      expect(() => WrappedNormal.make(rows(LOCATION), rows([1, 2]) as never, T.scalar(1))).toThrow(ShapeError)
      for (const curvature of [0, -1, Number.NaN])
        expect(() => WrappedNormal.standard({ curvature: curvature as never })(2)).toThrow(
          new ShapeError(`WrappedNormal.standard: the curvature must be a positive number, not ${curvature}`),
        )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => WrappedNormal.sampleWithLogProb(from(1), 'samples', 3)(one([0, 1], [0, 0], 1)).logProb)
  })

  runsCompiled(
    'densities and samples',
    INPUTS,
    (key, location, logVariance, curvature) => {
      const q = wrapped(location, logVariance, curvature)
      const { z, logProb } = WrappedNormal.sampleWithLogProb(key, 'samples', 2)(q)
      return [WrappedNormal.logProb(q)<readonly []>(rows(Z)), z, logProb]
    },
    { absolute: 1e-4, relative: 1e-4 },
  )
})
